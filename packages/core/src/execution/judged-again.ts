import { type Decision, isStricter } from "../autonomy/index.ts";
import { type Refusal, refuse } from "../outcome/index.ts";

/** What the gate says of an approval as it is given: it stands, it cannot be given now, or it was asked for too little. */
export type JudgedAgain =
  | { readonly kind: "stands" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "asked_too_little"; readonly why: string };

/**
 * Compares the decision that a yes was asked under with what the gate says of the same bytes now. A step that may run
 * only by hand now is no longer asked about either: the question dies and it is judged afresh.
 */
export function judgedAgain(cannot: string, asked: Decision, now: Decision | undefined): JudgedAgain {
  if (now === undefined || now.verdict === "refuse") {
    const reasons = (now?.findings ?? [])
      .filter(({ verdict }) => verdict === "refuse")
      .map(({ rule, reason }) => `${rule}: ${reason}`);
    const why = reasons.join("; ") || "the gate was not asked";
    const hint = "The question stays open until it expires: ask again when that no longer holds";
    const refused = refuse("gate.refused", `${cannot}: ${why}`, hint);
    return { kind: "refused", refusal: refused.refusal };
  }
  if (now.verdict === "by_hand") {
    return { kind: "asked_too_little", why: `nothing runs at L${now.level} now: it is to be followed by hand` };
  }
  // A question of an earlier version says nothing of its demand: it is asked afresh.
  if (asked.demand === undefined || isStricter(now.demand, asked.demand)) {
    const { reason } =
      now.demands.find(({ reason: said }) => !asked.demands?.some((before) => before.reason === said)) ?? {};
    return { kind: "asked_too_little", why: `a yes takes more now than was asked for: ${reason ?? "other people"}` };
  }
  return { kind: "stands" };
}
