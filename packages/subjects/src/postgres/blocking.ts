/** One session that waits for a lock, or that another one waits for. */
export interface SessionRow {
  readonly pid: number;
  /** When it was opened, to the microsecond: with `pid` it names one session for ever. */
  readonly started: string;
  readonly state: string;
  readonly statement: string;
  /** Whom it waits for; 0 is a prepared transaction. Empty when it waits for no lock. */
  readonly blockers: readonly number[];
  readonly waitedMs: number | null;
  /** Whether it asks for a lock that nothing can be held beside. */
  readonly wantsAll: boolean;
}

/** Who holds others up, in all. */
export interface Blocking {
  readonly blocked: number;
  readonly longestWaitMs: number;
  /** The one that holds up most, and waits for nobody itself. Absent where all wait in a ring, which the server breaks by itself. */
  readonly root?: { readonly pid: number; readonly session: SessionRow | undefined; readonly blocks: number };
  /** One that waits itself, for a lock beside which nothing can be held, and holds up others by waiting. */
  readonly queued?: SessionRow;
}

/** Puts the waiting sessions together to trees. Pure. */
export function blockingOf(sessions: readonly SessionRow[]): Blocking {
  const waiting = sessions.filter(({ blockers }) => blockers.length > 0);
  const waits = new Set(waiting.map(({ pid }) => pid));
  const roots = new Map<number, number>();
  for (const { pid } of waiting) {
    for (const root of ahead(pid, waiting)) if (!waits.has(root)) roots.set(root, (roots.get(root) ?? 0) + 1);
  }
  const [most] = [...roots].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || a - b);
  const queued = waiting.find(
    ({ pid, wantsAll }) => wantsAll && waiting.some(({ blockers }) => blockers.includes(pid)),
  );
  return {
    blocked: waiting.length,
    longestWaitMs: Math.max(0, ...waiting.map(({ waitedMs }) => waitedMs ?? 0)),
    ...(most && { root: { pid: most[0], session: sessions.find(({ pid }) => pid === most[0]), blocks: most[1] } }),
    ...(queued && { queued }),
  };
}

/** All that a session waits for, however many wait between them. */
function ahead(pid: number, waiting: readonly SessionRow[]): ReadonlySet<number> {
  const found = new Set<number>();
  const follow = (at: number) => {
    for (const blocker of waiting.find((session) => session.pid === at)?.blockers ?? []) {
      if (found.has(blocker)) continue;
      found.add(blocker);
      follow(blocker);
    }
  };
  follow(pid);
  return found;
}
