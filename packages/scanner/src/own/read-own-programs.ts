import { createHash } from "node:crypto";
import type { OwnProgram, OwnPrograms } from "./own-programs.ts";
import { inOrder, type OwnProblem, problem } from "./problem.ts";
import { readProgram, refuseOtherKeys } from "./read-program.ts";
import { type OwnTest, readTests, tryTests } from "./tests-in-file.ts";
import { type Located, readYaml } from "./yaml-source.ts";

/** A file of own programs, ready to be used, or what keeps it from being. */
export type OwnProgramsReading =
  | {
      readonly ok: true;
      readonly programs: OwnPrograms /** How many tests the file holds; all of them passed. */;
      readonly tests: number;
    }
  | { readonly ok: false; readonly problems: readonly OwnProblem[] };

const maxBytes = 256 * 1024;
const maxPrograms = 500;
const top = { line: 1, column: 1 };

/**
 * Reads `programs.yaml`: what an author's own programs do, with tests that are run while it is read. Never throws over
 * what the text holds: everything that is wrong with it comes back with its place.
 */
export async function readOwnPrograms(yamlText: string): Promise<OwnProgramsReading> {
  if (yamlText.length > maxBytes || Buffer.byteLength(yamlText) > maxBytes) {
    return refuse([problem(top, `The file is longer than ${maxBytes / 1024} KiB`)]);
  }
  const source = await readYaml(yamlText);
  if (!("kind" in source)) return refuse(source);
  const problems: OwnProblem[] = [];
  const { programs, tests } = readFile(source, problems);
  if (problems.length > 0) return refuse(problems);
  const own: OwnPrograms = { digest: digestOf(programs), programs };
  const failures = await tryTests(tests, own);
  return failures.length > 0 ? refuse(failures) : { ok: true, programs: own, tests: tests.length };
}

function refuse(problems: readonly OwnProblem[]): OwnProgramsReading {
  return { ok: false, problems: inOrder(problems) };
}

interface FileContent {
  readonly programs: ReadonlyMap<string, OwnProgram>;
  readonly tests: readonly OwnTest[];
}

function readFile(source: Located, problems: OwnProblem[]): FileContent {
  const programs = new Map<string, OwnProgram>();
  if (source.kind !== "map") {
    problems.push(
      problem(source.at, "The file does not say anything of programs", { allowed: "version, programs, tests" }),
    );
    return { programs, tests: [] };
  }
  refuseOtherKeys(source, ["version", "programs", "tests"], problems);
  const find = (key: string) => source.entries.find((entry) => entry.key === key)?.value;
  const version = find("version");
  if (version === undefined || version.kind !== "scalar" || version.value !== 1) {
    problems.push(
      problem(version?.at ?? source.at, "The version of the format is not named", { allowed: "version: 1" }),
    );
  }
  const listed = find("programs");
  if (listed === undefined || listed.kind !== "map") {
    problems.push(
      problem(listed?.at ?? source.at, "There are no programs", { allowed: "`programs:` with one entry each" }),
    );
    return { programs, tests: [] };
  }
  if (listed.entries.length > maxPrograms) {
    problems.push(
      problem(listed.at, `There are ${listed.entries.length} programs`, { allowed: `at most ${maxPrograms}` }),
    );
    return { programs, tests: [] };
  }
  for (const entry of listed.entries) {
    const program = readProgram(entry, problems);
    if (program) programs.set(entry.key, program);
  }
  return { programs, tests: readTests(find("tests"), problems) };
}

function digestOf(programs: ReadonlyMap<string, OwnProgram>): string {
  const sorted = [...programs].sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 12);
}
