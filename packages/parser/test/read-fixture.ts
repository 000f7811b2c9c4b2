import { readFileSync } from "node:fs";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { parseRunbook } from "../src/index.ts";

export function fixtureText(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
}

/** The runbook in a text that must have one. */
export function runbookOf(text: string): ParsedRunbook {
  const outcome = parseRunbook(text);
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.runbook;
}

/** A runbook in few words: number, branch, title and command of each step. */
export function sketch(runbook: ParsedRunbook): readonly string[] {
  return runbook.steps.map(({ number, title, command, condition }) => {
    const branch = condition === undefined ? "" : ` [${condition.branch}]`;
    return `${number}${branch} ${command === undefined ? title : `$ ${command.text}`}`;
  });
}
