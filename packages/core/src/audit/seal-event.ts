import type { TenantId } from "../identity/index.ts";
import { sha256Hex } from "../proposal/index.ts";
import { type AuditEvent, type AuditEventDraft, firstPrevious } from "./audit-event.ts";
import { eventText } from "./event-text.ts";

/** The end of a chain: how many events it has, and the hash of the last. */
export interface ChainLink {
  readonly sequence: number;
  readonly hash: string;
}

/** Where a chain with no events ends. */
export const emptyChain: ChainLink = { sequence: 0, hash: firstPrevious };

/** One event in its place: its exact text, and the SHA-256 of that text in hex. */
export interface SealedEvent {
  readonly event: AuditEvent;
  readonly text: string;
  readonly hash: string;
}

/** Gives a draft its place in a tenant's chain. From here on nothing of it can change without being noticed. */
export function sealEvent(input: {
  readonly draft: AuditEventDraft;
  readonly tenantId: TenantId;
  readonly sequence: number;
  readonly at: Date;
  readonly previous: string;
}): SealedEvent {
  const { draft, tenantId, sequence, previous } = input;
  const event: AuditEvent = { ...draft, version: 1, tenantId, sequence, at: input.at.toISOString(), previous };
  const text = eventText(event);
  return { event, text, hash: sha256Hex(text) };
}

/** Seals drafts in order, each naming the one before it. */
export function sealEvents(input: {
  readonly drafts: readonly AuditEventDraft[];
  readonly tenantId: TenantId;
  readonly at: Date;
  readonly after: ChainLink;
}): SealedEvent[] {
  let last = input.after;
  return input.drafts.map((draft) => {
    const { tenantId, at } = input;
    const sealed = sealEvent({ draft, tenantId, at, sequence: last.sequence + 1, previous: last.hash });
    last = { sequence: sealed.event.sequence, hash: sealed.hash };
    return sealed;
  });
}
