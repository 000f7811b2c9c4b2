import type { Demand, DemandFinding, DemandKind, Quorum } from "./decision.ts";

const strictness: Readonly<Record<DemandKind, number>> = { click: 0, typed_target: 1, four_eyes: 2 };

/** Most that a question waits where no rule says so. */
const longestMs = 15 * 60_000;

/** All demands together: the strictest kind, the most people, every quorum, the shortest times. Their order does not matter. */
export function addUp(demands: readonly DemandFinding[]): Demand {
  const quorums = demands.flatMap(({ rule, reason, quorum }) =>
    quorum && (quorum.approvers.length > 0 || quorum.escalation.length > 0)
      ? [{ key: `${rule} ${reason}`, rule, ...quorum }]
      : [],
  );
  const rounds = Math.max(1, ...demands.map(({ lifetimesMs }) => lifetimesMs?.length ?? 1));
  return {
    kind: demands.reduce<DemandKind>(
      (held, { kind = "click" }) => (strictness[kind] > strictness[held] ? kind : held),
      "click",
    ),
    count: Math.max(1, ...demands.map(({ count = 1 }) => count)),
    quorums: quorums.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key: _key, ...quorum }) => quorum),
    lifetimesMs: Array.from({ length: rounds }, (_, round) => lifetimeOf(demands, round)),
  };
}

function lifetimeOf(demands: readonly DemandFinding[], round: number): number {
  const times = demands.flatMap(({ lifetimesMs }) => lifetimesMs?.[round] ?? lifetimesMs?.at(-1) ?? []);
  return Math.min(longestMs, ...times.filter((ms) => ms > 0));
}

/** Whether a yes takes more now than was asked for then: whoever gave it was asked for too little. */
export function isStricter(now: Demand, asked: Demand): boolean {
  return (
    strictness[now.kind] > strictness[asked.kind] ||
    now.count > asked.count ||
    now.quorums.some((quorum) => !asked.quorums.some((other) => isSame(quorum, other)))
  );
}

function isSame(a: Quorum, b: Quorum): boolean {
  return JSON.stringify([a.approvers, a.count, a.escalation]) === JSON.stringify([b.approvers, b.count, b.escalation]);
}
