import { readFileSync } from "node:fs";
import type { Dialect } from "@steadyhand/core/risk";

export interface Fixture {
  readonly text: string;
  readonly dialect: Dialect;
}

/** The commands of a fixture file: one a line, `sql:` before SQL, `#` before a comment. */
export function readFixtures(name: string): Fixture[] {
  const lines = readFileSync(new URL(name, import.meta.url), "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("# "))
    .map((line) =>
      line.startsWith("sql:") ? { text: line.slice(4), dialect: "sql" } : { text: line, dialect: "shell" },
    );
}
