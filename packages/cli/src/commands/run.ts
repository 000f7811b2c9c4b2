import { resolve } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { environments, isEnvironment } from "@steadyhand/core/autonomy";
import { OpsError } from "@steadyhand/core/outcome";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";
import { drawLine } from "../io/draw-text.ts";
import { readInput } from "../io/read-input.ts";
import { openRunbookJudge } from "../judge/open-judge.ts";
import { mostRunbookBytes, presentRunbook, readRunbook } from "../judge/read-runbook.ts";
import type { Services } from "../services.ts";
import { serverOptions } from "../session/server-options.ts";
import { type Session, withServer } from "../session/with-server.ts";
import { drawChecklist } from "../walk/draw-checklist.ts";
import { exitCodeFor } from "../walk/finish.ts";
import { missingError, missingVariables, readValues } from "../walk/values.ts";
import { drawWaiting, settle } from "./executions/act-on-step.ts";
import { readScope } from "./level/read-scope.ts";
import { type CareOptions, readCare } from "./read-care.ts";
import { showPreview } from "./show-preview.ts";

export const run = command({
  name: "run",
  summary: "Run a runbook step by step; every step waits for your word",
  description:
    "Asks in the terminal, one step at a time. Without a terminal it starts the execution, prints what it waits for and " +
    `ends with exit code ${exitCode.waiting}. Give an execution's id to take it up again. There is no way to say yes to ` +
    "everything.",
  examples: [
    "steady run restart-api.md --env production --var host=db-3",
    "steady run rbk_4fK2 --instructions",
    "steady run rbk_4fK2 --dry-run",
    "steady run deploy.md --guard 'api=curl -fsS http://127.0.0.1/health' --settle 10s",
    "steady run exe_9xQ1",
  ],
  args: { what: { help: "a runbook's file or id, or the id of an execution to take up again" } },
  options: {
    ...serverOptions,
    env: { type: "text", value: "environment", help: "where it runs (default: development)", choices: environments },
    level: { type: "text", value: "1-5", help: "lower or raise the environment's level for this run" },
    subject: { type: "text", value: "name", help: "what it changes (default: the target's name)" },
    project: { type: "text", value: "name", help: "what its subject belongs to (default: default)" },
    var: { type: "texts", value: "name=value", help: "a value for one of the runbook's variables" },
    cwd: { type: "text", value: "folder", help: "where commands run (default: this folder)" },
    guard: { type: "texts", value: "name=command", help: "what must not break: read before each change and after it" },
    settle: {
      type: "text",
      value: "10s",
      help: "how long each change settles before it is looked at again (default: 0s)",
    },
    retries: { type: "text", value: "0-3", help: "tries again by itself what only reads (default: 0)" },
    dryRun: { type: "boolean", help: "everything but the effect: show what would run, wait or be refused, and why" },
    instructions: { type: "boolean", help: "run nothing: show each command to follow by hand, and tick it off" },
  },
  async run({ args: { what }, options, ...services }) {
    const request = readRequest(options, services);
    if (what.startsWith("exe_")) {
      return withServer(options, services, async (session) => {
        const execution = await session.client.getExecution({ parameters: { executionId: what } });
        return goOn(execution, session, { services, isJson: options.json });
      });
    }
    const file = what.startsWith("rbk_") ? undefined : await readFileOf(what, services);
    if (options.instructions && !services.io.isInteractive)
      return printChecklist(what, file, { request, options, services });
    // A file is checked before anything is started; of a stored runbook the server says what is missing.
    const values = file ? await completeValues(file, request.values, services) : request.values;
    return withServer(options, services, async (session) => {
      const runbook = file
        ? (await session.client.importRunbook({ body: { text: file.source } })).runbook
        : await session.client.getRunbook({ parameters: { runbookId: what }, query: {} });
      const execution = await session.client.startExecution({
        body: {
          ...request,
          runbookId: runbook.id,
          version: runbook.version,
          values: file ? values : await completeValues(runbook.parsed, values, services),
          mode: options.dryRun ? "dry_run" : options.instructions ? "instructions" : "run",
        },
      });
      return goOn(execution, session, { services, isJson: options.json });
    });
  },
});

