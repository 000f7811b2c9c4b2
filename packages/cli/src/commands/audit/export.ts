import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { exportEvidence } from "./export-evidence.ts";
import { readId } from "./read-id.ts";
import { momentHelp, readStretch } from "./read-moment.ts";
import { writeFile, writeTo } from "./write-file.ts";

const formats = ["jsonl", "csv", "pdf"] as const;
const papers = ["a4", "letter"] as const;

export const exportLedger = command({
  name: "export",
  summary:
    "Write the record as JSON Lines with a signed last line, as CSV for a spreadsheet, or one execution as a PDF",
  description:
    "`steady audit verify FILE` checks JSON Lines with nothing but the public key. A CSV proves nothing; it is made only " +
    "of a record that was just found whole, and holds nothing that a spreadsheet computes. A PDF is all of one execution for " +
    "people to read, with what a check of the record found at that moment; where it does not hold, it says so, and this ends with 7.",
  examples: [
    "steady audit export --out ledger.jsonl",
    "steady audit export --execution exe_9xQ1 > one.jsonl",
    "steady audit export --since 1w --out week.jsonl",
    "steady audit export --format csv --since 1w --out week.csv",
    "steady audit export --format pdf --execution exe_9xQ1 -o evidence.pdf",
  ],
  options: {
    ...serverOptions,
    format: { type: "text", value: "format", help: "how it is written (default: jsonl)", choices: formats },
    execution: { type: "text", value: "id", help: "only what concerns one execution" },
    since: { type: "text", value: "time", help: `from this moment on: ${momentHelp}` },
    until: { type: "text", value: "time", help: "before this moment, said in the same ways" },
    bom: { type: "boolean", help: "csv only: begin with a byte order mark, which some spreadsheets need for UTF-8" },
    paper: { type: "text", value: "size", help: "pdf only: what it is printed on (default: a4)", choices: papers },
    out: {
      type: "text",
      value: "file",
      short: "o",
      help: "a new file; it is never overwritten (default: standard output)",
    },
  },
  run: ({ options, ...services }) => {
    if (options.format === "pdf") return exportEvidence(options, services);
    if (options.paper !== undefined) throw onlyPdf("--paper");
    const query = queryOf(options, services.now());
    return withServer(options, services, async ({ client }) => {
      const { io, workingDirectory } = services;
      const path = options.out === undefined ? undefined : resolve(workingDirectory, options.out);
      const texts = () => client.exportLedger(query);
      if (path === undefined) await writeTo(io.answers.stream, texts());
      else {
        await writeFile(path, texts, { keepsPart: query.format === "jsonl" });
        if (options.json) io.out(JSON.stringify({ file: path }));
        else if (query.format === "csv") io.talk(`The record is in ${path}; a CSV proves nothing, JSON Lines do`);
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
  const format: "csv" | "jsonl" = options.format === "csv" ? "csv" : "jsonl";
  const [given] = [execution && since && "--since", execution && until && "--until", bom && "--bom"].filter(Boolean);
  if (format === "jsonl" && given) throw onlyCsv(given);
  return {
    format,
    ...(execution !== undefined && { executionId: readId("execution", execution) }),
    ...readStretch({ since, until }, now),
    ...(bom && ({ byteOrderMark: "true" } as const)),
  };
}

function onlyCsv(flag: string): OpsError {
  return new OpsError(
    `Cannot export JSON Lines with ${flag} as well: what is signed is all of the record, one execution, or one stretch of time`,
    {
      kind: "invalid",
      code: "usage.only_csv",
      hint: `Give --format csv as well, or leave ${flag} out`,
    },
  );
}

function onlyPdf(flag: string): OpsError {
  return new OpsError(`Cannot export with ${flag}: only a PDF has paper`, {
    kind: "invalid",
    code: "usage.only_pdf",
    hint: `Give --format pdf as well, or leave ${flag} out`,
  });
}
