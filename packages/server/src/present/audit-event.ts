import type { AuditEventWire } from "@steadyhand/api";
import type { AuditEvent } from "@steadyhand/core/audit";
import { presentActor } from "./actor.ts";

export function presentAuditEvent(event: AuditEvent & { readonly hash: string }): AuditEventWire {
  const { tenantId: _tenant, version: _version, actor, ...rest } = event;
  return { ...rest, actor: presentActor(actor) };
}
