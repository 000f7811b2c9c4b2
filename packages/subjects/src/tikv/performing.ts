import { setTimeout as pause } from "node:timers/promises";
import type { PreparedCall } from "@steadyhand/core/action";
import type { Performed } from "@steadyhand/subject";
import { whyNot } from "./look.ts";
import type { MeantDrains } from "./meant-drains.ts";
import type { PdAnswer, PdClient } from "./pd-client.ts";
import type { PdValue } from "./read-json.ts";

/** What performing an action takes. */
export interface Hands {
  readonly pd: PdClient;
  readonly now: () => Date;
  readonly meant: MeantDrains;
  /** How long to wait between two looks at whether it is done. */
  readonly pollMs: number;
}

type NotDone = Extract<Performed, { ok: false }>;

export const done = (said: string): Performed => ({ ok: true, said });

export const notDone = (code: string, why: string, todo: string): NotDone => ({
  ok: false,
  isUnknown: false,
  code,
  why,
  todo,
});

export const notKnown = (why: string, todo: string): NotDone => ({
  ok: false,
  isUnknown: true,
  code: "tikv.unknown",
  why,
  todo,
});

/** Why a change was not made, or that nobody knows. `undefined` where PD took it. */
export function whyNotTaken(answer: PdAnswer, todo: string): NotDone | undefined {
  switch (answer.kind) {
    case "ok":
      return undefined;
    case "refused":
      return notDone(
        "tikv.refused",
        answer.code === undefined ? `PD refused it: ${answer.said}` : `PD refused it (${answer.code}): ${answer.said}`,
        todo,
      );
    case "no_leader":
      return notDone("tikv.no_leader", "PD has no leader, so nothing can be changed", "Find out why PD has no leader");
    case "unreachable":
      return notDone(
        "tikv.unreachable",
        `no PD member could be reached: ${answer.why}`,
        "Check the addresses and that PD runs",
      );
    default:
      return notKnown(
        `it was sent, and the answer was lost: ${answer.why}`,
        `Look at what PD shows before it is tried again: ${todo}`,
      );
  }
}

/** A look at PD before a change; nothing was done where it fails. */
export async function lookFirst<Value>(
  pd: PdClient,
  path: string,
  parse: (body: PdValue) => Value,
  signal: AbortSignal,
): Promise<{ ok: true; value: Value } | { ok: false; performed: NotDone }> {
  const answer = await pd.get(path, { signal });
  if (answer.kind === "refused")
    return { ok: false, performed: notDone("tikv.refused", `PD says: ${answer.said}`, "Check what was named") };
  if (answer.kind !== "ok")
    return {
      ok: false,
      performed: notDone(
        "tikv.unreachable",
        `PD could not be asked: ${whyNot(answer)}`,
        "Nothing was changed; check PD first",
      ),
    };
  try {
    return { ok: true, value: parse(answer.body) };
  } catch (error) {
    return {
      ok: false,
      performed: notDone(
        "tikv.answer",
        `PD's answer to ${path} has another shape: ${String(error).slice(0, 200)}`,
        "Nothing was changed",
      ),
    };
  }
}

/** Looks again and again until it is decided, or the time is up: then `undefined`. */
export async function until<Value>(
  look: () => Promise<Value | undefined>,
  { pollMs, signal }: { readonly pollMs: number; readonly signal: AbortSignal },
): Promise<Value | undefined> {
  while (!signal.aborted) {
    const found = await look();
    if (found !== undefined) return found;
    // That the wait was cut short is seen by the loop.
    await pause(pollMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

export function limitOf({ timeoutMs }: PreparedCall, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}
