import { type Evidence, keyOf, type Violation } from "./incident.ts";

/** What a look leaves standing: a violation that is certain, or one that holds again but not for long enough. */
export type Standing = Evidence & {
  /** When it last began, relapses included. */
  readonly begunAt: Date;
} & ({ readonly state: "violated" } | { readonly state: "settling"; readonly holdsSince: Date });

/** Violations after a look, as far as they got better; and which did. */
export interface Eased {
  readonly violations: readonly Violation[];
  readonly holds: readonly Violation[];
  readonly over: readonly Violation[];
}

/** What holds again settles, and what stands no more is over. */
export function ease(violations: readonly Violation[], standing: readonly Standing[], at: Date): Eased {
  const byKey = new Map(standing.map((one) => [keyOf(one), one]));
  const holds: Violation[] = [];
  const over: Violation[] = [];
  const after = violations.map((own): Violation => {
    const now = byKey.get(keyOf(own));
    if (own.state === "resolved") {
      if (now?.state !== "settling") return own;
      // It came back and got better again while what was seen could not be stored.
      const back: Violation = { ...evidenceOf(now), ...placeOf(own, own.times + 1), ...settlingSince(now) };
      holds.push(back);
      return back;
    }
    if (now === undefined) {
      const ended: Violation = { ...evidenceOf(own), ...placeOf(own, own.times), state: "resolved", resolvedAt: at };
      over.push(ended);
      return ended;
    }
    if (now.state === "violated" || own.state === "settling") return own;
    const settling: Violation = { ...evidenceOf(own), ...placeOf(own, own.times), ...settlingSince(now) };
    holds.push(settling);
    return settling;
  });
  return { violations: after, holds, over };
}

export function violatedFirst(now: Standing, batch: number): Violation {
  return { ...evidenceOf(now), batch, times: 1, state: "violated" };
}

/** With what was seen this time: what was seen before is in the record. */
export function violatedAgain(now: Standing, before: Violation): Violation {
  return { ...evidenceOf(now), ...placeOf(before, before.times + 1), state: "violated" };
}

const placeOf = ({ batch }: Violation, times: number) => ({ batch, times });

const settlingSince = ({ holdsSince }: Extract<Standing, { state: "settling" }>) =>
  ({ state: "settling", holdsSince }) as const;

function evidenceOf({ invariant, member, title, severity, since, confirmedAt, why, value, limit }: Evidence): Evidence {
  return {
    ...{ invariant, ...(member !== undefined && { member }), title, severity, since, confirmedAt, why },
    ...(value !== undefined && { value }),
    ...(limit !== undefined && { limit }),
  };
}
