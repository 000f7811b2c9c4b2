import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const steady = join(root, "packages/cli/bin/steady.mjs");
/** Third-party runbooks and commands that may lie beside a checkout. They are measured on and never copied here. */
const corpus = join(root, "../shared/corpus");
const run = promisify(execFile);

/** The scorer's last line, which sums everything up. */
async function score(scorer: string, command: string, file: string, ...options: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(corpus, scorer), command, join(corpus, file), ...options], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.slice(stdout.lastIndexOf("TOTAL"));
}

function percent(total: string, label: RegExp): number {
  return Number(total.match(new RegExp(`${label.source}\\D*?(\\d+(?:\\.\\d+)?)%`))?.[1]);
}

describe("a batch", () => {
  it("answers each line in order, also a bad one", { timeout: 60_000 }, async () => {
    const lines = [
      '{"id":1,"command":"ls","dialect":"shell"}',
      "not json",
      '{"id":3,"command":"rm -rf /","dialect":"shell"}',
    ];
    const input = lines.join("\\n");
    const { stdout } = await run("sh", ["-c", `printf '${input}\\n' | ${steady} classify --jsonl`]);
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { id: 1, risk: "safe", final: "caution" },
      { error: expect.any(String) },
      { id: 3, risk: "dangerous", final: "dangerous" },
    ]);
  });
});

describe("a batch of runbooks", () => {
  it("says of a page that asks for nothing why, and counts it as no error", { timeout: 60_000 }, async () => {
    const lines = ['{"id":1,"text":"Some words about a thing."}', '{"id":2,"text":"Run `df -h <mount>` now."}'];
    const { stdout } = await run("sh", ["-c", `printf '%s\\n' "$@" | ${steady} runbook parse --jsonl`, "sh", ...lines]);
    const answers = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { id: 1, commands: [], refusal: { code: "runbook.nothing_to_do" } },
      { id: 2, commands: ["df -h <mount>"], variables: ["mount"] },
    ]);
  });
});

// A clone has nothing beside it: then there is nothing to measure on, and the fixtures here hold the same rules.
if (existsSync(corpus)) {
  describe("on runbooks and commands that nobody here wrote", () => {
    it("finds at least 97 % of the commands, at least 98 % of what it finds is one, and no runbook is an error", {
      timeout: 120_000,
    }, async () => {
      const total = await score("score-parse.mjs", `${steady} runbook parse --jsonl`, "runbooks-dev.jsonl");
      console.info(total.trim());
      expect(percent(total, /command recall/)).toBeGreaterThanOrEqual(97);
      expect(percent(total, /precision/)).toBeGreaterThanOrEqual(98);
      expect(total).toContain("0 without an answer");
    });

    it("calls nothing safe that is not, and safe at least 95 % of what only reads, dangerous 95 % of what is", {
      timeout: 120_000,
    }, async () => {
      const total = await score("score.mjs", `${steady} classify --jsonl`, "commands-dev.jsonl", "--gate");
      console.info(total.trim());
      expect(total).toContain("false safe 0 of");
      expect(percent(total, /read_only->safe/)).toBeGreaterThanOrEqual(95);
      expect(percent(total, /dangerous->dangerous/)).toBeGreaterThanOrEqual(95);
    });
  });
}
