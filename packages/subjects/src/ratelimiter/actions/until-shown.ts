import type { Performed } from "@steadyhand/subject";

/** `undefined` when it is shown; else what is missing, for people. */
export type Missing = string | undefined;

interface Awaited {
  /** What was done already, for people. */
  readonly done: string;
  readonly signal: AbortSignal;
  /** May reject: then that is what is missing. */
  missing(): Promise<Missing>;
}

const askEveryMs = 50;

/** Asks again until the system itself shows the change. A yes alone is no proof of it. */
export async function untilShown({ done, signal, missing }: Awaited): Promise<Performed> {
  for (;;) {
    const lacks = await missing().catch(reasonOf);
    if (lacks === undefined) return { ok: true, said: done };
    if (signal.aborted) return notShown(done, lacks);
    await pause(askEveryMs, signal);
  }
}

function notShown(done: string, lacks: string): Performed {
  return {
    ok: false,
    // It was taken: it may still come about, so it is not to be repeated.
    isUnknown: true,
    code: "ratelimiter.not_shown",
    why: `${done}, and it does not show: ${lacks}`,
    todo: "Look at the nodes themselves before anything is done again",
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
