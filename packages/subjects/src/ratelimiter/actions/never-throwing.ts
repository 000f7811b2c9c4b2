import type { SubjectAction } from "@steadyhand/subject";
import { reasonOf } from "./until-shown.ts";

/** Whatever a change runs into is an answer: it may have happened, for nobody saw its end. */
export function neverThrowing({ action, perform }: SubjectAction): SubjectAction {
  return {
    action,
    perform: (call, options) =>
      perform(call, options).catch((error: unknown) => ({
        ...({ ok: false, isUnknown: true, code: "ratelimiter.failed", why: reasonOf(error) } as const),
        todo: "Look whether it happened before it is tried again",
      })),
  };
}
