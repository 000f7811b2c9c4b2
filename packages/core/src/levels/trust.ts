import type { Actor, RunbookId } from "../identity/index.ts";

/** How far a runbook is trusted. 0: followed by hand. 1: every step waits. 2: it has proven itself. */
export type Trust = 0 | 1 | 2;

/** Trust of a runbook for which nobody has set one. */
export const standardTrust: Trust = 1;

/** One word on a runbook. Of trust and of locks the newest counts; the others say how it came there. */
export type TrustChange = {
  readonly runbookId: RunbookId;
  readonly by: Actor;
  readonly at: Date;
  readonly why: string;
} & ({ readonly kind: "trust"; readonly trust: Trust } | { readonly kind: "lock"; readonly isLocked: boolean });
