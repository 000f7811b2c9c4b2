/**
 * The next moment of a subject after `now`: once in every interval, at a place in it that the name alone decides. So a thousand
 * subjects are looked at one after the other, and after a restart at the same moments as before.
 */
export function nextTurn(name: string, intervalMs: number, now: Date): Date {
  const offset = hashOf(name) % intervalMs;
  const turn = Math.floor((now.getTime() - offset) / intervalMs) + 1;
  return new Date(turn * intervalMs + offset);
}

/** FNV-1a (Fowler, Noll and Vo), 32 bits: spread well, and the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
