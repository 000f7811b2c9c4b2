import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { modelFileJsonSchema, readModelConfig } from "../src/index.ts";

const guide = readFileSync(new URL("../../../docs/model.md", import.meta.url), "utf8");
const sources = new URL("../src/", import.meta.url);

describe("the guide to the model", () => {
  it("shows files that can be used as they stand", () => {
    const files = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const text of files) {
      const config = readModelConfig({
        text,
        env: { ANTHROPIC_API_KEY: "k-1" },
        readFile: () => ({ text: "k-2", mode: 0o600 }),
      });
      expect(config.secondKey).toBeDefined();
    }
  });

  it("explains every setting there is", () => {
    const names = settingsOf(modelFileJsonSchema());
    expect(names.size).toBeGreaterThan(20);
    for (const name of names) expect(guide).toContain(name);
  });

  it("explains every code of absence there is", () => {
    const declared = readFileSync(new URL("call/absence.ts", sources), "utf8");
    const codes = [...(declared.split("export type AbsenceCode =")[1]?.split(";")[0] ?? "").matchAll(/"(\w+)"/g)];
    expect(codes.length).toBeGreaterThan(15);
    for (const [, code] of codes) expect(guide).toContain(`\`${code}\``);
  });
});

describe("the room", () => {
  it("names no model in its code: which one is asked is configuration", () => {
    const named = readdirSync(sources, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
      .filter((path) =>
        /\b(?:claude|gpt|o\d|llama|qwen|gemini|mistral|opus|sonnet|haiku)-\w/i.test(
          readFileSync(new URL(path, sources), "utf8"),
        ),
      );
    expect(named).toEqual([]);
  });
});

/** The names of all properties in a JSON Schema. */
function settingsOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [name, value] of Object.entries(schema)) {
    if (name === "properties") for (const property of Object.keys(value as object)) found.add(property);
    settingsOf(value, found);
  }
  found.delete("$schema");
  return found;
}
