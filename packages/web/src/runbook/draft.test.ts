import { describe, expect, it } from "vitest";
import { createDraft } from "./draft.ts";

function memory(most: number) {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem(key: string, value: string) {
      if (value.length > most) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  };
}

describe("the draft", () => {
  it("is there again after a reload", () => {
    const storage = memory(100);
    expect(createDraft(storage).write("Run `ls`")).toBe(true);
    expect(createDraft(storage).read()).toBe("Run `ls`");
  });

  it("is kept by the page, and says so, when the browser has no room", () => {
    const draft = createDraft(memory(4));
    draft.write("old");
    expect(draft.write("too long")).toBe(false);
    expect(draft.read()).toBe("too long");
  });

  it("is gone when it is emptied", () => {
    const storage = memory(100);
    createDraft(storage).write("x");
    createDraft(storage).write("");
    expect(createDraft(storage).read()).toBe("");
  });
});
