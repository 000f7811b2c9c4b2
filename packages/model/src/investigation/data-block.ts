import { createHash } from "node:crypto";
import type { InvestigationId } from "@steadyhand/core/investigation";
import { fenced } from "../answers/fence.ts";

/**
 * Puts foreign text between two lines that nobody can write who does not know the investigation and the text itself; the same record
 * gives the same bytes.
 */
export function dataBlock(id: InvestigationId, text: string): string {
  const key = createHash("sha256").update(`investigation ${id}`).digest("hex").slice(0, 12);
  return fenced(`DATA-${key}`, text).block;
}
