import type { Proposal } from "../proposal/index.ts";

/** Whether it leaves its target as it is: then nothing can get worse by it, nothing is to undo, and it may be tried again. */
export function onlyReads({ isIdempotent }: Pick<Proposal, "isIdempotent">): boolean {
  return isIdempotent === true;
}
