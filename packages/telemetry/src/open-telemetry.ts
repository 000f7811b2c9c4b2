import type { AuditEvent } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { TelemetryConfig } from "./config.ts";
import { logRecordOf } from "./log-record.ts";
import { sendLogs } from "./send-logs.ts";

/** The record, as far as it is needed here. */
export interface EventSource {
  tenants(): Promise<readonly TenantId[]>;
  listAfter(
    tenantId: TenantId,
    request: { readonly after: number; readonly limit: number },
  ): Promise<{ readonly items: readonly (AuditEvent & { readonly hash: string })[]; readonly last: number }>;
}

/** How far each tenant's record has been carried, by the tenant's id, over restarts. */
export interface TelemetryProgress {
  /** 0 for one that is not known. */
  of(tenantId: string): number;
  keep(tenantId: string, sequence: number): Promise<void>;
}

/** How the export does. */
export interface TelemetryState {
  /** Without what may be a password in it. */
  readonly endpoint: string;
  /** When something was last taken; absent while nothing has been. */
  readonly keptAt?: Date;
  /** Why nothing is taken, since when. */
  readonly failing?: { readonly since: Date; readonly why: string };
  /** So many records the other side would not take, although it took those beside them. */
  readonly rejected: number;
}

export interface Telemetry {
  state(): TelemetryState;
  /** Ends it within a moment; what was not sent is sent after the next start. */
  close(): Promise<void>;
}

interface TelemetryOptions {
  readonly config: TelemetryConfig;
  readonly source: EventSource;
  readonly progress: TelemetryProgress;
  readonly version: string;
  readonly clock: { now(): Date; at(time: Date, run: () => void): () => void };
  readonly log: { warn(fields: object, message: string): void };
}

const mostAtOnce = 200;
/** Where nothing new is, it is looked for again after this. */
const idleMs = 1_000;
const firstRetryMs = 1_000;
const lastRetryMs = 60_000;
/** Whatever the other side asks for. */
const longestWaitMs = 300_000;

/**
 * Carries every event to a collector as a log record, in order and at least once: a place counts only when it was taken. How far
 * each tenant has come is kept; where that is lost, everything is sent once more. Nothing else ever waits for it.
 */
export function openTelemetry(options: TelemetryOptions): Telemetry {
  const { config, source, progress, version, clock, log } = options;
  const stop = new AbortController();
  const { signal } = stop;
  let state: TelemetryState = { endpoint: shown(config.url), rejected: 0 };
  let [limit, retryMs] = [mostAtOnce, firstRetryMs];

  function failed(why: string): void {
    state = { ...state, failing: { since: state.failing?.since ?? clock.now(), why } };
  }

  /** Sends the next of one tenant. Says how long to wait before anything more, and whether there may be more at once. */
  async function carry(tenantId: TenantId): Promise<{ readonly waitMs?: number; readonly isMore: boolean }> {
    const after = progress.of(tenantId);
    const { items, last } = await source.listAfter(tenantId, { after, limit });
    if (last === after) return { isMore: false };
    const records = items.map((event) => logRecordOf(event, clock.now()));
    const sent = await sendLogs(config, records, { version, signal });
    if (sent.state === "too_large" && limit > 1) {
      limit = Math.ceil(limit / 2);
      return { isMore: true };
    }
    if (sent.state !== "kept") {
      failed(sent.state === "failed" ? sent.why : "one event is more than it takes");
      const waitMs = Math.min(Math.max(retryMs, ("retryAfterMs" in sent && sent.retryAfterMs) || 0), longestWaitMs);
      retryMs = Math.min(retryMs * 2, lastRetryMs);
      return { waitMs, isMore: false };
    }
    if (sent.rejected > 0) log.warn({ rejected: sent.rejected, why: sent.why }, "log records were not taken");
    await progress.keep(tenantId, last);
    state = { endpoint: state.endpoint, keptAt: clock.now(), rejected: state.rejected + sent.rejected };
    [retryMs, limit] = [firstRetryMs, Math.min(limit * 2, mostAtOnce)];
    return { isMore: true };
  }

  async function round(): Promise<number> {
    try {
      let isMore = false;
      for (const tenantId of await source.tenants()) {
        if (signal.aborted) return 0;
        const carried = await carry(tenantId);
        if (carried.waitMs !== undefined) return carried.waitMs;
        isMore ||= carried.isMore;
      }
      return isMore ? 0 : idleMs;
    } catch (error) {
      // The database, or the disk that the progress lies on.
      failed(error instanceof Error ? error.message : String(error));
      log.warn({ error }, "the record could not be carried to OpenTelemetry");
      return retryMs;
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await round();
      if (waitMs > 0) await wait(waitMs, clock, signal);
    }
  }

  const running = run();
  return {
    state: () => state,
    async close() {
      stop.abort();
      await running;
    },
  };
}

function wait(ms: number, clock: TelemetryOptions["clock"], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.at(new Date(clock.now().getTime() + ms), end);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
    function end() {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    }
  });
}

function shown(text: string): string {
  const url = new URL(text);
  return `${url.origin}${url.pathname}`;
}
