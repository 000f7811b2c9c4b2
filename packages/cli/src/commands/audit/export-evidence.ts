import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { readId } from "./read-id.ts";
import { writeFile, writeTo } from "./write-file.ts";

interface Options extends ServerChoice {
  readonly execution: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly bom: boolean;
  readonly paper: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** The evidence of one execution as a PDF. It is written where the record does not hold too, and says so in large letters. */
export function exportEvidence(options: Options, services: Services): Promise<ExitCode> {
  const executionId = executionOf(options);
  const { io, workingDirectory } = services;
  if (options.out === undefined && io.answers.columns() !== undefined) throw toATerminal();
  return withServer(options, services, async ({ client }) => {
    const path = options.out === undefined ? undefined : resolve(workingDirectory, options.out);
    let isWhole = false;
    async function* pieces() {
      const answer = await client.getEvidence({ executionId, ...(options.paper === "letter" && { paper: "letter" }) });
      isWhole = answer.isWhole;
      yield* answer.bytes;
    }
    io.talk(`Checking the record of ${executionId} and drawing it`);
    if (path === undefined) await writeTo(io.answers.stream, pieces());
    else await writeFile(path, pieces, { keepsPart: false });
    if (path !== undefined && options.json) io.out(JSON.stringify({ file: path, isWhole }));
    io.talk(isWhole ? said(path) : notWhole(path));
    return isWhole ? exitCode.ok : exitCode.ledger;
  });
}

function said(path: string | undefined): string {
  const where = path === undefined ? "" : ` It is in ${path}`;
  return `The record of it is complete and unaltered.${where}`;
}

function notWhole(path: string | undefined): string {
  const where = path === undefined ? "the document" : path;
  return `The record does NOT hold: ${where} says on its first page what was found, and so does \`steady audit verify\``;
}

function executionOf({ execution, since, until, bom }: Options): string {
  const [other] = [since && "--since", until && "--until", bom && "--bom"].filter(Boolean);
  if (execution !== undefined && other === undefined) return readId("execution", execution);
  const what = other === undefined ? "without --execution" : `with ${other}`;
  throw new OpsError(`Cannot export a PDF ${what}: it is of one execution, and of all of it`, {
    kind: "invalid",
    code: "usage.one_execution",
    hint: "`steady audit export --format pdf --execution exe_… -o evidence.pdf`; `steady executions list` shows the ids",
  });
}

function toATerminal(): OpsError {
  return new OpsError("Cannot write a PDF to a terminal", {
    kind: "invalid",
    code: "usage.binary",
    hint: "Give a file with -o, or send it on: `… > evidence.pdf`",
  });
}
