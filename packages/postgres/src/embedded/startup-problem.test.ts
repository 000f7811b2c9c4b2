import { expect, it } from "vitest";
import { startupProblem } from "./startup-problem.ts";

it.each([
  ["data.disk_full", "FATAL:  could not write lock file: No space left on device"],
  ["data.read_only", "could not create file: Read-only file system"],
  [
    "postgres.missing_library",
    "postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file",
  ],
  [
    "postgres.other_version",
    "DETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible",
  ],
  ["postgres.no_user", "initdb: error: could not look up effective user ID 4711: user does not exist"],
  ["postgres.cannot_switch_user", "setpriv: setresuid failed: Operation not permitted"],
  ["postgres.damaged", "PANIC:  could not locate a valid checkpoint record at 0/1"],
  ["postgres.not_started", "LOG:  x\nFATAL:  something that nobody has met"],
  ["postgres.not_started", ""],
])("is %s for what PostgreSQL says", (code, output) => {
  const problem = startupProblem("start the database", "/data", output);
  expect(problem).toMatchObject({ code, kind: "unavailable", hint: expect.stringMatching(/\w/) });
  expect(problem.message).toMatch(/^Cannot .*\/data: [^\n]+$/);
});
