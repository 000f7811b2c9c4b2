import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { ExportReport } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import type { Services } from "../../services.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { serverOptions } from "../../session/server-options.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { readKey } from "./read-key.ts";

export const verify = command({
  name: "verify",
  summary: "Check that the record is whole: the live one, or an exported file with no server",
  description:
    "Without a file it checks every event, the chain and the signed checkpoints of the live record. With a file it needs only " +
    "the public key: --key, or ledger-key.pub of the data folder. --anchors compares a file with checkpoints that were kept " +
    "elsewhere: it finds a record that its own keeper wrote anew, or put back.",
  examples: [
    "steady audit verify",
    "steady audit verify ledger.jsonl --key ledger-key.pub",
    "steady audit verify ledger.jsonl --anchors 's3://audit/heads?endpoint=https://s3.example.com'",
  ],
  args: { file: { help: "an exported record, or - for standard input", isOptional: true } },
  options: {
    ...serverOptions,
    key: { type: "text", value: "pem", help: "the public key that must have signed the file" },
    anchors: {
      type: "text",
      value: "place",
      help: "checkpoints to compare the file with: a file, or s3://bucket/prefix?endpoint=…&region=… with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    },
  },
  run({ args: { file }, options, ...services }) {
    if (options.anchors !== undefined && (file === undefined || file === "-")) throw needsFile();
    return file === undefined ? verifyLive(options, services) : verifyFile(file, { options, services });
  },
});

/** How much of a file is read, and checked, at a time. */
const blockBytes = 1024 * 1024;

type Options = ServerChoice & {
  readonly key: string | undefined;
  readonly anchors: string | undefined;
  readonly json: boolean;
};

function verifyLive(options: Options, services: Services): Promise<ExitCode> {
  return withServer(options, services, async ({ client }) => {
    const report = await client.verifyLedger();
    if (options.json) services.io.out(JSON.stringify(report));
    else if (report.ok) {
      const { events, head, anchors } = report;
      services.io.out(`The ledger is whole: ${events} events, ${anchors} checkpoints, head ${head}`);
    } else services.io.out(notWhole("The ledger", report));
    return report.ok ? exitCode.ok : exitCode.ledger;
  });
}

async function verifyFile(
  file: string,
  { options, services }: { readonly options: Options; readonly services: Services },
): Promise<ExitCode> {
  const { io, workingDirectory, projectFolder } = services;
  const keyPath =
    options.key === undefined
      ? join(dataFolder(options.data, services), "ledger-key.pub")
      : resolve(workingDirectory, options.key);
  const publicKeyPem = await readKey(keyPath);
  const input =
    file === "-" ? io.input : createReadStream(resolve(workingDirectory, file), { highWaterMark: blockBytes });
  const found = await verifyOnThreads(input, { publicKeyPem, projectFolder }).catch((cause: unknown) => {
    throw cause instanceof OpsError ? cause : cannotRead(file, cause);
  });
  const report = await compared(found, { ...{ file, publicKeyPem, services }, anchors: options.anchors });
  if (options.json) io.out(JSON.stringify(report));
  else {
    io.talk(`Checked with the key ${keyPath}`);
    if (report.ok) {
      const { events, hidden, first, last, head, root, filter, exportedAt } = report;
      const also = hidden === 0 ? "" : ` and ${hidden} of others, whose texts are hidden`;
      io.out(
        `${drawLine(file)} is whole: ${events} events${also}, ${first} to ${last}, head ${head}, exported ${exportedAt}`,
      );
      const isOfTime = filter.since !== undefined || filter.until !== undefined;
      if (report.checkpoints !== undefined)
        io.out(`It agrees with ${report.checkpoints} checkpoints of ${drawLine(options.anchors ?? "")}`);
      const before = first === 1 ? "It begins with the first event" : `It continues the ${first - 1} events before it`;
      if (isOfTime) io.out(`${before}: all ${last} have the root ${root}`);
    } else io.out(notWhole(drawLine(file), report));
  }
  return report.ok ? exitCode.ok : exitCode.ledger;
}

interface Comparing {
  readonly file: string;
  readonly anchors: string | undefined;
  readonly publicKeyPem: string;
  readonly services: Services;
}

type Failed = {
  readonly ok: false;
  readonly events: number;
  readonly sequence?: number;
  readonly code: string;
  readonly problem: string;
};
type Compared = (Extract<ExportReport, { ok: true }> & { readonly checkpoints?: number }) | Failed;

/** A file that is whole by itself, once more beside the checkpoints that somebody else kept. */
async function compared(report: ExportReport, { file, anchors, publicKeyPem, services }: Comparing): Promise<Compared> {
  if (!report.ok || anchors === undefined) return report;
  const { env, workingDirectory } = services;
  const [{ splitLines }, { compareWithExport, openCheckpoints }] = await Promise.all([
    import("@steadyhand/core/audit"),
    import("@steadyhand/server/checkpoints"),
  ]);
  const lines = splitLines(createReadStream(resolve(workingDirectory, file)));
  const checkpoints = openCheckpoints(anchors, { tenantId: report.tenantId, env, workingDirectory });
  const comparison = await compareWithExport({ report, lines, publicKeyPem }, checkpoints);
  if (comparison.ok) return { ...report, checkpoints: comparison.checkpoints };
  // What is before the place that contradicts is whole.
  return { ...comparison, events: Math.max(0, (comparison.sequence ?? report.first) - report.first) };
}

function needsFile(): OpsError {
  return new OpsError("Cannot compare the live record with --anchors: they are compared with an exported file", {
    kind: "invalid",
    code: "usage.anchors",
    hint: "Run `steady audit export --out record.jsonl`, then `steady audit verify record.jsonl --anchors PLACE`",
  });
}

/** Every core of the machine checks a part of a large file. */
async function verifyOnThreads(
  input: AsyncIterable<Uint8Array>,
  { publicKeyPem, projectFolder }: { readonly publicKeyPem: string; readonly projectFolder: string },
): Promise<ExportReport> {
  const [{ verifyExportBytes }, { checkOnThreads }] = await Promise.all([
    import("@steadyhand/core/audit"),
    import("./check-on-threads.ts"),
  ]);
  const threads = checkOnThreads({
    others: availableParallelism() - 1,
    // From source, which always lies there: the bundle holds no second program.
    script: join(projectFolder, "packages/cli/src/commands/audit/stretch-thread.ts"),
  });
  try {
    return await verifyExportBytes(input, { publicKeyPem, check: threads.check, ahead: threads.ahead });
  } finally {
    await threads.close();
  }
}

function notWhole(
  what: string,
  {
    sequence,
    problem,
    code,
    events,
  }: {
    readonly sequence?: number | undefined;
    readonly problem: string;
    readonly code: string;
    readonly events: number;
  },
): string {
  const where = sequence === undefined ? "" : ` at event ${sequence}`;
  return `${what} is NOT whole${where}: ${drawLine(problem)} [${code}]; ${events} events before it are`;
}

function cannotRead(file: string, cause: unknown): OpsError {
  const isAbsent = (cause as NodeJS.ErrnoException).code === "ENOENT";
  return new OpsError(`Cannot read ${file}: ${isAbsent ? "there is no such file" : (cause as Error).message}`, {
    kind: isAbsent ? "not_found" : "invalid",
    code: isAbsent ? "input.not_found" : "input.unreadable",
    hint: "Give a file that `steady audit export` wrote",
    cause,
  });
}
