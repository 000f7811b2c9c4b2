import { OpsError } from "@steadyhand/core/outcome";
import type { CommandScanner } from "@steadyhand/engine";
import { loadScanner, readCommand, readOwnPrograms } from "@steadyhand/scanner";
import type { ConfigFile } from "./read-config-file.ts";

/** Loads the scanner, with what a file says of programs of one's own. Throws `programs.invalid` with the first problem. */
export async function openScanner(programsFile: ConfigFile | undefined): Promise<CommandScanner> {
  const programs = programsFile && (await readPrograms(programsFile));
  const scanner = await loadScanner(programs && { programs });
  return {
    version: scanner.version,
    scan: (text, dialect) => scanner.scan(text, dialect),
    scanWritten: (text, dialect) => scanner.scan(text, dialect),
    read: readCommand,
  };
}

async function readPrograms({ path, text }: ConfigFile) {
  const read = await readOwnPrograms(text);
  if (read.ok) return read.programs;
  const [first, ...more] = read.problems;
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  const place = first === undefined ? path : `${path}, line ${first.line}, column ${first.column}`;
  throw new OpsError(
    `Cannot use ${place}: ${(first?.message ?? "it is not as described").replace(/\.$/, "")}${others}`,
    {
      kind: "invalid",
      code: "programs.invalid",
      hint: `\`steady programs check ${path}\` lists every problem; correct them, or move the file away to start without it`,
    },
  );
}
