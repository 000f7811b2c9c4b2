import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { drawProblems, readFile } from "../subject/read-file.ts";
import { readLength } from "./read-length.ts";
import { watchFile } from "./watch-file.ts";
import { watchInstalled } from "./watch-installed.ts";

export const run = command({
  name: "run",
  summary: "Watch one system live: its members, where each invariant stands, and the incidents of this run",
  description:
    "With a FILE it works alone, without a server: it looks, judges by the same rules as a server's monitor, and keeps nothing. " +
    "With a name or a kind (ratelimiter, tikv, postgres) it shows what the running server sees of that subject. It changes nothing " +
    "on any system. Ctrl-C ends it. Ends with 1 when an incident was opened.",
  examples: [
    "steady monitor run --subject shop.yaml",
    "steady monitor run --subject shop.yaml --for 10m --json >> watched.jsonl",
    "steady monitor run --subject ratelimiter",
  ],
  options: {
    ...serverOptions,
    subject: {
      type: "text",
      value: "file",
      help: "a subject's file, or the name or kind of one that the server watches",
    },
    for: { type: "text", value: "10m", help: "for so long (default: until Ctrl-C)" },
    every: { type: "text", value: "5s", help: "look so often (default: as the file says)" },
  },
  async run({ options, ...services }) {
    const forMs = options.for === undefined ? undefined : readLength("--for", options.for);
    const everyMs = options.every === undefined ? undefined : readLength("--every", options.every);
    const named = needSubject(options.subject);
    const watch = { ...options, subject: named, forMs, services };
    // A name has neither a dot nor a slash, and a file that is meant has one of them.
    if (/^[a-z][a-z0-9-]*$/.test(named)) return await watchInstalled(watch);
    const { read, judge } = await readFile(named, services);
    if (read.ok) return await watchFile(read.file, { ...watch, everyMs: everyMs ?? read.file.everyMs, judge });
    services.io.out(
      options.json ? JSON.stringify({ file: named, ok: false, problems: read.problems }) : drawProblems(named, read),
    );
    return exitCode.failed;
  },
});

function needSubject(given: string | undefined): string {
  if (given !== undefined) return given;
  throw new OpsError("Cannot watch: no subject was given", {
    kind: "invalid",
    code: "usage.subject_missing",
    hint: "Give a subject's file, or the name of one that the server watches: --subject shop.yaml",
  });
}
