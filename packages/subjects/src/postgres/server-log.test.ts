import { expect, it } from "vitest";
import { findingsInLogs } from "./log-findings.ts";
import { parseServerLog } from "./server-log.ts";

const at = new Date("2026-03-01T10:00:00Z");

/** Names of what a log shows. */
function shown(text: string): readonly string[] {
  return findingsInLogs(parseServerLog(text, "primary"), at)
    .filter(({ isThere }) => isThere)
    .map(({ name }) => name);
}

it("reads time and level of a line, and gives them to the lines that continue it", () => {
  const text = `2026-03-01 10:00:00.250 UTC [71] ERROR:  deadlock detected
2026-03-01 10:00:00.250 UTC [71] DETAIL:  Process 71 waits for ShareLock
\tProcess 72 waits for ShareLock
2026-03-01 10:00:01.000 CET [71] LOG:  checkpoint starting: time`;
  expect(parseServerLog(text, "primary").map(({ at, level }) => [at?.toISOString(), level])).toEqual([
    ["2026-03-01T10:00:00.250Z", "error"],
    ["2026-03-01T10:00:00.250Z", "error"],
    ["2026-03-01T10:00:00.250Z", "error"],
    // What CET means depends on where one is.
    [undefined, "info"],
  ]);
});

it("removes secrets that clients wrote into their statements", () => {
  const [line] = parseServerLog(
    "2026-03-01 10:00:00 UTC [7] STATEMENT:  ALTER ROLE app PASSWORD 'kT9x!mQ2vLr8'",
    "primary",
  );
  expect(line?.text).not.toContain("kT9x");
});

it.each([
  ["LOG:  received fast shutdown request", "log:shut_down"],
  ["LOG:  server process (PID 412) was terminated by signal 9: Killed", "log:crashed"],
  ["LOG:  database system was not properly shut down; automatic recovery in progress", "log:crashed"],
  [`PANIC:  could not write to file "pg_wal/xlogtemp.71": No space left on device`, "log:disk_full"],
  [`ERROR:  could not extend file "base/5/16384": No space left on device`, "log:disk_full"],
  ["FATAL:  sorry, too many clients already", "log:too_many_clients"],
  ["ERROR:  deadlock detected", "log:deadlock"],
])("finds in %j what the server says", (said, name) => {
  expect(shown(`2026-03-01 10:00:00.250 UTC [71] ${said}`)).toEqual([name]);
});

it.each([
  'ERROR:  column "LOG:  received fast shutdown request" does not exist',
  "STATEMENT:  SELECT 'FATAL:  sorry, too many clients already'",
  "STATEMENT:  SELECT 1\n\tLOG:  received fast shutdown request",
  "STATEMENT:  SELECT 1\n2026 LOG:  received fast shutdown request",
])("takes %j for a client's words, which show nothing", (said) => {
  expect(shown(`2026-03-01 10:00:00.250 UTC [71] ${said}`)).toEqual([]);
});
