import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";

interface Row {
  readonly command: string;
  readonly dialect: "shell" | "sql";
  readonly label: "must_not_be_safe" | "read_only" | "file_read";
  readonly severity: string;
}

const corpus = fileURLToPath(new URL("../../../../shared/corpus/commands-dev.jsonl", import.meta.url));
const scanner = await loadScanner();

// Third-party data that lies beside the checkout in CI and nowhere else.
const rows: Row[] = existsSync(corpus)
  ? readFileSync(corpus, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
  : [];
const share = (wanted: readonly Row[], risk: string) =>
  wanted.filter(({ command, dialect }) => scanner.scan(command, dialect).risk === risk).length /
  Math.max(1, wanted.length);

it("calls nothing safe that must not be", () => {
  expect(
    share(
      rows.filter(({ label }) => label === "must_not_be_safe"),
      "safe",
    ),
  ).toBe(0);
});

it("reaches the figures asked for where the corpus lies beside it", () => {
  if (rows.length === 0) return;
  expect(
    share(
      rows.filter(({ label }) => label === "read_only"),
      "safe",
    ),
  ).toBeGreaterThanOrEqual(0.95);
  expect(
    share(
      rows.filter(({ severity }) => severity === "dangerous"),
      "dangerous",
    ),
  ).toBeGreaterThanOrEqual(0.95);
});
