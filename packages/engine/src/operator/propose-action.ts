import { type Action, type ActionCall, actionWorkflow, writeActionCall } from "@steadyhand/core/action";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, Snapshot } from "../engine.ts";
import { type FoundRunbook, findRunbook, subjectCall } from "./action-runbook.ts";
import type { ActionRequest } from "./operator.ts";
import type { OperatedSubject, OperatorOptions } from "./operator-options.ts";

type Options = Pick<OperatorOptions, "engine" | "runbooks" | "readText">;

/** One action that is proposed, and the member that it is about, where a kept runbook may be taken for it. */
export interface WantedAction extends Pick<ActionRequest, "action" | "parameters"> {
  readonly member?: string;
  /** Whether a kept runbook that does exactly this is taken before a new one is made. */
  readonly prefersRunbook: boolean;
  readonly idempotencyKey?: string;
}

export interface ProposedAction {
  readonly snapshot: Snapshot;
  /** The kept runbook that was taken. */
  readonly found?: FoundRunbook;
}

/** Starts a run that takes one action of a subject: it waits at the gate as everything does. */
export async function proposeAction(
  options: Options,
  caller: Caller,
  { subject, environment, project, level }: OperatedSubject,
  wanted: WantedAction,
): Promise<ProposedAction> {
  const { call, undo } = readyCall(subject, wanted);
  const { tenantId } = caller;
  const { member, idempotencyKey } = wanted;
  const found = wanted.prefersRunbook ? await findRunbook(options.runbooks, { tenantId, call, member }) : undefined;
  const { id: runbookId, version } = found?.version ?? (await keep(options, caller, { call, undo }));
  const snapshot = await options.engine.startExecution(caller, {
    ...{ runbookId, version, mode: "run", values: found?.values ?? {}, environment, subject: subject.name },
    ...(project !== undefined && { project }),
    ...(level !== undefined && { level }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  return { snapshot, ...(found && { found }) };
}

interface ReadyCall {
  readonly call: ActionCall;
  /** What takes it back, as the action itself says: so that it stands in the same yes. */
  readonly undo: ActionCall | undefined;
}

/** A call as the catalogue knows it, with its defaults filled in. Throws everything that is wrong with it. */
function readyCall(
  subject: OperatedSubject["subject"],
  wanted: Pick<WantedAction, "action" | "parameters">,
): ReadyCall {
  const { action, parameters } = wanted;
  const cannot = `Cannot propose ${action} of ${subject.name}`;
  const offered = findAction(subject, action);
  if (offered === undefined) {
    const names = subject.actions.map((one) => one.action.declare().name).join(", ");
    const hint = names === "" ? "It offers none" : `It offers ${names}`;
    throw new OpsError(`${cannot}: it offers no such action`, { kind: "not_found", code: "action.unknown", hint });
  }
  const prepared = offered.prepare(parameters);
  if (prepared.ok) {
    const { inverse } = prepared.call;
    const undo = inverse && { action: inverse.name, parameters: inverse.parameters };
    return { call: filledCall(subject, wanted), undo: undo && filledCall(subject, undo) };
  }
  if (prepared.code === "action.unavailable") {
    const { why, hint, code } = prepared;
    throw new OpsError(`${cannot}: ${why}`, { kind: "refused", code, hint });
  }
  const said = prepared.problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
  throw new OpsError(`${cannot}: ${said}`, { kind: "invalid", code: prepared.code });
}

/** With its defaults, where these are parameters like any other: what is only pinned when it is sealed is not written down before. */
function filledCall(
  subject: OperatedSubject["subject"],
  wanted: Pick<WantedAction, "action" | "parameters">,
): ActionCall {
  const action = findAction(subject, wanted.action);
  const prepared = action?.prepare(wanted.parameters);
  const isWhole = prepared?.ok && action?.prepare(prepared.call.parameters).ok;
  return subjectCall(subject.name, isWhole ? { ...wanted, parameters: prepared.call.parameters } : wanted);
}

function findAction({ actions }: OperatedSubject["subject"], name: string): Action | undefined {
  return actions.find(({ action }) => action.declare().name === name)?.action;
}

async function keep(
  { readText, engine }: Options,
  caller: Caller,
  { call, undo }: { readonly call: ActionCall; readonly undo: ActionCall | undefined },
) {
  const parsed = readText(actionWorkflow(call, undo));
  const [step] = parsed?.steps ?? [];
  // What was read back must be what was meant, or nothing is proposed.
  if (parsed === undefined || step?.command?.text !== writeActionCall(call)) {
    const hint = "The subject's file may have changed since the server read it";
    throw new OpsError(`Cannot propose ${call.name}: the server's catalogue does not read it as that call`, {
      ...{ kind: "refused", code: "action.unreadable", hint },
    });
  }
  return (await engine.importRunbook(caller, { parsed })).version;
}
