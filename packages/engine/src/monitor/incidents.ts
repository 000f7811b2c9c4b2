import type { Actor, TenantId } from "@steadyhand/core/identity";
import { decideIncident, type Incident, type IncidentId, type WordEvent } from "@steadyhand/core/incident";
import { refusalError } from "@steadyhand/core/outcome";
import type { Clock } from "../ports.ts";
import type { IncidentStore } from "./incident-port.ts";
import { incidentEvent } from "./subject-transition.ts";

/** What a person says to an incident. */
export interface IncidentWord {
  readonly id: IncidentId;
  readonly why: string;
}

/** Incidents as people handle them. */
export interface Incidents extends Pick<IncidentStore, "get" | "list"> {
  /** Takes it: it does not resolve by itself, and nothing is done about it. */
  hold(caller: IncidentCaller, word: IncidentWord): Promise<Incident>;
  unhold(caller: IncidentCaller, word: IncidentWord): Promise<Incident>;
  /** Ends it, whatever is still violated: that opens no other within the cool-down, unless it begins anew. */
  resolve(caller: IncidentCaller, word: IncidentWord): Promise<Incident>;
}

interface IncidentCaller {
  readonly tenantId: TenantId;
  readonly actor: Actor;
}

/** Each word throws `incident.not_found`, and the refusals of `decideIncident` as `refused`. */
export function createIncidents({
  store,
  clock,
  redact,
}: {
  readonly store: IncidentStore;
  readonly clock: Pick<Clock, "now">;
  readonly redact: (text: string) => string;
}): Incidents {
  const say =
    (type: WordEvent["type"]) =>
    ({ tenantId, actor: by }: IncidentCaller, { id, why }: IncidentWord) =>
      store.change(tenantId, id, (incident) => {
        const known = incident.phase === "resolved" ? { recent: [incident] } : { open: incident, recent: [] };
        const decided = decideIncident(known, { type, by, why: redact(why) }, clock.now());
        if (!decided.ok) throw refusalError(decided.refusal);
        return { incident: decided.incident ?? incident, events: decided.facts.map(incidentEvent) };
      });
  return {
    get: (tenantId, id) => store.get(tenantId, id),
    list: (tenantId, filter, page) => store.list(tenantId, filter, page),
    hold: say("hold"),
    unhold: say("unhold"),
    resolve: say("resolve"),
  };
}
