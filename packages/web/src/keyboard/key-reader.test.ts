import { describe, expect, it } from "vitest";
import { keyMap } from "./key-map.ts";
import { type KeyPress, nothingRead, readKey } from "./key-reader.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  isRepeat: false,
  isModified: false,
  isTaken: false,
  ...more,
});

describe("readKey", () => {
  it("gives a single key at once", () => {
    expect(readKey(nothingRead, press("a"))).toEqual({ reader: nothingRead, chord: "a" });
  });

  it("joins g and the letter after it", () => {
    const { reader, chord } = readKey(nothingRead, press("g"));
    expect(chord).toBeUndefined();
    expect(readKey(reader, press("h")).chord).toBe("g h");
  });

  it("never reads an approval out of the key after g", () => {
    const { reader } = readKey(nothingRead, press("g"));
    expect(readKey(reader, press("a")).chord).toBe("g a");
  });

  it("means nothing while a key is held down", () => {
    expect(readKey(nothingRead, press("a", { isRepeat: true })).chord).toBeUndefined();
  });

  it("leaves keys alone where text is written and where the browser has them", () => {
    expect(readKey(nothingRead, press("a", { isTaken: true })).chord).toBeUndefined();
    expect(readKey(nothingRead, press("a", { isModified: true })).chord).toBeUndefined();
  });
});

describe("the key map", () => {
  it("gives each chord one meaning in one place", () => {
    for (const { keys } of keyMap) {
      expect(new Set(keys.map(({ chord }) => chord)).size).toBe(keys.length);
    }
  });
});
