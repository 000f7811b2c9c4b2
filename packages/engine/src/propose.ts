import { type Decision, judge, recordGateInput, whatItDoes } from "@steadyhand/core/autonomy";
import {
  type Execution,
  type ExecutionEvent,
  type PlannedStep,
  type Purpose,
  proposersOf,
  stepState,
} from "@steadyhand/core/execution";
import type { ApprovalId } from "@steadyhand/core/identity";
import { isBuiltIn, type Sourced } from "@steadyhand/core/policy";
import { canonicalJson, type Proposal, type Sealed, seal, sha256Hex, type Target } from "@steadyhand/core/proposal";
import { keyNotAsked, type SecondKey } from "@steadyhand/core/risk";
import { type Around, gateInput, policySha256, settingsOf } from "./around.ts";
import { judgeText } from "./judge-text.ts";
import type { CommandScanner, KeyQuestion } from "./ports.ts";
import { type Part, readPart } from "./read-part.ts";
import type { RedactorOf } from "./redactors.ts";
import { resolveText } from "./resolve-text.ts";

/** What proposals are made from, besides the execution itself. */
export interface Proposer {
  readonly scanner: CommandScanner;
  /** What the process of a step will see, and nothing else. */
  readonly stepEnvironment: Readonly<Record<string, string>>;
  readonly newApprovalId: () => ApprovalId;
  /** What the second key is asked goes to somebody else's machine: secrets stay here. */
  readonly redactorOf: RedactorOf;
}

type Refused = { readonly ok: false; readonly code: string; readonly why: string };

/** A proposal up to its judgement: all that needs no second key. */
type Draft = { readonly ok: true; readonly main: Part; readonly rollback?: Part } | Refused;

/** What the second key says of a text; `undefined` where it was not asked yet. */
export type KnownKey = (question: KeyQuestion) => SecondKey | undefined;

/**
 * The event that answers a `propose` effect: the gate's decision on the built proposal, or why there is none. Where
 * the second key has not been asked yet, the questions for it instead.
 */
export function propose(
  proposer: Proposer,
  request: {
    readonly execution: Execution;
    readonly step: PlannedStep;
    readonly purpose: Purpose;
    readonly around: Around;
    readonly known: KnownKey;
  },
): ExecutionEvent | { readonly type: "unanswered"; readonly questions: readonly KeyQuestion[] } {
  const { execution, step, purpose, around, known } = request;
  const { policy, now } = around;
  const draft = draftProposal(proposer, execution, step, purpose);
  if (!draft.ok) return { type: "cannot_propose", stepId: step.id, code: draft.code, why: draft.why };
  const questions = [draft.main, ...(draft.rollback ? [draft.rollback] : [])].map(({ question }) => question);
  const unanswered = questions.filter((question) => known(question) === undefined);
  if (unanswered.length > 0) return { type: "unanswered", questions: unanswered };
  const keyOf = ({ question }: Part) => known(question) ?? keyNotAsked;
  const sealed = seal(buildProposal(proposer, { execution, step, purpose, draft, keyOf, around }));
  const { merged } = sealed.proposal.risk;
  const input = gateInput(execution, sealed.proposal, "proposal", around);
  const decision = judge(input, policy.policy);
  return {
    type: "proposed",
    stepId: step.id,
    purpose,
    sealed,
    decision,
    gate: { ...recordGateInput(input), policySha256: policy.sha256 },
    request: {
      id: proposer.newApprovalId(),
      digest: sealed.digest,
      risk: merged.risk,
      confirmation: decision.confirmation,
      targetName: sealed.proposal.target.name,
      environment: execution.environment,
      proposedBy: sealed.proposal.proposedBy.id,
      proposers: proposersOf(execution, step.id, purpose).map(({ id }) => id),
      requestedAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs(decision)),
      demand: decision.demand,
    },
  };
}

/** How long the first people who are asked have. */
function lifetimeMs({ demand }: Decision): number {
  return demand.lifetimesMs[0] ?? 0;
}

/**
 * What an approval that waits would have to be given for now, and what the gate says of that: anything else than what
 * was asked makes it void, and what may not be done any more cannot be approved. The scanner judges afresh; the second
 * key's answers are those that were sealed, so that a model that is asked twice cannot take a person's word away. For
 * another text they are of no use, and its bytes differ anyway.
 */
export function currentProposal(
  proposer: Proposer,
  execution: Execution,
  step: PlannedStep,
  around: Around,
): { readonly sealed: Sealed; readonly decision: Decision } | undefined {
  const state = stepState(execution, step.id);
  if (state.phase !== "awaiting_approval") return undefined;
  const draft = draftProposal(proposer, execution, step, state.purpose);
  if (!draft.ok) return undefined;
  // We sealed these bytes ourselves, so they hold a proposal.
  const { risk, rollback } = JSON.parse(state.proposalBytes) as Proposal;
  const keyOf = (part: Part) => (part === draft.main ? risk.secondKey : (rollback?.secondKey ?? keyNotAsked));
  const sealed = seal(buildProposal(proposer, { execution, step, purpose: state.purpose, draft, keyOf, around }));
  return { sealed, decision: judge(gateInput(execution, sealed.proposal, "approval", around), around.policy.policy) };
}

