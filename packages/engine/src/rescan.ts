import type { RunbookId, TenantId } from "@steadyhand/core/identity";
import type { Judgement, SecondKey } from "@steadyhand/core/risk";
import { commandsOf, type Keys, questionOf, type WrittenCommand } from "./assess.ts";
import { type Classified, classifiedEvents } from "./classified-events.ts";
import type { Caller } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { classificationsOf } from "./import-runbook.ts";
import { judgeWritten } from "./judge-text.ts";
import type { RunbookVersion, StepClassification } from "./ports.ts";
import { runBounded } from "./run-bounded.ts";

export interface RescanRequest {
  /** All kept runbooks, each in its newest version, when not given. */
  readonly runbookId?: RunbookId;
  /** Only says what would change. */
  readonly dryRun: boolean;
}

/** A command that is judged otherwise than before. */
export interface ChangedCommand extends WrittenCommand {
  readonly runbookId: RunbookId;
  readonly version: number;
  readonly title: string;
  readonly number: string;
  readonly before: Judgement;
  readonly after: Judgement;
}

export interface RescanReport {
  readonly dryRun: boolean;
  readonly scannerVersion: string;
  readonly runbooks: number;
  readonly commands: number;
  readonly changed: readonly ChangedCommand[];
}

type RescanOptions = Pick<EngineOptions, "runbooks" | "classifications" | "clock"> & { readonly keys: Keys };

/** So many that a model keeps up; more would only wait in its queue until they are too late. */
const atOnce = 8;
const pageLimit = 100;

/**
 * Judges kept runbooks again, as after a change of the tables, and says what is judged otherwise than before. A runbook
 * of which nothing changed, under the same tables, leaves nothing behind.
 */
export async function rescan(
  options: RescanOptions,
  caller: Caller,
  { runbookId, dryRun }: RescanRequest,
): Promise<RescanReport> {
  const { runbooks, keys } = options;
  const seen = { runbooks: 0, commands: 0, changed: [] as ChangedCommand[] };
  for await (const id of idsOf(runbooks, caller.tenantId, runbookId)) {
    const version = await runbooks.get(caller.tenantId, id);
    const judged = await judgeAgain(options, caller.tenantId, version);
    seen.runbooks += 1;
    seen.commands += judged.length;
    seen.changed.push(...judged.flatMap((command) => changedCommand(version, command)));
    const isOld = judged.some(
      ({ scannerVersion, before }) => before !== undefined || scannerVersion !== keys.scanner.version,
    );
    if (isOld && !dryRun) await store(options, caller, version, judged);
  }
  return { dryRun, scannerVersion: keys.scanner.version, ...seen };
}

/** A command judged again, and by which tables it was judged before. */
interface Again extends Classified {
  readonly scannerVersion: string | undefined;
}

async function* idsOf(
  runbooks: EngineOptions["runbooks"],
  tenantId: TenantId,
  only: RunbookId | undefined,
): AsyncGenerator<RunbookId> {
  if (only !== undefined) return yield only;
  for (let after: string | undefined; ; ) {
    const { items, next } = await runbooks.list(tenantId, { limit: pageLimit, ...(after && { after }) });
    for (const { id } of items) yield id;
    if (next === undefined) return;
    after = next;
  }
}

async function judgeAgain(
  { classifications, keys }: RescanOptions,
  tenantId: TenantId,
  { id, version, parsed }: RunbookVersion,
): Promise<Again[]> {
  const stored = await classifications.list(tenantId, id, version);
  const placeOf = ({ stepId, purpose }: Pick<StepClassification, "stepId" | "purpose">) => `${stepId}/${purpose}`;
  const known = new Map(stored.map((classification) => [placeOf(classification), classification.judgement]));
  return runBounded(commandsOf(parsed), atOnce, async (command) => {
    const before = known.get(placeOf(command));
    const answer = await keys.secondKeys.ask(questionOf(keys.redactor, tenantId, command));
    const judgement = judgeWritten(keys.scanner, command, lasting(answer, before?.secondKey));
    const isChanged = before !== undefined && isJudgedOtherwise(before, judgement);
    return { ...command, judgement, ...(isChanged && { before }), scannerVersion: before?.scannerVersion };
  });
}

/** A model that is late or out of budget today has not taken back what it said of the same text. */
function lasting(answer: SecondKey, before: SecondKey | undefined): SecondKey {
  const isMissing = answer.state === "absent" && answer.code !== "not_configured";
  return isMissing && before?.state === "answered" ? before : answer;
}

/** The model's words are its own: only what they lead to counts. */
function isJudgedOtherwise(before: Judgement, after: Judgement): boolean {
  return JSON.stringify(reasonsOf(before)) !== JSON.stringify(reasonsOf(after));
}

function reasonsOf({ scanner, merged }: Judgement) {
  const evidence = scanner.evidence.map(({ rule, risk, range, why }) => [rule, risk, range.start, range.end, why]);
  return [scanner.risk, merged.risk, merged.rule, evidence];
}

function changedCommand({ id, version, title, parsed }: RunbookVersion, command: Again): ChangedCommand[] {
  const { stepId, purpose, text, dialect, judgement: after, before } = command;
  if (before === undefined) return [];
  const number = parsed.steps.find((step) => step.id === stepId)?.number ?? "";
  return [{ runbookId: id, version, title, stepId, number, purpose, text, dialect, before, after }];
}

async function store(
  { classifications, clock, keys }: RescanOptions,
  { tenantId, actor }: Caller,
  version: RunbookVersion,
  judged: readonly Again[],
): Promise<void> {
  const made = { judgedAt: clock.now(), occasion: "rescanned" } as const;
  const recorded = { by: actor, version, redactor: keys.redactor };
  const events = classifiedEvents(recorded, { ...made, scannerVersion: keys.scanner.version }, judged);
  await classifications.add(tenantId, classificationsOf(version, judged, made), events);
}
