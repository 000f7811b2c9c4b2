import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
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
    "the public key: --key, or ledger-key.pub of the data folder.",
  examples: ["steady audit verify", "steady audit verify ledger.jsonl --key ledger-key.pub"],
  args: { file: { help: "an exported record, or - for standard input", isOptional: true } },
  options: {
    ...serverOptions,
    key: { type: "text", value: "pem", help: "the public key that must have signed the file" },
  },
  run({ args: { file }, options, ...services }) {
    return file === undefined ? verifyLive(options, services) : verifyFile(file, { options, services });
  },
});

type Options = ServerChoice & { readonly key: string | undefined; readonly json: boolean };

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
  const { io, workingDirectory } = services;
  const keyPath =
    options.key === undefined
      ? join(dataFolder(options.data, services), "ledger-key.pub")
      : resolve(workingDirectory, options.key);
  const publicKeyPem = await readKey(keyPath);
  const { verifyExport, splitLines } = await import("@steadyhand/core/audit");
  const input = file === "-" ? io.input : createReadStream(resolve(workingDirectory, file));
  const report = await verifyExport(splitLines(input), { publicKeyPem }).catch((cause: unknown) => {
    throw cause instanceof OpsError ? cause : cannotRead(file, cause);
  });
  if (options.json) io.out(JSON.stringify(report));
  else {
    io.talk(`Checked with the key ${keyPath}`);
    if (report.ok) {
      const { events, hidden, first, last, head, root, filter, exportedAt } = report;
      const also = hidden === 0 ? "" : ` and ${hidden} hidden ones of others`;
      io.out(
        `${drawLine(file)} is whole: ${events} events${also}, ${first} to ${last}, head ${head}, exported ${exportedAt}`,
      );
      const isOfTime = filter.since !== undefined || filter.until !== undefined;
      if (isOfTime) io.out(`It continues the ${first - 1} events before it: all ${last} have the root ${root}`);
    } else io.out(notWhole(drawLine(file), report));
  }
  return report.ok ? exitCode.ok : exitCode.ledger;
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
