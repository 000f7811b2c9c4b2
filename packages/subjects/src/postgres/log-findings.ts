import type { Finding } from "@steadyhand/core/diagnosis";
import type { LogLine } from "@steadyhand/subject";
import { messageOf } from "./server-log.ts";

/**
 * What the server writes at the beginning of a message of its own. The same words elsewhere in a line are a client's, and show nothing.
 */
const kinds: Readonly<
  Record<string, { readonly words: readonly string[]; readonly says: RegExp; readonly what: string }>
> = {
  "log:shut_down": {
    words: ["LOG"],
    says: /^received (smart|fast|immediate) shutdown request/,
    what: "somebody told the server to shut down",
  },
  // Not "was interrupted": so begins every standby from a base backup.
  "log:crashed": {
    words: ["LOG"],
    says: /^server process \(PID \d+\) was terminated by signal|^database system was not properly shut down/,
    what: "the server, or a process of it, ended without being told to",
  },
  "log:disk_full": {
    words: ["ERROR", "FATAL", "PANIC", "LOG"],
    says: /^could not (extend|write|create)\b.*: No space left on device$/,
    what: "the server found no space left on its disk",
  },
  "log:too_many_clients": {
    words: ["FATAL"],
    says: /^(sorry, too many clients already|remaining connection slots are reserved)/,
    what: "the server turned clients away because it has no connection left",
  },
  "log:deadlock": {
    words: ["ERROR"],
    says: /^deadlock detected$/,
    what: "the server ended a transaction to break a deadlock",
  },
};

/** What the logs show, of each member whose log was read. */
export function findingsInLogs(logs: readonly LogLine[], at: Date): readonly Finding[] {
  const members = new Set(logs.map(({ member }) => member));
  return [...members].flatMap((member) =>
    Object.entries(kinds).map(([name, { words, says, what }]) => {
      const isThere = logs.some((line) => {
        const said = line.member === member ? messageOf(line.text) : undefined;
        return said !== undefined && words.includes(said.word) && says.test(said.message);
      });
      return { name, member, isThere, what: isThere ? what : `the log does not say that ${what}`, at };
    }),
  );
}
