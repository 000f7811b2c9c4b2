/** What a node let through and what it was granted, by one look. */
export interface GhostLook {
  readonly node: string;
  /** Names the process: another one counts from zero. */
  readonly instance: string;
  /** Since the epoch of Redis that the node knows of; the epoch is empty while it was granted nothing. */
  readonly allowed: { readonly epoch: string; readonly count: number };
  /** The epoch that Redis counts in now, and what it granted to this process in it. */
  readonly epoch: string;
  readonly granted: number;
}

export type GhostMemory = ReturnType<typeof createGhostMemory>;

/**
 * Requests that were let through and that nobody granted: an epoch begins with none of either, a node counts what it lets through after
 * it was granted, and it is asked before Redis is, so more than was granted is never a matter of when who was asked.
 */
export function createGhostMemory() {
  /** For each node the most by which it was ahead, in one process and one pair of epochs. */
  const nodes = new Map<string, { readonly of: string; readonly most: number }>();
  return {
    /** How many since the last look; `undefined` at the first. Grants whose answer was lost on the way hide as many ghosts, once. */
    remember(look: GhostLook): number | undefined {
      const ahead = look.allowed.count - look.granted;
      const of = JSON.stringify([look.instance, look.allowed.epoch, look.epoch]);
      const known = nodes.get(look.node);
      const before = known?.of === of ? known.most : known && aheadAtFirst(look, ahead);
      nodes.set(look.node, { of, most: Math.max(before ?? 0, ahead) });
      return before === undefined ? undefined : Math.max(0, ahead - before);
    },
  };
}

/**
 * How far ahead it may be when a process or an epoch begins: not at all. A node that still counts in an epoch that Redis has lost is held
 * to what it had by then: Redis will grant it nothing there any more.
 */
function aheadAtFirst({ allowed, epoch }: GhostLook, ahead: number): number {
  return allowed.epoch === "" || allowed.epoch === epoch ? 0 : ahead;
}
