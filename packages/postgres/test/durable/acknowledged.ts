import type { LedgerReport } from "@steadyhand/engine";

/** So many append at once. */
export const writers = 4;

/** Where a writer notes what was acknowledged to it. */
export const acknowledgedFile = (writer: number): string => `acknowledged-${writer}`;

/** One line of the writing program. */
export type Said =
  | { readonly verified: LedgerReport; readonly postgresPid?: number }
  | { readonly acknowledged: string }
  | { readonly failed: string };
