import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { finished } from "node:stream/promises";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const exportLedger = command({
  name: "export",
  summary: "Write the record as JSON Lines with a signed last line",
  description: "`steady audit verify FILE` checks it with nothing but the public key.",
  examples: ["steady audit export --out ledger.jsonl", "steady audit export --execution exe_9xQ1 > one.jsonl"],
  options: {
    ...serverOptions,
    execution: { type: "text", value: "id", help: "only what concerns one execution" },
    out: { type: "text", value: "file", help: "a new file; it is never overwritten (default: standard output)" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, workingDirectory } = services;
      const { out, execution } = options;
      const path = out === undefined ? undefined : resolve(workingDirectory, out);
      const stream = path === undefined ? io.answers.stream : createWriteStream(path, { flags: "wx", mode: 0o600 });
      try {
        if (path !== undefined) await once(stream, "open");
        for await (const text of client.exportLedger(execution === undefined ? {} : { executionId: execution })) {
          if (!stream.write(text)) await once(stream, "drain");
        }
        if (path !== undefined) await finished(stream.end());
      } catch (cause) {
        throw path === undefined || !isFileError(cause) ? cause : cannotWrite(path, cause);
      }
      if (path !== undefined) {
        if (options.json) io.out(JSON.stringify({ file: path }));
        else io.talk(`The record is in ${path}; \`steady audit verify ${path}\` checks it`);
      }
      return exitCode.ok;
    }),
});

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
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
