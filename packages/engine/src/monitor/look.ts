import type { Observation } from "@steadyhand/core/invariant";
import type { Subject } from "@steadyhand/subject";
import type { Clock } from "../ports.ts";

/** What one look at a subject gave. */
export type Look =
  | { readonly kind: "seen"; readonly observation: Observation }
  | { readonly kind: "failed"; readonly why: string };

/** Looks at one subject, never twice at a time. */
export interface Looker {
  /** Never rejects, and comes within the limit whatever the subject does. */
  look(): Promise<Look>;
  /** Ends the look that is under way; it counts as failed. */
  abort(why: string): void;
}

export interface LookerOptions {
  readonly subject: Pick<Subject, "observe">;
  readonly clock: Clock;
  /** How long one look may take. */
  readonly withinMs: number;
  /** An observation that is older than this when it comes is none. */
  readonly staleMs: number;
}

export function createLooker({ subject, clock, withinMs, staleMs }: LookerOptions): Looker {
  /** Until the subject itself has let go, also of a look that was given up. */
  let running: { readonly abort: (why: string) => void } | undefined;

  function begin(): Promise<Look> {
    const controller = new AbortController();
    const given = Promise.withResolvers<Look>();
    const abort = (why: string) => {
      given.resolve({ kind: "failed", why });
      controller.abort(new Error(why));
    };
    running = { abort };
    const late = new Date(clock.now().getTime() + withinMs);
    const cancel = clock.at(late, () => abort(`the look did not end within ${withinMs} ms`));
    const bring = (look: Look) => {
      running = undefined;
      given.resolve(look);
    };
    // What throws at once is a rejection too, and so is what is no observation.
    void (async () => fresh(await subject.observe({ signal: controller.signal }), clock.now(), staleMs))().then(
      bring,
      (error: unknown) => bring({ kind: "failed", why: `the look failed: ${sayError(error)}` }),
    );
    return given.promise.finally(cancel);
  }

  return {
    async look() {
      // That it hangs is what was seen of it.
      return running ? { kind: "failed", why: "the look before has not ended, although it was told to" } : begin();
    },
    abort: (why) => running?.abort(why),
  };
}

function fresh(observation: Observation, now: Date, staleMs: number): Look {
  const ageMs = now.getTime() - observation.endedAt.getTime();
  if (ageMs > staleMs) return { kind: "failed", why: `what was seen is stale: it is ${ageMs} ms old` };
  // A time that has not come says nothing of how old it is.
  if (ageMs < -staleMs) return { kind: "failed", why: `what was seen bears a time ${-ageMs} ms ahead` };
  return { kind: "seen", observation };
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
