import type { Risk } from "../risk/index.ts";

/**
 * How far things may run without a person. L1 observe: nothing runs. L2 suggest: every step waits for a
 * person. L3: safe steps run. L4: caution too. L5: all, dangerous ones only on a disposable lab target.
 */
export type Level = 1 | 2 | 3 | 4 | 5;

export type Environment = "lab" | "development" | "test" | "pre-production" | "production";

/** Everything that says how far this may go. Each setting allows up to some level; the lowest counts. */
export interface AutonomySettings {
  readonly environment: Environment;
  /** Whether the target may be broken and thrown away. */
  readonly targetIsDisposable: boolean;
  /** Set by a person for this run; without it the environment's default holds. */
  readonly requestedLevel?: Level;
  readonly safetyMode: "observe" | "execute";
  readonly governance: "strict" | "audit";
  /** 0: never ran here, follow it by hand. 1: every step waits. 2: safe steps may run. */
  readonly runbookTrust: 0 | 1 | 2;
  /** The subject's takeover level, where the target belongs to one. */
  readonly takeoverLevel?: Level;
  readonly isPanic: boolean;
}

/** One setting's limit, and why. */
export interface Cap {
  readonly name: string;
  readonly level: Level;
  readonly reason: string;
}

/** What the gate needs to know of a proposal. */
export interface GateInput {
  readonly settings: AutonomySettings;
  /** The merged risk of the two keys. */
  readonly risk: Exclude<Risk, "unknown">;
}

/** May it run by itself, after a person's word, only by a person's own hand, or not at all. */
export type Verdict = "run" | "approve" | "by_hand" | "refuse";

/** What a person must do to approve: press a key, or type the target's exact name. */
export type Confirmation = "click" | "typed_target";

/** What one rule says of a proposal. */
export interface Finding {
  readonly rule: string;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** The gate's answer, with every cap and every rule that spoke. */
export interface Decision {
  readonly verdict: Verdict;
  readonly level: Level;
  readonly confirmation: Confirmation;
  readonly caps: readonly Cap[];
  readonly findings: readonly Finding[];
}
