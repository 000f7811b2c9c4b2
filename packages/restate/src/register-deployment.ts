import { OpsError } from "@steadyhand/core/outcome";
import type { EngineLog } from "@steadyhand/engine";

export interface RegisterOptions {
  readonly adminUrl: string;
  /** The address at which Restate is to reach us. */
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly log: EngineLog;
  /** How long one try may take, in milliseconds. */
  readonly withinMs: number;
  readonly registered: () => void;
}

const firstDelayMs = 200;
const longestDelayMs = 10_000;

/** Tells Restate where we are, as often as it takes. An address that it knows already stays as it is. */
export function keepRegistering(options: RegisterOptions): { stop(): void } {
  const { uri, adminUrl, log } = options;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function run(delayMs: number): Promise<void> {
    try {
      await register(options, stop.signal);
      log.info({ uri }, "Restate knows this address");
      options.registered();
    } catch (error) {
      if (stop.signal.aborted) return;
      if (delayMs === firstDelayMs) log.error({ uri, adminUrl, error }, "Restate does not take this address yet");
      timer = setTimeout(() => void run(Math.min(delayMs * 2, longestDelayMs)), delayMs).unref();
    }
  }

  void run(firstDelayMs);
  return {
    stop() {
      stop.abort();
      clearTimeout(timer);
    },
  };
}

async function register({ adminUrl, uri, headers, withinMs }: RegisterOptions, stopping: AbortSignal): Promise<void> {
  const response = await fetch(new URL("/deployments", adminUrl), {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ uri, force: false }),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(withinMs)]),
  });
  const answer = await response.text();
  if (response.ok) return;
  throw new OpsError(`Cannot register ${uri} with Restate at ${adminUrl}: ${response.status} ${answer.slice(0, 300)}`, {
    kind: "unavailable",
    code: "restate.not_registered",
    hint: "Check that Restate runs, and that it reaches this address",
  });
}
