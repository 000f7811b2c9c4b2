import { expect, it } from "vitest";
import { readPreferences } from "./preferences.ts";

const kept = (text: string | null) => readPreferences({ getItem: () => text });

it("reads the look that was kept", () => {
  expect(kept('{"theme":"light","density":"compact"}')).toEqual({ theme: "light", density: "compact" });
});

it.each([null, "", "null", "[]", "not json", '{"theme":"pink"}'])("falls back to the system's look on %j", (text) => {
  expect(kept(text)).toEqual({ theme: "system", density: "comfortable" });
});

it("falls back where the page may not read", () => {
  const closed = {
    getItem() {
      throw new DOMException("closed", "SecurityError");
    },
  };
  expect(readPreferences(closed)).toMatchObject({ theme: "system" });
});
