import { actionWorkflow } from "@steadyhand/core/action";
import {
  type ComputedLevel,
  computeLevel,
  type GateInput,
  type StoredCircumstances,
  whatIsKnown,
} from "@steadyhand/core/autonomy";
import type { Execution } from "@steadyhand/core/execution";
import { lookRunbook } from "@steadyhand/core/investigation";
import type { PanicState } from "@steadyhand/core/panic";
import { type Policy, type ResolvedPolicy, resolvePolicy } from "@steadyhand/core/policy";
import { actionKeyOf, canonicalJson, type Proposal, sha256Hex } from "@steadyhand/core/proposal";
import type { Surroundings } from "./ports.ts";

/** The policy in force, and the digest of what it says. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** Hex, over its canonical JSON. */
  readonly sha256: string;
}

/** A policy as it comes into force. */
export function policyInForce(policy: Policy): PolicyInForce {
  return { policy, sha256: sha256Hex(canonicalJson(policy)) };
}

/** What stands around an execution when it is judged. */
export interface Around {
  readonly circumstances: StoredCircumstances;
  readonly panic: PanicState;
  readonly policy: PolicyInForce;
  readonly now: Date;
}

/** Panic is on where either says so: what this node has heard, or what the database holds. */
export function lookAround(
  { panic: stored, ...circumstances }: Surroundings,
  { panic, ...live }: Pick<Around, "panic" | "policy" | "now">,
): Around {
  return { circumstances, panic: panic.isOn || stored === undefined ? panic : { isOn: true, ...stored }, ...live };
}

/** All that the gate judges a proposal by. */
export function gateInput(
  execution: Execution,
  proposal: Proposal,
  occasion: GateInput["occasion"],
  { circumstances, panic, now }: Around,
): GateInput {
  const { requestedLevel } = execution.settings;
  const { environment, target, risk, actionClasses, blastRadius, isReversible, rollback, purpose } = proposal;
  // Of what this proposal acts on, which need not be the machine of the run.
  const targetIsDisposable = target.isDisposable;
  return {
    proposal: {
      ...scopeOf(execution),
      ...{ environment, targetIsDisposable, risk: risk.merged.risk, actionClasses, blastRadius },
      ...(isReversible !== undefined && { isReversible }),
      hasRollback: rollback !== undefined,
      actionKey: actionKeyOf(proposal),
      purpose,
      kind: kindOf(proposal),
      // Whoever changes a step of a scheduled run, the schedule is what made it.
      proposedBy: execution.startedBy.kind,
    },
    occasion,
    ...(requestedLevel !== undefined && { requestedLevel }),
    ...{ circumstances: { ...circumstances, trust: trustOf(execution, proposal, circumstances) }, panic, now },
  };
}

/**
 * A runbook that is nothing but one call of a subject's action, byte for byte as we write it, has no text that could be wrong: what it does is
 * typed and has a floor of its own, and how far the subject may be changed is said of the subject. The same holds for one command that both keys
 * find safe, as an investigation looks. What a person says of it counts.
 */
function trustOf(
  { runbook }: Execution,
  { command, rollback, target, risk }: Proposal,
  { trust }: StoredCircumstances,
): StoredCircumstances["trust"] {
  if (trust.isStandard !== true) return trust;
  const isLook = command.kind === "words" && risk.merged.risk === "safe";
  if (isLook && sha256Hex(lookRunbook(command.words.join(" "))) === runbook.sourceSha256) {
    return { level: 2, why: "it is one command that only looks, and nothing else" };
  }
  if (target.kind !== "subject" || command.kind !== "action") return trust;
  const undo = rollback?.command.kind === "action" ? rollback.command : undefined;
  if (sha256Hex(actionWorkflow(command, undo)) !== runbook.sourceSha256) return trust;
  return { level: 2, why: "it is one action of the subject and nothing else" };
}

/** Actions that carry a program of their own. */
const scriptActions: readonly string[] = ["script"];

function kindOf({ command }: Proposal): GateInput["proposal"]["kind"] {
  if (command.kind !== "action") return "command";
  return scriptActions.includes(command.name) ? "script" : "action";
}

/** The level that an execution stands at, whatever is proposed next, with every cap. */
export function standingOf(execution: Execution, { circumstances, panic, policy, now }: Around): ComputedLevel {
  const { requestedLevel, targetIsDisposable } = execution.settings;
  const input: GateInput = {
    proposal: {
      ...scopeOf(execution),
      ...{ targetIsDisposable, risk: "safe", actionClasses: ["reads"], blastRadius: "one", isReversible: true },
      ...{ hasRollback: false, actionKey: "", purpose: "forward", kind: "command" },
      proposedBy: execution.startedBy.kind,
    },
    occasion: "proposal",
    ...(requestedLevel !== undefined && { requestedLevel }),
    ...{ circumstances, panic, now },
  };
  return computeLevel(whatIsKnown(input, policy.policy));
}

/** What a policy tells executions apart by. */
export function scopeOf({ environment, project, subject, runbook }: Execution) {
  return { environment, project, subject, runbookId: runbook.id };
}

const digests = new WeakMap<ResolvedPolicy, string>();

/** Digest of what holds for an execution: whatever of it changes voids every approval that was asked under it. */
export function policySha256(execution: Execution, policy: PolicyInForce): string {
  const settings = settingsOf(execution, policy);
  const digest = digests.get(settings) ?? sha256Hex(canonicalJson(settings));
  digests.set(settings, digest);
  return sha256Hex(canonicalJson([execution.settings, digest]));
}

/** What holds for an execution. */
export function settingsOf(execution: Execution, { policy }: PolicyInForce): ResolvedPolicy {
  return resolvePolicy(policy, scopeOf(execution));
}
