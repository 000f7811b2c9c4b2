import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const prove = command({
  name: "prove",
  summary: "Print a proof that one event is in the record, or that the record still begins with what it was",
  description:
    "A proof needs neither the rest of the record nor a server: whoever holds the public key checks it with `steady audit " +
    "check-proof`. With --grown-from it proves that the record of now begins with the events of an older checkpoint, whose " +
    "count is given; its root is for whoever checks to compare with the one they kept.",
  examples: ["steady audit prove 42 --out event-42.json", "steady audit prove --grown-from 1000"],
  args: { event: { help: "the event's number", isOptional: true } },
  options: {
    ...serverOptions,
    grownFrom: { type: "text", value: "count", help: "how many events the older checkpoint counted" },
    out: {
      type: "text",
      value: "file",
      short: "o",
      help: "a new file; it is never overwritten (default: standard output)",
    },
  },
  run: ({ args: { event }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, workingDirectory } = services;
      const count = options.grownFrom;
      if ((event === undefined) === (count === undefined)) throw eitherOr();
      const proof =
        event !== undefined
          ? await client.proveEvent({ parameters: { sequence: place(event) } })
          : await client.proveGrowth({ parameters: { count: place(count ?? "") } });
      const { proofText } = await import("@steadyhand/core/audit");
      const text = proofText(proof);
      if (options.out === undefined) {
        io.out(text.trimEnd());
        return exitCode.ok;
      }
      const path = resolve(workingDirectory, options.out);
      await writeFile(path, text, { flag: "wx", mode: 0o600 }).catch((cause: NodeJS.ErrnoException) => {
        throw cannotWrite(path, cause);
      });
      if (options.json) io.out(JSON.stringify({ file: path }));
      else io.talk(`The proof is in ${path}; \`steady audit check-proof ${path}\` checks it`);
      return exitCode.ok;
    }),
});

function place(text: string): string {
  if (/^[1-9]\d{0,15}$/.test(text)) return text;
  throw new OpsError(`Cannot prove anything of ${JSON.stringify(text)}: it is no number of an event`, {
    kind: "invalid",
    code: "usage.invalid",
    hint: "`steady audit list` shows the events there are, with their numbers",
  });
}

function eitherOr(): OpsError {
  return new OpsError("Cannot prove this: give either an event's number or --grown-from", {
    kind: "invalid",
    code: "usage.invalid",
    hint: "`steady audit prove 42`, or `steady audit prove --grown-from 1000`",
  });
}

function cannotWrite(path: string, cause: NodeJS.ErrnoException): OpsError {
  const isThere = cause.code === "EEXIST";
  return new OpsError(`Cannot write ${path}: ${isThere ? "it is there already" : cause.message}`, {
    kind: "refused",
    code: isThere ? "output.exists" : "output.unwritable",
    hint: "Name another file with --out",
    cause,
  });
}
