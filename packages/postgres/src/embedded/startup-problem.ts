import { OpsError } from "@steadyhand/core/outcome";
import { folderProblem } from "./folder-problem.ts";

/** What PostgreSQL said when it did not start, as one line that says what to do. `output` is its own text. */
export function startupProblem(what: string, directory: string, output: string): OpsError {
  if (/No space left on device|Disk quota exceeded/i.test(output))
    return folderProblem(directory, coded("ENOSPC", output));
  if (/Read-only file system/i.test(output)) return folderProblem(directory, coded("EROFS", output));
  const known = problems.find(({ pattern }) => pattern.test(output));
  const line = lastLine(output);
  const { code, why, hint } = known ?? {
    code: "postgres.not_started",
    why: () => line,
    hint: "Run `steady doctor`, or read postgres.log in the data folder",
  };
  return new OpsError(`Cannot ${what} in ${directory}: ${why(pick(output, known?.pattern) ?? line)}`, {
    kind: "unavailable",
    code,
    hint,
    cause: output === "" ? undefined : new Error(output.slice(-2_000)),
  });
}

const problems = [
  {
    pattern: /error while loading shared libraries: ([^\s:]+)/,
    code: "postgres.missing_library",
    why: (library: string) => `the library ${library} is missing`,
    hint: "Run `npm ci` again, or install the library with the system's package manager",
  },
  {
    pattern: /initialized by PostgreSQL version (\d+)/,
    code: "postgres.other_version",
    why: (version: string) => `its data was written by PostgreSQL ${version}, and the one here is another version`,
    hint: "Start the release of Steadyhand that wrote it, or choose another folder with --data",
  },
  {
    pattern: /could not look up effective user ID (\d+)/,
    code: "postgres.no_user",
    why: (uid: string) => `user ${uid} has no entry in /etc/passwd`,
    hint: "Add one, or name a PostgreSQL server in DATABASE_URL",
  },
  {
    pattern: /setpriv: (.+)/,
    code: "postgres.cannot_switch_user",
    why: (line: string) => `the machine does not let us change the user it runs as (${line})`,
    hint: "Start Steadyhand as an ordinary user, or choose a data folder that every user can reach with --data",
  },
  {
    pattern:
      /could not (?:locate a valid checkpoint record|read file "global\/pg_control"|access the server configuration file|find the database system)/,
    code: "postgres.damaged",
    why: () => "its files are damaged",
    hint: "Restore the folder from a backup; keep the damaged one as evidence",
  },
];

function pick(output: string, pattern: RegExp | undefined): string | undefined {
  return pattern?.exec(output)?.[1];
}

function lastLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const fatal = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1);
  return fatal?.replace(/^.*?(?:FATAL|PANIC|error):\s*/, "") ?? "it said nothing";
}

function coded(code: string, output: string): Error {
  return Object.assign(new Error(output.slice(-2_000)), { code });
}
