import type { ChaosNode } from "./cluster.ts";
import type { ChaosDatabase } from "./database.ts";

/** What became of the executions of one node that was killed. */
export interface Takeover {
  /** Until each of them was another living node's. */
  readonly carriedMs: number;
  /** Until another node had stored the first step forward of one of them. */
  readonly movedMs: number;
}

interface Held {
  readonly execution_id: string;
  readonly node_id: string | null;
  readonly sequence: number;
}

const watchEveryMs = 25;
/** Whoever has not been taken over by then never is. */
const watchForMs = 12_000;

const heldSql = `SELECT c.execution_id, c.node_id, e.sequence FROM steadyhand.execution_carrier c
  JOIN steadyhand.execution e ON e.tenant_id = c.tenant_id AND e.id = c.execution_id`;

/**
 * Watches, from the kill of a node on, when its executions are carried by others and when one of them moves. It watches
 * the database beside the servers, as nobody else could.
 */
export function createTakeoverWatch(database: ChaosDatabase, isAnybodyThere: () => boolean) {
  const takeovers: Takeover[] = [];
  let notSeen = 0;
  /** What each node was seen to carry a moment ago. */
  let latest: readonly Held[] = [];
  let names = new Map<string, string>();

  async function look(): Promise<readonly Held[]> {
    const rows = await database.query<Held>(heldSql);
    const nodes = await database.query<{ id: string; name: string }>("SELECT id, name FROM steadyhand.node");
    names = new Map(nodes.map(({ id, name }) => [id, name]));
    latest = rows;
    return rows;
  }

  return {
    takeovers,
    notSeen: () => notSeen,
    /** Keeps in mind who carries what. */
    note: () => look().catch(() => latest),
    /** Resolves when every execution of the killed node has found another, or it is clear that none will. */
    async watch(node: ChaosNode, killedAt: number): Promise<void> {
      const held = new Map(
        latest.filter(({ node_id }) => names.get(node_id ?? "") === node.name).map((row) => [row.execution_id, row]),
      );
      let movedMs: number | undefined;
      let carriedMs: number | undefined;
      while (held.size > 0 && performance.now() - killedAt < watchForMs) {
        const sentAt = performance.now();
        const rows = await look().catch(() => undefined);
        const elapsedMs = performance.now() - killedAt;
        // With the database away, or with nobody there, nobody can take over: it says nothing about the time it takes.
        if (rows === undefined || performance.now() - sentAt > 1_000 || !isAnybodyThere()) {
          notSeen += 1;
          return;
        }
        const now = new Map(rows.map((row) => [row.execution_id, row]));
        const carriers = [...held].map(([id, before]) => ({ before, found: now.get(id) }));
        const isElsewhere = ({ found }: (typeof carriers)[number]) =>
          found === undefined || (found.node_id !== null && names.get(found.node_id) !== node.name);
        const isMoved = ({ found, before }: (typeof carriers)[number]) =>
          found === undefined || found.sequence > before.sequence;
        if (carriers.some((one) => isElsewhere(one) && isMoved(one))) movedMs ??= elapsedMs;
        if (carriers.every(isElsewhere)) carriedMs ??= elapsedMs;
        if (movedMs !== undefined && carriedMs !== undefined) break;
        await new Promise((resolve) => setTimeout(resolve, watchEveryMs));
      }
      if (held.size > 0) takeovers.push({ carriedMs: carriedMs ?? watchForMs, movedMs: movedMs ?? watchForMs });
    },
  };
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}
