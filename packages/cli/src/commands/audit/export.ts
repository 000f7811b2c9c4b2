import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { momentHelp, readStretch } from "./read-moment.ts";

const formats = ["jsonl", "csv"] as const;

export const exportLedger = command({
  name: "export",
  summary: "Write the record as JSON Lines with a signed last line, or as CSV for a spreadsheet",
  description:
    "`steady audit verify FILE` checks JSON Lines with nothing but the public key. A CSV proves nothing; it is made only " +
    "of a record that was just found whole, and holds nothing that a spreadsheet computes.",
  examples: [
    "steady audit export --out ledger.jsonl",
    "steady audit export --execution exe_9xQ1 > one.jsonl",
    "steady audit export --format csv --since 1w --out week.csv",
  ],
  options: {
    ...serverOptions,
    format: { type: "text", value: "format", help: "how it is written (default: jsonl)", choices: formats },
    execution: { type: "text", value: "id", help: "only what concerns one execution" },
    since: { type: "text", value: "time", help: `csv only: from this moment on: ${momentHelp}` },
    until: { type: "text", value: "time", help: "csv only: before this moment, said in the same ways" },
    bom: { type: "boolean", help: "csv only: begin with a byte order mark, which some spreadsheets need for UTF-8" },
    out: {
      type: "text",
      value: "file",
      short: "o",
      help: "a new file; it is never overwritten (default: standard output)",
    },
  },
  run: ({ options, ...services }) => {
    const query = queryOf(options, services.now());
    return withServer(options, services, async ({ client }) => {
      const { io, workingDirectory } = services;
      const path = options.out === undefined ? undefined : resolve(workingDirectory, options.out);
      const texts = () => client.exportLedger(query);
      if (path === undefined) await writeAll(texts(), io.answers.stream);
      else {
        await writeFile(path, texts, { isProof: query.format === "jsonl" });
        if (options.json) io.out(JSON.stringify({ file: path }));
        else if (query.format === "csv") io.talk(`The record is in ${path}; it proves nothing, as JSON Lines do`);
        else io.talk(`The record is in ${path}; \`steady audit verify ${path}\` checks it`);
      }
      return exitCode.ok;
    });
  },
});

interface Asked {
  readonly format: string | undefined;
  readonly execution: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly bom: boolean;
}

/** What the server is asked for. Throws `usage.only_csv` and `usage.moment`. */
function queryOf({ execution, since, until, bom, ...options }: Asked, now: Date) {
  const format = formats.find((one) => one === options.format) ?? "jsonl";
  const [given] = [since && "--since", until && "--until", bom && "--bom"].filter(Boolean);
  if (format === "jsonl" && given) throw onlyCsv(given);
  return {
    format,
    ...(execution !== undefined && { executionId: execution }),
    ...readStretch({ since, until }, now),
    ...(bom && ({ byteOrderMark: "true" } as const)),
  };
}

async function writeAll(texts: AsyncIterable<string>, stream: Writable): Promise<void> {
  for await (const text of texts) if (!stream.write(text)) await once(stream, "drain");
}

async function writeFile(
  path: string,
  texts: () => AsyncIterable<string>,
  { isProof }: { readonly isProof: boolean },
): Promise<void> {
  const stream = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    await once(stream, "open");
  } catch (cause) {
    throw isFileError(cause) ? cannotWrite(path, cause) : cause;
  }
  try {
    await writeAll(texts(), stream);
    await finished(stream.end());
  } catch (cause) {
    stream.destroy();
    // JSON Lines that end too early show it by the last line that is missing. A table would just look shorter.
    if (!isProof) await rm(path, { force: true });
    throw isFileError(cause) ? cannotWrite(path, cause) : cause;
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

function onlyCsv(flag: string): OpsError {
  return new OpsError(
    `Cannot export JSON Lines with ${flag}: what is signed is all of the record, or all of one execution`,
    {
      kind: "invalid",
      code: "usage.only_csv",
      hint: `Give --format csv as well, or leave ${flag} out`,
    },
  );
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
