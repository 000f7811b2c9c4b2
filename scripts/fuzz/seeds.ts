import { loadScanner } from "@steadyhand/scanner";
import { readFixtures } from "../../packages/scanner/test/fixtures.ts";
import type { Input } from "./check.ts";

export interface Seeds {
  readonly all: readonly Input[];
  /** Never safe, and whole commands that can be put into another one. */
  readonly harmful: readonly Input[];
}

/** Our own fixtures, to start from. */
export async function readSeeds(): Promise<Seeds> {
  const scanner = await loadScanner();
  const canaries = readFixtures("canaries.txt").map((fixture) => ({ ...fixture, isHarmful: true }));
  const reads = readFixtures("reads.txt").map((fixture) => ({ ...fixture, isHarmful: false }));
  const harmful = canaries.filter(({ text, dialect }) => {
    if (dialect === "sql") return !/^[\\.]|\\/.test(text);
    // What is no whole command, or ends in a heredoc or a backslash, changes when something follows it.
    const { evidence, risk } = scanner.scan(text, dialect);
    // A canary that is safe as it stands is for its own test to tell.
    return (
      risk !== "safe" &&
      !/<<|\\$|^[#]/.test(text) &&
      !evidence.some(({ rule }) => rule === "shell.syntax" || rule === "limit")
    );
  });
  return { all: [...canaries, ...reads], harmful };
}
