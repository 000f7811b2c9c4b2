import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import type { About } from "../services.ts";

const steadyhand: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

/** What the record says of the server's own life: a gap in the record can be told from a time when nothing ran. */
export function serverEvent(
  type: "server.started" | "server.stopped",
  { version, targetName, database, scannerVersion }: About,
): AuditEventDraft {
  const verb = type === "server.started" ? "started" : "stopped";
  const why = `Steadyhand ${version} ${verb} on ${targetName}`;
  return { type, actor: steadyhand, outcome: "ok", why, data: { version, database, scannerVersion } };
}