/** What the gate says now of a change that was let through already and has not begun. */
export function judgeUnderway(execution: Execution, proposalBytes: string, around: Around): Decision {
  // We sealed these bytes ourselves, so they hold a proposal.
  const proposal = JSON.parse(proposalBytes) as Proposal;
  const { changesLastHour, session } = around.circumstances;
  // It is in the record already, and is not in its own way.
  const circumstances = {
    ...around.circumstances,
    changesLastHour: Math.max(0, changesLastHour - 1),
    session: { ...session, actions: Math.max(0, session.actions - 1) },
  };
  return judge(gateInput(execution, proposal, "approval", { ...around, circumstances }), around.policy.policy);
}

function draftProposal(proposer: Proposer, execution: Execution, step: PlannedStep, purpose: Purpose): Draft {
  const resolved = resolveText(execution, step, purpose);
  if (resolved === undefined) return { ok: false, code: "step.no_command", why: "the runbook gives no command for it" };
  if (!resolved.ok) return { ok: false, code: resolved.refusal.code, why: resolved.refusal.message };
  const unset = step.variables.filter(
    (name) =>
      resolved.dialect !== "action" && execution.values[name] === undefined && readsFromElsewhere(resolved.text, name),
  );
  if (unset.length > 0) {
    const why = `it uses ${unset.join(", ")}, which an earlier step sets in a shell of its own: values do not travel between steps. Edit the command and write the value in`;
    return { ok: false, code: "variables.not_carried", why };
  }
  const main = readPart(proposer, execution, resolved);
  if (!main.ok) return main;
  const undo = purpose === "forward" ? resolveText(execution, step, "rollback") : undefined;
  const rollback = undo?.ok ? readPart(proposer, execution, undo) : undefined;
  return { ok: true, main: main.part, ...(rollback?.ok && { rollback: rollback.part }) };
}

/** Builds the complete proposal for a step's next attempt. Pure: the same execution and keys give the same bytes. */
function buildProposal(
  proposer: Proposer,
  input: {
    readonly execution: Execution;
    readonly step: PlannedStep;
    readonly purpose: Purpose;
    readonly draft: Draft & { readonly ok: true };
    readonly keyOf: (part: Part) => SecondKey;
    readonly around: Around;
  },
): Proposal {
  const { execution, step, purpose, draft, keyOf, around } = input;
  const proposers = proposersOf(execution, step.id, purpose);
  const settleMs = step.terms?.settleMs ?? draft.main.settlingMs ?? execution.settleMs;
  const judged = (part: Part) => judgeText(proposer.scanner, part, keyOf(part));
  const { scanner, ...judgement } = judged(draft.main);
  const undo = draft.rollback && { command: draft.rollback.command, judgement: judged(draft.rollback) };
  return {
    executionId: execution.id,
    stepId: step.id,
    attempt: (execution.attempts[step.id] ?? 0) + 1,
    purpose,
    command: draft.main.command,
    target: targetOf(draft.main, execution),
    environment: execution.environment,
    proposedBy: proposers.at(-1) ?? execution.startedBy,
    proposers,
    why: purpose === "rollback" ? `Undo: ${step.title}` : step.title,
    risk: { ...judgement, scanner: scanner.risk, evidence: scanner.evidence },
    ...whatItDoes(scanner.evidence),
    verification: verificationOf(step, purpose),
    ...(purpose === "forward" && execution.guards && { guards: execution.guards }),
    ...(purpose === "forward" && settleMs !== undefined && { settleMs }),
    ...(undo && {
      rollback: { command: undo.command, risk: undo.judgement.merged, secondKey: undo.judgement.secondKey },
    }),
    workingDirectory: execution.workingDirectory,
    environmentNames: Object.keys(proposer.stepEnvironment).sort(),
    timeoutMs: limitOf(draft.main, settingsOf(execution, around.policy).attemptMs[judgement.merged.risk]),
    dependsOn: {
      runbook: {
        id: execution.runbook.id,
        version: execution.runbook.version,
        sourceSha256: execution.runbook.sourceSha256,
      },
      policySha256: policySha256(execution, around.policy),
      environmentSha256: sha256Hex(canonicalJson(proposer.stepEnvironment)),
      ...(draft.main.subject && { subjectFileSha256: draft.main.subject.fileSha256 }),
    },
  };
}

/** A subject's own action acts on the subject, as its file says it; all else on the machine of the run. */
function targetOf({ subject }: Part, { target }: Execution): Target {
  return subject ? { kind: "subject", name: subject.name, isDisposable: subject.isDisposable } : target;
}

/** An action's own limit counts up to what the policy sets; what is only built in is meant for commands. */
function limitOf({ timeoutMs }: Part, policy: Sourced<number>): number {
  if (timeoutMs === undefined) return policy.value;
  return isBuiltIn(policy) ? timeoutMs : Math.min(timeoutMs, policy.value);
}

/** Whether a command reads a name that it does not set itself. A loop over its own `i` needs nobody else's. */
function readsFromElsewhere(text: string, name: string): boolean {
  const isRead = ["$", "${", "<", "{"].some((mark) => text.includes(`${mark}${name}`));
  // Names of variables that are read with `$` are word characters only; others are never assigned by a shell.
  if (!isRead || !/^\w+$/.test(name)) return isRead;
  return !new RegExp(`(?:^|[\\s;(&|])${name}\\+?=|\\bfor\\s+${name}\\b|\\bread\\s[^\\n;|]*\\b${name}\\b`).test(text);
}

function verificationOf({ outputIncludes }: PlannedStep, purpose: Purpose): Proposal["verification"] {
  return purpose === "forward" && outputIncludes !== undefined ? { exitStatus: 0, outputIncludes } : { exitStatus: 0 };
}
