import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { OwnPrograms } from "@steadyhand/scanner";
import type { Services } from "../services.ts";
import { dataFolder } from "../session/data-folder.ts";

/** Which file says what somebody's own programs do. */
export interface ProgramsChoice {
  readonly programs: string | undefined;
  readonly data: string | undefined;
}

type Place = Pick<Services, "env" | "workingDirectory" | "isRoot">;

/**
 * The file of own programs that is meant: named on the command line, in the environment, or the one in the data folder
 * where there is one. Throws `programs.not_found` when a named one is not there.
 */
export function findOwnPrograms(choice: ProgramsChoice, services: Place): string | undefined {
  const named = choice.programs ?? (services.env.STEADYHAND_PROGRAMS || undefined);
  if (named === undefined) {
    const usual = join(dataFolder(choice.data, services), "programs.yaml");
    return existsSync(usual) ? usual : undefined;
  }
  const path = isAbsolute(named) ? named : join(services.workingDirectory, named);
  if (existsSync(path)) return path;
  throw new OpsError(`Cannot read own programs from ${named}: there is no such file`, {
    kind: "not_found",
    code: "programs.not_found",
    hint: "`steady programs example` prints one to start from",
  });
}

/** What the scanner is opened with: the own programs of the file that is meant, or nothing. */
export async function ownProgramsFor(
  choice: ProgramsChoice,
  services: Place,
): Promise<{ readonly programs?: OwnPrograms }> {
  const path = findOwnPrograms(choice, services);
  return path === undefined ? {} : { programs: await readOwnProgramsFile(path) };
}

/** Reads a file of own programs. A broken one is never left out in silence: it throws `programs.invalid`. */
export async function readOwnProgramsFile(path: string): Promise<OwnPrograms> {
  const { readOwnPrograms } = await import("@steadyhand/scanner");
  const read = await readOwnPrograms(readText(path));
  if (read.ok) return read.programs;
  const [first, ...more] = read.problems;
  const place = first === undefined ? path : `${path}, line ${first.line}, column ${first.column}`;
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  throw new OpsError(`Cannot use ${place}: ${first?.message ?? "it is not as described"}${others}`, {
    kind: "invalid",
    code: "programs.invalid",
    hint: `\`steady programs check ${path}\` lists every problem`,
  });
}

/** The text of a file of own programs. Throws `programs.unreadable`. */
export function readText(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    throw new OpsError(`Cannot read own programs from ${path}: ${(cause as Error).message}`, {
      kind: "invalid",
      code: "programs.unreadable",
      hint: "Give the path of a file in UTF-8",
      cause,
    });
  }
}
