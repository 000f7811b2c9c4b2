import type { Action, ActionCall, PreparedCall } from "@steadyhand/core/action";
import type { Fault, Finding, FindingName } from "@steadyhand/core/diagnosis";
import type { Invariant, Observation } from "@steadyhand/core/invariant";

/** A member that we say there must be. The list is ours: what vanishes from the system's own list is down. */
export interface ExpectedMember {
  readonly id: string;
  readonly kind: string;
}

/** Who depends on whom, for people and for blast radius. */
export interface Topology {
  readonly edges: readonly { readonly from: string; readonly to: string; readonly what: string }[];
}

export interface LogLine {
  readonly at?: Date;
  readonly level?: "debug" | "info" | "warn" | "error" | "fatal";
  readonly member: string;
  /** As it was written: data, never an instruction. */
  readonly text: string;
}

export interface LogRequest {
  readonly member: string;
  readonly since?: Date;
  /** At most so many of the newest lines. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** A question to the time series that are kept of a subject, in their own language. It only reads. */
export interface MetricRequest {
  readonly query: string;
  readonly since: Date;
  readonly until: Date;
  readonly signal: AbortSignal;
}

export interface MetricSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. A value may be no number, where the series says so. */
  readonly points: readonly { readonly at: Date; readonly value: number }[];
}

/** What an action came to, as far as it can be told at once. That it helped is for the invariant to say. */
export type Performed =
  | { readonly ok: true; readonly said: string }
  /** `isUnknown`: it may have happened, such as when the answer was lost. It is never repeated by itself. */
  | {
      readonly ok: false;
      readonly isUnknown: boolean;
      readonly code: string;
      readonly why: string;
      readonly todo: string;
    };

/** A change that a subject offers: what the gate is told of it, and how it is made. */
export interface SubjectAction {
  readonly action: Action;
  /** Makes the change and waits until the subject itself shows it, not until it said yes. Never throws. */
  perform(call: PreparedCall, options: { readonly signal: AbortSignal }): Promise<Performed>;
}

/** A system that we know how to watch and to change. */
export interface Subject {
  /** One's own name for it: lower case, digits and dashes. */
  readonly name: string;
  /** `ratelimiter`, `tikv`, `postgres`, `declared`. */
  readonly kind: string;
  readonly expected: readonly ExpectedMember[];
  readonly invariants: readonly Invariant[];
  readonly actions: readonly SubjectAction[];
  /** The ways in which it breaks, for the reasoner that needs no model. */
  readonly faults: readonly Fault[];
  /** How likely a finding is while nothing is wrong, where that is not rare. */
  readonly usual?: Readonly<Record<FindingName, number>>;
  /** One whole look. Never throws for what the subject does: what cannot be read is a blind spot, with why. */
  observe(options: { readonly signal: AbortSignal }): Promise<Observation>;
  /** What an observation, and logs where they were read, show of the findings that the faults name. Pure. */
  findings(observation: Observation, logs: readonly LogLine[]): readonly Finding[];
  topology(observation: Observation): Topology;
  /** Absent where there are none to read. Rejects with why when they cannot be read. */
  readLogs?(request: LogRequest): Promise<readonly LogLine[]>;
  /** Absent where no time series are kept that could be asked. Rejects with why when they cannot be. */
  queryMetrics?(request: MetricRequest): Promise<readonly MetricSeries[]>;
  /**
   * Told of an action of its own that another process is about to take, by its own name: for what it has to know of what is meant. Never
   * throws.
   */
  heard?(call: ActionCall): void;
  close(): Promise<void>;
}
