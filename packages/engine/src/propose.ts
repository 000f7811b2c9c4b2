import { approvalLifetimeMs } from "@steadyhand/core/approval";
import { judge } from "@steadyhand/core/autonomy";
import {
  type Execution,
  type ExecutionEvent,
  type PlannedStep,
  type Purpose,
  stepState,
} from "@steadyhand/core/execution";
import type { ApprovalId } from "@steadyhand/core/identity";
import {
  canonicalJson,
  type Proposal,
  type ResolvedCommand,
  type Sealed,
  seal,
  sha256Hex,
} from "@steadyhand/core/proposal";
import { keyNotAsked, type SecondKey } from "@steadyhand/core/risk";
import { judgeText } from "./judge-text.ts";
import type { CommandScanner, KeyQuestion } from "./ports.ts";
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

/** A text that will be judged: what it is read as, and what the second key is asked about it. */
interface Part {
  readonly text: string;
  readonly command: ResolvedCommand;
  /** Without the secrets that the text may hold. */
  readonly question: KeyQuestion;
}

/** A proposal up to its judgement: all that needs no second key. */
type Draft = { readonly ok: true; readonly main: Part; readonly rollback?: Part } | Refused;

/** What the second key says of a text; `undefined` where it was not asked yet. */
export type KnownKey = (question: KeyQuestion) => SecondKey | undefined;

/** Attempt time limits by risk. */
const timeoutMs = { safe: 60_000, caution: 120_000, dangerous: 300_000 } as const;

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
    readonly now: Date;
    readonly known: KnownKey;
  },
): ExecutionEvent | { readonly type: "unanswered"; readonly questions: readonly KeyQuestion[] } {
  const { execution, step, purpose, now, known } = request;
  const draft = draftProposal(proposer, execution, step, purpose);
  if (!draft.ok) return { type: "cannot_propose", stepId: step.id, code: draft.code, why: draft.why };
  const questions = [draft.main, ...(draft.rollback ? [draft.rollback] : [])].map(({ question }) => question);
  const unanswered = questions.filter((question) => known(question) === undefined);
  if (unanswered.length > 0) return { type: "unanswered", questions: unanswered };
  const keyOf = ({ question }: Part) => known(question) ?? keyNotAsked;
  const sealed = seal(buildProposal(proposer, { execution, step, purpose, draft, keyOf }));
  const { merged } = sealed.proposal.risk;
  const decision = judge({ settings: execution.settings, risk: merged.risk });
  return {
    type: "proposed",
    stepId: step.id,
    purpose,
    sealed,
    decision,
    request: {
      id: proposer.newApprovalId(),
      digest: sealed.digest,
      risk: merged.risk,
      confirmation: decision.confirmation,
      targetName: execution.target.name,
      environment: execution.environment,
      proposedBy: execution.startedBy.id,
      requestedAt: now,
      expiresAt: new Date(now.getTime() + approvalLifetimeMs(merged.risk)),
    },
  };
}

/**
 * What an approval that waits would have to be given for now: anything else than what was asked makes it void. The
 * scanner judges afresh; the second key's answers are those that were sealed, so that a model that is asked twice
 * cannot take a person's word away. For another text they are of no use, and its bytes differ anyway.
 */
export function currentProposal(proposer: Proposer, execution: Execution, step: PlannedStep): Sealed | undefined {
  const state = stepState(execution, step.id);
  if (state.phase !== "awaiting_approval") return undefined;
  const draft = draftProposal(proposer, execution, step, state.purpose);
  if (!draft.ok) return undefined;
  // We sealed these bytes ourselves, so they hold a proposal.
  const { risk, rollback } = JSON.parse(state.proposalBytes) as Proposal;
  const keyOf = (part: Part) => (part === draft.main ? risk.secondKey : (rollback?.secondKey ?? keyNotAsked));
  return seal(buildProposal(proposer, { execution, step, purpose: state.purpose, draft, keyOf }));
}

function draftProposal(proposer: Proposer, execution: Execution, step: PlannedStep, purpose: Purpose): Draft {
  const resolved = resolveText(execution, step, purpose);
  if (resolved === undefined) return { ok: false, code: "step.no_command", why: "the runbook gives no command for it" };
  if (!resolved.ok) return { ok: false, code: resolved.refusal.code, why: resolved.refusal.message };
  const unset = step.variables.filter(
    (name) => execution.values[name] === undefined && readsFromElsewhere(resolved.text, name),
  );
  if (unset.length > 0) {
    const why = `it uses ${unset.join(", ")}, which an earlier step sets in a shell of its own: values do not travel between steps. Edit the command and write the value in`;
    return { ok: false, code: "variables.not_carried", why };
  }
  const main = readPart(proposer, execution, resolved.text);
  if (main === undefined) {
    return {
      ok: false,
      code: "command.unreadable",
      why: "the shell could not read it as it stands: edit it, or do it by hand",
    };
  }
  const undo = purpose === "forward" ? resolveText(execution, step, "rollback") : undefined;
  const rollback = undo?.ok ? readPart(proposer, execution, undo.text) : undefined;
  return { ok: true, main, ...(rollback && { rollback }) };
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
  },
): Proposal {
  const { execution, step, purpose, draft, keyOf } = input;
  const judged = (part: Part) => judgeText(proposer.scanner, { text: part.text, dialect: "shell" }, keyOf(part));
  const { scanner, ...judgement } = judged(draft.main);
  const undo = draft.rollback && { command: draft.rollback.command, judgement: judged(draft.rollback) };
  return {
    executionId: execution.id,
    stepId: step.id,
    attempt: (execution.attempts[step.id] ?? 0) + 1,
    purpose,
    command: draft.main.command,
    target: execution.target,
    environment: execution.environment,
    proposedBy: execution.startedBy,
    why: purpose === "rollback" ? `Undo: ${step.title}` : step.title,
    risk: { ...judgement, scanner: scanner.risk, evidence: scanner.evidence },
    verification: verificationOf(step, purpose),
    ...(undo && {
      rollback: { command: undo.command, risk: undo.judgement.merged, secondKey: undo.judgement.secondKey },
    }),
    workingDirectory: execution.workingDirectory,
    environmentNames: Object.keys(proposer.stepEnvironment).sort(),
    timeoutMs: timeoutMs[judgement.merged.risk],
    dependsOn: {
      runbook: {
        id: execution.runbook.id,
        version: execution.runbook.version,
        sourceSha256: execution.runbook.sourceSha256,
      },
      policySha256: sha256Hex(canonicalJson(execution.settings)),
      environmentSha256: sha256Hex(canonicalJson(proposer.stepEnvironment)),
    },
  };
}

/** A proposal runs in a shell: whatever the runbook took it for, it is read and judged as one. */
function readPart({ scanner, redactorOf }: Proposer, execution: Execution, text: string): Part | undefined {
  const command = readCommand(scanner, text);
  const question = {
    tenantId: execution.tenantId,
    text: redactorOf(execution).redact(text),
    dialect: "shell",
  } as const;
  return command && { text, command, question };
}

function readCommand(scanner: CommandScanner, text: string): ResolvedCommand | undefined {
  const read = scanner.read(text);
  switch (read.kind) {
    case "words":
      return { kind: "words", words: read.words };
    case "shell":
      return { kind: "shell", script: text };
    case "invalid":
      return undefined;
  }
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
