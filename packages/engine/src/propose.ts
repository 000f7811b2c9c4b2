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
import { type Judgement, judgement, noSecondKey } from "@steadyhand/core/risk";
import { bindVariables } from "@steadyhand/core/runbook";
import type { CommandScanner } from "./ports.ts";

/** What proposals are made from, besides the execution itself. */
export interface Proposer {
  readonly scanner: CommandScanner;
  /** What the process of a step will see, and nothing else. */
  readonly stepEnvironment: Readonly<Record<string, string>>;
  readonly newApprovalId: () => ApprovalId;
}

type Built =
  | { readonly ok: true; readonly sealed: Sealed }
  | { readonly ok: false; readonly code: string; readonly why: string };

/** Attempt time limits by risk. */
const timeoutMs = { safe: 60_000, caution: 120_000, dangerous: 300_000 } as const;

/** Judges a command's text as the gate would. */
export function judgeText(scanner: CommandScanner, text: string, dialect: "shell" | "sql"): Judgement {
  return judgement(scanner.scan(text, dialect), scanner.version, noSecondKey);
}

/** The text of a step's command with the run's values in it. */
export function resolveText(execution: Execution, step: PlannedStep, purpose: Purpose) {
  const text = purpose === "rollback" ? step.rollback?.text : (execution.edits[step.id] ?? step.command?.text);
  if (text === undefined) return undefined;
  return bindVariables(text, Object.keys(execution.values), execution.values);
}

/** Builds the complete proposal for a step's next attempt. Pure: the same execution gives the same bytes. */
export function buildProposal(proposer: Proposer, execution: Execution, step: PlannedStep, purpose: Purpose): Built {
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
  const command = readCommand(proposer.scanner, resolved.text);
  if (command === undefined) {
    return {
      ok: false,
      code: "command.unreadable",
      why: "the shell could not read it as it stands: edit it, or do it by hand",
    };
  }
  const { scanner, merged, secondKey, scannerVersion } = judgeText(proposer.scanner, resolved.text, "shell");
  const rollback = purpose === "forward" ? buildRollback(proposer, execution, step) : undefined;
  const proposal: Proposal = {
    executionId: execution.id,
    stepId: step.id,
    attempt: (execution.attempts[step.id] ?? 0) + 1,
    purpose,
    command,
    target: execution.target,
    environment: execution.environment,
    proposedBy: execution.startedBy,
    why: purpose === "rollback" ? `Undo: ${step.title}` : step.title,
    risk: { merged, scanner: scanner.risk, evidence: scanner.evidence, secondKey, scannerVersion },
    verification: verificationOf(step, purpose),
    ...(rollback && { rollback }),
    workingDirectory: execution.workingDirectory,
    environmentNames: Object.keys(proposer.stepEnvironment).sort(),
    timeoutMs: timeoutMs[merged.risk],
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
  return { ok: true, sealed: seal(proposal) };
}

/** The event that answers a `propose` effect: the gate's decision on the built proposal, or why there is none. */
export function propose(
  proposer: Proposer,
  execution: Execution,
  step: PlannedStep,
  purpose: Purpose,
  now: Date,
): ExecutionEvent {
  const built = buildProposal(proposer, execution, step, purpose);
  if (!built.ok) return { type: "cannot_propose", stepId: step.id, code: built.code, why: built.why };
  const { sealed } = built;
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

/** What an approval that waits would have to be given for now: anything else than what was asked makes it void. */
export function currentProposal(proposer: Proposer, execution: Execution, step: PlannedStep): Sealed | undefined {
  const state = stepState(execution, step.id);
  if (state.phase !== "awaiting_approval") return undefined;
  const built = buildProposal(proposer, execution, step, state.purpose);
  return built.ok ? built.sealed : undefined;
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

function buildRollback({ scanner }: Proposer, execution: Execution, step: PlannedStep): Proposal["rollback"] {
  const resolved = resolveText(execution, step, "rollback");
  if (!resolved?.ok) return undefined;
  const command = readCommand(scanner, resolved.text);
  return command && { command, risk: judgeText(scanner, resolved.text, "shell").merged };
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
