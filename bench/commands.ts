import { readFileSync } from "node:fs";
import type { Dialect } from "@steadyhand/core/risk";
import { parseRunbook } from "@steadyhand/parser";
import { runbookText } from "./runbook-text.ts";

export interface BenchCommand {
  readonly command: string;
  readonly dialect: Dialect;
}

/** Commands to judge: those of a file of JSON lines when one is named, else those of our own runbook and a few hard ones. */
export function benchCommands(file: string | undefined): readonly BenchCommand[] {
  if (file !== undefined) {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as BenchCommand);
  }
  const read = parseRunbook(runbookText());
  const ofRunbook = read.ok ? read.runbook.steps.flatMap(({ command }) => (command ? [command] : [])) : [];
  return [...ofRunbook.map(({ text, dialect }) => ({ command: text, dialect })), ...hard];
}

const hard: readonly BenchCommand[] = [
  { command: "for i in $(seq 1 5); do curl -s http://localhost:$i/health | jq .status; done", dialect: "shell" },
  { command: "sudo -u postgres psql -c 'select * from pg_locks where not granted'", dialect: "shell" },
  { command: "find / -name '*.log' -size +1G -exec ls -lh {} \\;", dialect: "shell" },
  { command: "cat <<'EOF' | ssh db-1 bash -s\nset -e\nsystemctl restart postgresql\nEOF", dialect: "shell" },
  { command: "tar czf - /srv | openssl enc -aes-256-cbc -k x | dd of=/dev/sdb", dialect: "shell" },
  { command: "WITH gone AS (DELETE FROM t WHERE a < 3 RETURNING *) SELECT count(*) FROM gone", dialect: "sql" },
];
