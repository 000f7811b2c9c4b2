import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import type { NodeStop, PanicOn, PanicPress } from "@steadyhand/core/panic";
import type { DrillResult } from "./panic-drill.ts";

const system: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

export function pressedEvent({ id, since, by, reason, kill }: PanicPress, via: string): AuditEventDraft {
  const how = kill ? "pressed panic and ended what ran" : "pressed panic";
  const data = { panicId: id, since: since.toISOString(), reason, kill, via };
  return { type: "panic.pressed", actor: by, outcome: "ok", why: `${by.name} ${how}: ${reason}`, data };
}

export function nodeStoppedEvent(panicId: string, stop: NodeStop): AuditEventDraft {
  const { node, state, attempts, tookMs, problem } = stop;
  const told = state === "stopped" ? "was seen stopped" : "was not seen stopped";
  return {
    ...{ type: "panic.node_stopped", actor: system, outcome: state === "stopped" ? "ok" : "unknown" },
    why: `${node.name} ${told}, with ${attempts.length} attempts`,
    data: { panicId, node, state, attempts, ...(tookMs !== undefined && { tookMs }), ...(problem && { problem }) },
  };
}

export function resumeAskedEvent(by: Actor, panic: PanicOn, reason: string): AuditEventDraft {
  const why = `${by.name} asked to end the panic: ${reason}`;
  return { type: "panic.resume_asked", actor: by, outcome: "ok", why, data: { panicId: panic.id, reason } };
}

export function resumedEvent(
  by: Actor,
  lift: {
    readonly askedBy: Actor;
    readonly reason: string;
    readonly panicIds: readonly string[];
    readonly isNewcomer: boolean;
  },
): AuditEventDraft {
  const { askedBy, reason, panicIds, isNewcomer } = lift;
  const alone = isNewcomer ? ` (${by.name} was added after the press: ${askedBy.name} was alone)` : "";
  const why = `${askedBy.name} asked and ${by.name} confirmed that the panic is over: ${reason}${alone}`;
  const data = { panicIds, askedBy: askedBy.id, reason, isNewcomer };
  return { type: "panic.resumed", actor: by, outcome: "ok", why, data };
}

export function refusedEvent(
  type: "panic.resume_asked" | "panic.resumed",
  by: Actor,
  refusal: { readonly code: string; readonly message: string },
): AuditEventDraft {
  return { type, actor: by, outcome: "refused", why: refusal.message, data: { code: refusal.code } };
}

export function drilledEvent(by: Actor, { tookMs, isSound, parts }: DrillResult): AuditEventDraft {
  const bad = parts.filter(({ ok }) => !ok).map(({ part }) => part);
  const why = isSound ? `the way of panic took ${tookMs} ms` : `the way of panic is broken at ${bad.join(", ")}`;
  return { type: "panic.drilled", actor: by, outcome: isSound ? "ok" : "failed", why, data: { tookMs, parts } };
}
