import type { SecondKey } from "@steadyhand/core/risk";
import { describe, expect, it } from "vitest";
import { guardKeys } from "../src/guard-keys.ts";
import type { SecondKeys } from "../src/index.ts";
import { answered, now } from "./samples.ts";

const question = { tenantId: "ten_a", text: "ls", dialect: "shell" } as const;

/** A clock that is moved by hand. */
function handClock() {
  const timers = new Set<() => void>();
  const at = (_time: Date, run: () => void) => {
    timers.add(run);
    return () => timers.delete(run);
  };
  const clock = { now: () => now, at };
  const ring = () => {
    for (const run of timers) run();
  };
  return { clock, timers, ring };
}

function guarded(ask: SecondKeys["ask"], known: SecondKeys["known"] = () => undefined) {
  const { clock, timers, ring } = handClock();
  return { keys: guardKeys({ ask, known }, clock, 3_500), timers, ring };
}

describe("a second key that breaks its word", () => {
  it("is absent once its time is over, and told so", async () => {
    let told: AbortSignal | undefined;
    const { keys, ring, timers } = guarded((_question, signal) => {
      told = signal;
      return new Promise(() => {});
    });
    const asked = keys.ask(question);
    ring();
    expect(await asked).toMatchObject({ state: "absent", code: "timed_out" });
    expect(told?.aborted).toBe(true);
    expect(timers.size).toBe(0);
  });

  it("is absent when whoever asked does not wait any longer", async () => {
    const { keys, timers } = guarded(() => new Promise(() => {}));
    const asker = new AbortController();
    const asked = keys.ask(question, asker.signal);
    asker.abort();
    expect(await asked).toMatchObject({ state: "absent", code: "timed_out" });
    expect(await keys.ask(question, asker.signal)).toMatchObject({ state: "absent" });
    expect(timers.size).toBe(0);
  });

  it("is absent when it throws, and what it threw is not repeated", async () => {
    const { keys } = guarded(async () => {
      throw new RangeError("the key is sk-secret");
    });
    const answer = await keys.ask(question);
    expect(answer).toMatchObject({ state: "absent", code: "failed" });
    expect(JSON.stringify(answer)).not.toContain("sk-secret");
  });

  it.each([Number.NaN, 1.01, -0.1, Number.POSITIVE_INFINITY])(
    "is absent with a confidence of %d",
    async (confidence) => {
      const { keys } = guarded(
        async () => answered("safe", confidence),
        () => answered("safe", confidence),
      );
      expect(await keys.ask(question)).toMatchObject({ state: "absent", code: "malformed" });
      expect(keys.known(question)).toMatchObject({ state: "absent", code: "malformed" });
    },
  );

  it("is absent with a risk that there is not", async () => {
    // An adapter that breaks its word: the type says that this cannot be.
    const { keys } = guarded(async () => ({ ...answered("safe"), risk: "harmless" }) as unknown as SecondKey);
    expect(await keys.ask(question)).toMatchObject({ state: "absent", code: "malformed" });
  });

  it("cannot put in words what no proposal could hold", async () => {
    const { keys } = guarded(async () => ({ ...answered("safe"), reason: `\ud800${"x".repeat(10_000)}` }));
    const answer = await keys.ask(question);
    expect(answer.reason.isWellFormed()).toBe(true);
    expect(answer.reason.length).toBeLessThanOrEqual(4_000);
  });
});
