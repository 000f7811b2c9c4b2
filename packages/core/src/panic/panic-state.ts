import type { Actor } from "../identity/index.ts";

export type PanicId = `pan_${string}`;

/** One press of the button, however it was pressed. The same press arrives by several ways and is one press. */
export interface PanicPress {
  readonly id: PanicId;
  readonly since: Date;
  /** A person; or, of kind `system`, a hardware button's key or a flag file, which are nobody. */
  readonly by: Actor;
  readonly reason: string;
  /** What ran is ended, not only paused. */
  readonly kill: boolean;
}

/**
 * Whether everything stands still. While it is on, nothing new starts, what runs is paused, open questions are void and
 * nothing changes. It holds for the whole installation: every tenant and every node.
 */
export type PanicState = { readonly isOn: false } | PanicOn;

export type PanicOn = { readonly isOn: true } & PanicPress;

export const panicOff: PanicState = { isOn: false };

/** What several presses come to: the first one counts, and one that kills makes all of it kill. None: it is off. */
export function panicStateOf(presses: Iterable<PanicPress>): PanicState {
  let first: PanicPress | undefined;
  let kill = false;
  for (const press of presses) {
    kill ||= press.kill;
    if (first === undefined || isBefore(press, first)) first = press;
  }
  return first === undefined ? panicOff : { isOn: true, ...first, kill };
}

function isBefore(one: PanicPress, other: PanicPress): boolean {
  const difference = one.since.getTime() - other.since.getTime();
  return difference < 0 || (difference === 0 && one.id < other.id);
}
