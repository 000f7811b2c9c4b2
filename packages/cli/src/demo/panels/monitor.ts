import { drawLine } from "../../io/draw-text.ts";
import { type Standing, sayStandingShort } from "../../standing/standing.ts";
import type { Panel } from "../screen/frame.ts";
import type { Line } from "../screen/line.ts";

export interface ShownInvariant extends Standing {
  readonly name: string;
  readonly member?: string | undefined;
}

/** Where each invariant stands. Of what holds everywhere one line is enough. */
export function monitorPanel(invariants: readonly ShownInvariant[], now: Date): Panel {
  return {
    title: "monitor",
    draw() {
      const byName = Map.groupBy(invariants, ({ name }) => name);
      const rows = [...byName].flatMap(([name, all]) => rowsOf(name, all));
      const widest = Math.max(0, ...rows.map(({ what }) => what.length));
      return rows
        .toSorted((one, other) => rank(other.standing) - rank(one.standing))
        .map(({ what, standing }): Line => [`${what.padEnd(widest)}  `, sayStandingShort(standing, now)]);
    },
  };
}

interface Row {
  readonly what: string;
  readonly standing: Standing;
}

const rank = ({ phase, isBlind }: Standing): number =>
  phase === "holding" ? (isBlind ? 1 : 0) : phase === "violated" ? 3 : 2;

function rowsOf(name: string, all: readonly ShownInvariant[]): readonly Row[] {
  const odd = all.filter((one) => rank(one) > 0);
  if (odd.length === 0) return [{ what: name, standing: { phase: "holding", isBlind: false } }];
  return odd.map((one) => ({
    what: one.member === undefined ? name : `${name} ${drawLine(one.member)}`,
    standing: one,
  }));
}
