import type { Environment, Level } from "../autonomy/index.ts";
import type { AttemptOutcome } from "../execution/index.ts";
import type { ExecutionId, RunbookId } from "../identity/index.ts";
import type { How } from "../levels/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { DayBounds } from "./day-bounds.ts";
import { percentile } from "./percentile.ts";

/** Attempts of the day that are alike, counted. */
export interface AttemptCount {
  /** How they ended; `underway` while nobody has heard. */
  readonly result: AttemptOutcome | "underway";
  /** Whether each did what it was for. `uncounted`: not judged yet, done by hand, ended by somebody, or never begun. */
  readonly verdict: "succeeded" | "failed" | "uncounted";
  readonly level: Level;
  readonly environment: Environment;
  readonly how: How;
  readonly count: number;
}

export interface SlowStep {
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  readonly attempt: number;
  readonly runbookId: RunbookId;
  readonly subject: string;
  readonly tookMs: number;
}

export interface SlowExecution {
  readonly executionId: ExecutionId;
  readonly runbookId: RunbookId;
  readonly subject: string;
  readonly ended: "completed" | "aborted" | "rolled_back";
  /** From its start, which may lie on a day before, to its end. */
  readonly tookMs: number;
}

/** What the record holds of one day of one tenant. */
export interface DayFacts {
  /** Events of the day by type and outcome. */
  readonly events: readonly { readonly type: string; readonly outcome: string; readonly count: number }[];
  readonly attempts: readonly AttemptCount[];
  /** Slowest first. */
  readonly slowSteps: readonly SlowStep[];
  readonly slowExecutions: readonly SlowExecution[];
  /** Questions asked within the day, by what became of them. */
  readonly approvals: readonly {
    readonly phase: "requested" | "granted" | "rejected" | "expired" | "void";
    readonly count: number;
  }[];
  /** From asked to granted or rejected, of each of those questions that a person answered. */
  readonly answeredInMs: readonly number[];
}

/** Some attempts, and how many of those that can be judged did what they were for. */
export interface AttemptShare {
  readonly attempts: number;
  readonly counted: number;
  readonly succeeded: number;
  /** `succeeded` of `counted`, 0 to 1; absent where nothing counts. */
  readonly successShare?: number;
}

/** One day in figures. */
export interface Digest extends DayBounds {
  /** Not over: everything may still grow. */
  readonly isOver: boolean;
  readonly executions: {
    readonly started: number;
    readonly completed: number;
    readonly aborted: number;
    readonly rolledBack: number;
  };
  readonly attempts: AttemptShare & {
    readonly byOutcome: readonly { readonly outcome: AttemptCount["result"]; readonly attempts: number }[];
    readonly byLevel: readonly (AttemptShare & { readonly level: Level })[];
    readonly byEnvironment: readonly (AttemptShare & { readonly environment: Environment })[];
    readonly byHow: Readonly<Record<How, number>>;
  };
  readonly slowest: { readonly steps: readonly SlowStep[]; readonly executions: readonly SlowExecution[] };
  readonly approvals: {
    readonly asked: number;
    readonly granted: number;
    readonly rejected: number;
    readonly expired: number;
    readonly voided: number;
    readonly open: number;
    /** From asked to answered by a person; absent where nobody answered. */
    readonly answeredInMs?: { readonly p50: number; readonly p95: number };
  };
  readonly panics: number;
  readonly refusals: number;
}

/** How many of the slowest a digest names. */
export const slowestShown = 5;

/** Puts a day's facts together. Every figure counts facts that were stored with what they tell of. */
export function assembleDigest(facts: DayFacts, bounds: DayBounds, now: Date): Digest {
  const eventsOf = (type: string) => total(facts.events.filter((event) => event.type === type));
  return {
    ...bounds,
    isOver: now >= bounds.to,
    executions: {
      started: eventsOf("execution.started"),
      completed: eventsOf("execution.completed"),
      aborted: eventsOf("execution.aborted"),
      rolledBack: eventsOf("execution.rolled_back"),
    },
    attempts: attemptsOf(facts.attempts),
    slowest: {
      steps: facts.slowSteps.slice(0, slowestShown),
      executions: facts.slowExecutions.slice(0, slowestShown),
    },
    approvals: approvalsOf(facts),
    panics: eventsOf("panic.pressed"),
    refusals: total(facts.events.filter(({ outcome }) => outcome === "refused")),
  };
}

function attemptsOf(counts: readonly AttemptCount[]): Digest["attempts"] {
  const of = (how: How) => total(counts.filter((count) => count.how === how));
  return {
    ...shareOf(counts),
    byOutcome: groups(counts, ({ result }) => result).map(([outcome, those]) => ({ outcome, attempts: total(those) })),
    byLevel: groups(counts, ({ level }) => level)
      .map(([level, those]) => ({ level, ...shareOf(those) }))
      .sort((one, other) => one.level - other.level),
    byEnvironment: groups(counts, ({ environment }) => environment).map(([environment, those]) => ({
      environment,
      ...shareOf(those),
    })),
    byHow: { automatic: of("automatic"), approved: of("approved"), by_hand: of("by_hand") },
  };
}

function shareOf(counts: readonly AttemptCount[]): AttemptShare {
  const succeeded = total(counts.filter(({ verdict }) => verdict === "succeeded"));
  const counted = total(counts.filter(({ verdict }) => verdict !== "uncounted"));
  return { attempts: total(counts), counted, succeeded, ...(counted > 0 && { successShare: succeeded / counted }) };
}

function approvalsOf({ approvals, answeredInMs }: DayFacts): Digest["approvals"] {
  const of = (phase: DayFacts["approvals"][number]["phase"]) => total(approvals.filter((one) => one.phase === phase));
  const [p50, p95] = [percentile(answeredInMs, 0.5), percentile(answeredInMs, 0.95)];
  return {
    asked: total(approvals),
    granted: of("granted"),
    rejected: of("rejected"),
    expired: of("expired"),
    voided: of("void"),
    open: of("requested"),
    ...(p50 !== undefined && p95 !== undefined && { answeredInMs: { p50, p95 } }),
  };
}

/** Those that share a key, most first. */
function groups<Key>(
  counts: readonly AttemptCount[],
  keyOf: (count: AttemptCount) => Key,
): [Key, readonly AttemptCount[]][] {
  return [...Map.groupBy(counts, keyOf)].sort(([, one], [, other]) => total(other) - total(one));
}

function total(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
