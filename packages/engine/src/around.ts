import {
  type ComputedLevel,
  computeLevel,
  type GateInput,
  type StoredCircumstances,
  whatIsKnown,
} from "@steadyhand/core/autonomy";
import type { Execution } from "@steadyhand/core/execution";
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
  const { requestedLevel, targetIsDisposable } = execution.settings;
  const { environment, risk, actionClasses, blastRadius, isReversible, rollback, purpose } = proposal;
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
    ...{ circumstances, panic, now },
  };
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
