import type { TenantId } from "@steadyhand/core/identity";
import { unreachable } from "@steadyhand/core/outcome";
import type { TaskConfig } from "../config/model-config.ts";
import type { Amount, ModelClock, ModelLog } from "../ports.ts";
import { type Absence, absent, isProviderFailure } from "./absence.ts";
import { anthropic } from "./anthropic.ts";
import { createBreaker } from "./breaker.ts";
import { amountOf, type Budget, type Reservation } from "./budget.ts";
import { endedBy } from "./ended-by.ts";
import { readErrorStatus } from "./error-status.ts";
import type { HttpClient } from "./http-client.ts";
import { openaiCompatible } from "./openai-compatible.ts";
import type { Content, Protocol, Question, ToolQuestion } from "./protocol.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { createTurnstile } from "./turnstile.ts";
import { wait } from "./wait.ts";

/** One answer with what it took, or none and why. */
export interface Called {
  readonly content: Content;
  /** The model that says it answered, made harmless by whoever uses it. */
  readonly model?: string;
  readonly used: Amount;
}

/** Asks one configured model: queue, budget, tries, and what each failure means. Never throws for a provider. */
export interface Caller {
  /** `deadline` is when `signal` will end it, so that nothing is waited for that comes too late. */
  call(request: {
    readonly tenantId: TenantId;
    readonly question: Question | ToolQuestion;
    readonly signal: AbortSignal;
    readonly deadline: Date;
  }): Promise<Called>;
}

export interface CallerOptions {
  readonly task: TaskConfig;
  readonly http: HttpClient;
  readonly budget: Budget;
  readonly clock: ModelClock;
  readonly random: () => number;
  readonly log: ModelLog;
}

/** What one try came to, and whether another may help. */
interface Try extends Called {
  readonly retryAfter?: Readonly<Record<string, unknown>>;
}

const nothing: Amount = { tokens: 0, microUsd: 0 };

export function createCaller({ task, http, budget, clock, random, log }: CallerOptions): Caller {
  const protocol = protocolOf(task);
  const turnstile = createTurnstile(task.concurrency);
  const breaker = createBreaker();
  const about = { provider: task.provider.name, requestedModel: task.model };

  async function tryOnce(tenantId: TenantId, question: Question | ToolQuestion, signal: AbortSignal): Promise<Try> {
    const reservation = await reserveWhile(signal, budget.reserve(tenantId, task, question));
    if (reservation.state === "absent") return { content: reservation, used: nothing };
    const tried = await send(protocol, task, http, question, signal);
    // What it used is not known when it broke off: then the worst case stays counted.
    const used = tried.use === "unknown" ? reservation.amount : amountOf(tried.use, task.price);
    reservation.settle(used);
    const { requestId, content, retryAfter, model } = tried;
    log.info(
      { ...about, requestId, state: content.state === "absent" ? content.code : "answered", used },
      "model asked",
    );
    return { content, used, ...(model !== undefined && { model }), ...(retryAfter && { retryAfter }) };
  }

  async function tries({ tenantId, question, signal, deadline }: Parameters<Caller["call"]>[0]): Promise<Called> {
    let used = nothing;
    for (let tried = 1; ; tried++) {
      const one = await tryOnce(tenantId, question, signal);
      used = { tokens: used.tokens + one.used.tokens, microUsd: used.microUsd + one.used.microUsd };
      if (one.retryAfter === undefined || tried > task.retries) return { ...one, used };
      const delayMs = retryDelayMs({ headers: one.retryAfter, tried, now: clock.now(), random });
      // An answer that comes after the deadline helps nobody: say now what stands in the way.
      if (clock.now().getTime() + delayMs >= deadline.getTime()) return { ...one, used };
      if (!(await wait(clock, delayMs, signal))) return { content: endedBy(signal), used };
    }
  }

  return {
    async call(request) {
      const { signal } = request;
      const leave = await turnstile.enter(signal);
      if (leave === undefined) return { content: endedBy(signal), used: nothing };
      try {
        if (!breaker.mayAsk(clock.now())) return { content: resting, used: nothing };
        let result: "worked" | "failed" | "said_nothing" = "said_nothing";
        try {
          const called = await tries(request);
          result = whatItShows(called);
          return called;
        } finally {
          breaker.report(result, clock.now());
        }
      } finally {
        leave();
      }
    },
  };
}

/** Waits for a reservation as long as there is time; one that comes later is given back unused. */
async function reserveWhile(
  signal: AbortSignal,
  reserving: Promise<Reservation | Absence>,
): Promise<Reservation | Absence> {
  const ended = Promise.withResolvers<Absence>();
  const end = () => ended.resolve(endedBy(signal));
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  const first = await Promise.race([ended.promise, reserving]).finally(() => signal.removeEventListener("abort", end));
  if (signal.aborted) {
    const giveBack = (late: Reservation | Absence) => late.state === "reserved" && late.settle(nothing);
    reserving.then(giveBack, () => undefined); // nobody waits for it any more: what was not reserved needs no return
    return endedBy(signal);
  }
  return first;
}

const resting = absent("failed", "the provider failed several times in a row, so it is not asked for a few seconds");

/** A caller who leaves and a budget that is used up say nothing of the provider. */
function whatItShows({ content }: Called): "worked" | "failed" | "said_nothing" {
  if (content.state !== "absent") return "worked";
  if (isProviderFailure(content)) return "failed";
  return ["budget", "cancelled", "closed"].includes(content.code) ? "said_nothing" : "worked";
}

function protocolOf({ provider: { kind } }: TaskConfig): Protocol {
  switch (kind) {
    case "anthropic":
      return anthropic;
    case "openai-compatible":
      return openaiCompatible;
    default:
      return unreachable(kind);
  }
}

async function send(
  protocol: Protocol,
  task: TaskConfig,
  http: HttpClient,
  question: Question | ToolQuestion,
  signal: AbortSignal,
): Promise<{
  readonly content: Content;
  readonly model?: string;
  readonly use: { readonly input: number; readonly output: number } | "unknown";
  readonly requestId?: string;
  readonly retryAfter?: Readonly<Record<string, unknown>>;
}> {
  const { path, headers, body } = protocol.request(task, question);
  const answer = await http.post({
    url: task.provider.baseUrl + path,
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...task.provider.headers,
      ...headers,
    },
    body: JSON.stringify(body),
    signal,
    maxBytes: task.provider.maxAnswerBytes,
  });
  if (answer.state === "lost") {
    const use = answer.mayHaveRun ? "unknown" : { input: 0, output: 0 };
    if (signal.aborted) return { content: endedBy(signal), use };
    const { absence: content, retry } = answer;
    return { content, use, ...(retry !== "never" && { retryAfter: retry === "now" ? { "retry-after-ms": "0" } : {} }) };
  }
  const requestId = plainId(answer.headers[protocol.requestIdHeader]);
  if (answer.status !== 200) {
    const { absence, isRetryable } = readErrorStatus(answer.status, answer.body, answer.headers);
    return {
      content: absence,
      use: { input: 0, output: 0 },
      ...(requestId !== undefined && { requestId }),
      ...(isRetryable && { retryAfter: answer.headers }),
    };
  }
  const { content, model, use } = protocol.read(answer);
  return {
    content,
    use: use ?? "unknown",
    ...(model !== undefined && { model }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** An id as providers make them; anything else is not copied into a log. */
function plainId(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" && /^[\w.:-]{1,100}$/.test(value) ? value : undefined;
}