interface Page {
  readonly title: string;
  readonly variables: Parameters<typeof missingVariables>[0];
}

type RunOptions = Parameters<typeof withServer>[0] & {
  readonly env: string | undefined;
  readonly level: string | undefined;
  readonly subject: string | undefined;
  readonly project: string | undefined;
  readonly var: readonly string[];
  readonly cwd: string | undefined;
  readonly json: boolean;
} & CareOptions;

const levels = [1, 2, 3, 4, 5] as const;

function readRequest(options: RunOptions, { workingDirectory }: Services) {
  const { env = "development", level, subject, project, var: pairs, cwd } = options;
  // The command line takes no other choice.
  const environment = isEnvironment(env) ? env : "production";
  const chosen = level === undefined ? undefined : levels.find((one) => `${one}` === level.replace(/^l/i, ""));
  if (level !== undefined && chosen === undefined) {
    throw new OpsError(`Cannot read --level ${level}: levels go from 1 to 5`, {
      kind: "invalid",
      code: "usage.not_a_level",
      hint: "1 shows everything to follow by hand, 2 asks for every step",
    });
  }
  return {
    environment,
    ...(chosen && { level: chosen }),
    ...readCare(options),
    ...(subject !== undefined && { subject: readScope(subject).name }),
    ...(project !== undefined && { project: readScope(`project:${project}`).name }),
    values: readValues(pairs),
    workingDirectory: cwd === undefined ? workingDirectory : resolve(workingDirectory, cwd),
  };
}

async function readFileOf(path: string, services: Services) {
  const bytes = await readInput(path, { ...services, mostBytes: mostRunbookBytes });
  return readRunbook(bytes);
}

async function completeValues(
  { title, variables }: Page,
  values: Readonly<Record<string, string>>,
  services: Services,
): Promise<Readonly<Record<string, string>>> {
  const missing = missingVariables(variables, values);
  if (missing.length === 0) return values;
  if (!services.io.isInteractive) throw missingError(drawLine(title), missing);
  const { askValues } = await import("../walk/ask-values.ts");
  return { ...values, ...(await askValues(missing, services)) };
}

async function printChecklist(
  what: string,
  file: Awaited<ReturnType<typeof readRunbook>> | undefined,
  {
    request,
    options,
    services,
  }: { readonly request: ReturnType<typeof readRequest>; readonly options: RunOptions; readonly services: Services },
): Promise<ExitCode> {
  const page = file ?? (await storedPage(what, { options, services }));
  const values = await completeValues(page, request.values, services);
  if (!options.json) services.io.out(drawChecklist(page, values));
  else
    services.io.out(
      JSON.stringify(
        file
          ? presentRunbook(file, await openRunbookJudge(file, { programs: undefined, data: options.data }, services))
          : page,
      ),
    );
  return exitCode.ok;
}

function storedPage(
  runbookId: string,
  { options, services }: { readonly options: RunOptions; readonly services: Services },
) {
  return withServer(options, services, async ({ client }) => {
    return (await client.getRunbook({ parameters: { runbookId }, query: {} })).parsed;
  });
}

async function goOn(
  execution: ExecutionWire,
  session: Session,
  { services, isJson }: { readonly services: Services; readonly isJson: boolean },
): Promise<ExitCode> {
  const { io } = services;
  if (execution.mode === "dry_run") return showPreview(execution, session, { services, isJson });
  if (io.isInteractive) {
    const { walkInTerminal } = await import("../walk/walk-in-terminal.ts");
    return walkInTerminal(execution, session, { services, isJson });
  }
  const settled = await settle(execution, { client: session.client, services });
  io.out(isJson ? JSON.stringify(settled) : drawWaiting(settled));
  return exitCodeFor(settled);
}
