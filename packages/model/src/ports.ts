import type { TenantId } from "@steadyhand/core/identity";
import type { ReasonerPort } from "@steadyhand/core/investigation";
import type { Dialect, Risk, SecondKey } from "@steadyhand/core/risk";
import type { Extraction, ParsedRunbook } from "@steadyhand/core/runbook";
import type { ModelConfig } from "./config/model-config.ts";

/** What we ask a model for. */
export type ModelTask = "second_key" | "extraction" | "investigation";

/** One command that the second key is asked about. */
export interface KeyQuestion {
  readonly tenantId: TenantId;
  readonly text: string;
  readonly dialect: Dialect;
}

/** An answer as it is kept: checked and cleaned before, and checked again whenever it is read back. */
export interface StoredAnswer {
  readonly task: ModelTask;
  /** The model that said it answered. */
  readonly model: string;
  /** The answer as JSON text, secrets removed; at most 64 KiB. */
  readonly json: string;
}

/**
 * Keeps answers, so that the same question gets the same answer after a restart and is paid for once. Only answers are
 * kept, never their absence. `key` is a SHA-256 in hex over everything that could change the answer. An answer that is
 * kept stays: a second `put` of a key changes nothing. A store may forget old ones.
 */
export interface AnswerStore {
  get(tenantId: TenantId, key: string): Promise<StoredAnswer | undefined>;
  put(tenantId: TenantId, key: string, answer: StoredAnswer): Promise<void>;
}

/** Tokens and money. Money is in millionths of a US dollar, so that it stays a whole number. */
export interface Amount {
  readonly tokens: number;
  readonly microUsd: number;
}

/** One tenant's day, in UTC: `2026-11-21`. */
export interface UsageDay {
  readonly tenantId: TenantId;
  readonly day: string;
}

/**
 * Counts what a tenant uses in a day. `reserve` adds the worst case before a call, if all of it fits under both
 * limits, in one indivisible step; `settle` replaces a reservation by what the call really used, also when that is
 * more. A reservation that nobody settles, because we died, stays: a budget errs on the side of less.
 */
export interface UsageStore {
  reserve(
    request: UsageDay & { readonly amount: Amount; readonly limits: Amount },
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly limit: "tokens" | "usd"; readonly used: Amount }>;
  settle(request: UsageDay & { readonly reserved: Amount; readonly used: Amount }): Promise<void>;
  get(day: UsageDay): Promise<Amount>;
}

/** The time, and a way to be called when it comes. */
export interface ModelClock {
  now(): Date;
  /** Calls `run` once at `time`, or soon when it has passed, unless the returned function is called first. */
  at(time: Date, run: () => void): () => void;
}

export interface ModelLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything the room needs from outside. */
export interface ModelOptions {
  readonly config: ModelConfig;
  /** Removes secrets. Whatever goes to a provider, and whatever comes back, goes through it. */
  readonly redact: (text: string) => string;
  readonly clock: ModelClock;
  /** 0 up to 1: spreads retries. */
  readonly random: () => number;
  readonly answers: AnswerStore;
  readonly usage: UsageStore;
  readonly log: ModelLog;
}

/** What is configured, and what a tenant has used of it today. */
export interface ModelDescription {
  readonly isConfigured: boolean;
  /** The second key's provider and requested model. */
  readonly provider?: string;
  readonly model?: string;
  readonly promptVersion?: string;
  /** Tasks that have a model. */
  readonly tasks: readonly ModelTask[];
  readonly budget?: {
    readonly day: string;
    readonly tokens: number;
    readonly tokensPerDay: number;
    readonly usd: number;
    readonly usdPerDay: number;
    /** The limit under which not even the smallest question fits any more. */
    readonly isExhausted?: "tokens" | "usd";
    /** The next midnight, UTC. */
    readonly resetsAt: Date;
  };
  /** Things that work and should be better, such as a key file that others can read. */
  readonly warnings: readonly string[];
}

/** One command of a check: what the scanner says of it is what the model is measured by. */
export interface CheckCase {
  readonly command: string;
  readonly dialect: Dialect;
  readonly scanner: Risk;
}

/** Whether the model that is configured for investigations calls a tool when it is to. */
export interface InvestigationCheck {
  readonly provider: string;
  readonly requestedModel: string;
  /** The model that says it answered; absent when none did. */
  readonly model?: string;
  readonly promptVersion: string;
  readonly answer:
    | { readonly state: "called" }
    | { readonly state: "absent"; readonly code: string; readonly reason: string };
  readonly tookMs: number;
  readonly tokens: number;
  /** Absent where the configuration names no price. */
  readonly usd?: number;
}

/** How a configured model does on a few known commands. */
export interface ModelCheck {
  readonly provider: string;
  readonly requestedModel: string;
  /** The model that says it answered; absent when none did. */
  readonly model?: string;
  readonly promptVersion: string;
  readonly cases: readonly {
    readonly command: string;
    readonly scanner: Risk;
    readonly answer: SecondKey;
    /** Whether the model's answer is the scanner's, or higher. */
    readonly agrees: boolean;
    readonly tookMs: number;
  }[];
  readonly answered: number;
  readonly agreed: number;
  /** Answers below the scanner's. They change nothing but what the model is good for. */
  readonly lower: number;
  readonly latencyMs?: { readonly median: number; readonly max: number };
  readonly tokens: number;
  /** Absent where the configuration names no price. */
  readonly usd?: number;
  /** Absent where no model is configured for it. Its cost is its own, and not in the sums above. */
  readonly investigation?: InvestigationCheck;
}

/** The model, as the rest of the house sees it. Nothing here throws because of a model: it is `absent` instead. */
export interface Model {
  /** Asks about one command. The engine's `SecondKeys` has this shape. */
  ask(question: KeyQuestion, signal?: AbortSignal): Promise<SecondKey>;
  /** What it answered before, when that is in memory; `not_configured` when no model is. Does not wait. */
  known(question: KeyQuestion): SecondKey | undefined;
  /** Reads a runbook's prose for what the parser did not see. Everything it returns stands in the source. */
  extract(
    request: { readonly tenantId: TenantId; readonly runbook: ParsedRunbook },
    signal?: AbortSignal,
  ): Promise<Extraction>;
  /** What thinks about incidents; `undefined` when no model is configured for that. Nothing of an incident stays in it. */
  reasoner(): ReasonerPort | undefined;
  /** Tries the second key on known commands, past the cache and within the budget, and whether an investigation can be asked. */
  check(
    request: { readonly tenantId: TenantId; readonly cases: readonly CheckCase[] },
    signal?: AbortSignal,
  ): Promise<ModelCheck>;
  describe(tenantId: TenantId): Promise<ModelDescription>;
  /** Ends what is under way (as `absent`, `closed`), and closes every connection. Twice without harm. */
  close(): Promise<void>;
}
