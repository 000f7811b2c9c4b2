import { type Refusal, refusalError } from "@steadyhand/core/outcome";
import type { ParsedRunbook } from "@steadyhand/core/runbook";

/** A runbook, or why there is none. */
export type Read =
  | { readonly ok: true; readonly runbook: ParsedRunbook }
  | { readonly ok: false; readonly refusal: Refusal };

/** The runbook that was read; throws its refusal. */
export function orRefuse(read: Read): ParsedRunbook {
  if (!read.ok) throw refusalError(read.refusal);
  return read.runbook;
}
