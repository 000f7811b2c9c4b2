import type { PanicState } from "../panic/index.ts";
import type { Approver } from "../policy/index.ts";
import type { StoredCircumstances } from "./circumstances.ts";
import type { JudgedProposal } from "./judged-proposal.ts";

/**
 * How far things may run without a person. L1 observe: nothing runs. L2 suggest: every step waits for a
 * person. L3: safe steps run. L4: caution too. L5: all, dangerous ones only on a disposable lab target.
 */
export type Level = 1 | 2 | 3 | 4 | 5;

export type Environment = "lab" | "development" | "test" | "pre-production" | "production";

/** Everything that the gate judges by, besides the policy. It can be recorded and judged again. */
export interface GateInput {
  readonly proposal: JudgedProposal;
  /** What is asked: whether it may be done, or whether it may still be done now that a person approves it. */
  readonly occasion: "proposal" | "approval";
  /** Set by a person for this run; without it the environment's standard holds. */
  readonly requestedLevel?: Level;
  readonly circumstances: StoredCircumstances;
  readonly panic: PanicState;
  readonly now: Date;
}

/** One setting's limit, and why. */
export interface Cap {
  readonly name: string;
  readonly level: Level;
  readonly reason: string;
  /** An emergency elevation lifts it by one level. */
  readonly isRaisable?: boolean;
}

/** May it run by itself, after a person's word, only by a person's own hand, or not at all. */
export type Verdict = "run" | "approve" | "by_hand" | "refuse";

/** What a person must do to approve: press a key, or type the target's exact name. */
export type Confirmation = "click" | "typed_target";

/** How a yes must be given. `four_eyes`: the target's name is typed, and not by whoever proposed it. Each includes those before it. */
export type DemandKind = "click" | "typed_target" | "four_eyes";

/** What one rule says of a proposal. */
export interface Finding {
  readonly rule: string;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Some of whom must grant it. */
export interface Quorum {
  /** The rule that wants it. */
  readonly rule: string;
  /** Nobody named: everybody who may approve at all. */
  readonly approvers: readonly Approver[];
  /** How many different people of them. */
  readonly count: number;
  /** Who is asked instead, one after the other, when a question expires; the last of them stay asked. */
  readonly escalation: readonly (readonly Approver[])[];
}

/** What a yes takes. Demands add up: another one never makes it easier. */
export interface Demand {
  readonly kind: DemandKind;
  /** How many different people must grant it, over all. */
  readonly count: number;
  /** Each must be met. One person may count in several. */
  readonly quorums: readonly Quorum[];
  /** How long the question waits: first, then after each escalation; never empty. After the last, a person looks at the step. */
  readonly lifetimesMs: readonly number[];
}

/** What one rule demands of a yes, and why. */
export interface DemandFinding {
  readonly rule: string;
  readonly reason: string;
  readonly kind?: DemandKind;
  readonly count?: number;
  readonly quorum?: Omit<Quorum, "rule">;
  /** How long the question waits, and then after each escalation. */
  readonly lifetimesMs?: readonly number[];
}

/** The gate's answer, with every cap and every rule that spoke. */
export interface Decision {
  readonly verdict: Verdict;
  readonly level: Level;
  readonly confirmation: Confirmation;
  readonly caps: readonly Cap[];
  readonly findings: readonly Finding[];
  /** What a yes takes, where a person is asked. */
  readonly demand: Demand;
  readonly demands: readonly DemandFinding[];
}
