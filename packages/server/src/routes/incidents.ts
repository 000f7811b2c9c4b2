import {
  IncidentDetail,
  IncidentIdSchema,
  IncidentPage,
  IncidentsQuery,
  IncidentView,
  IncidentWordBody,
  InvestigationIdSchema,
  InvestigationView,
  StopInvestigationBody,
  TellBody,
  TurnView,
} from "@steadyhand/api";
import type { IncidentId } from "@steadyhand/core/incident";
import type { InvestigationId } from "@steadyhand/core/investigation";
import { OpsError } from "@steadyhand/core/outcome";
import type { IncidentFilter, Incidents, Operator } from "@steadyhand/engine";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentIncident, presentIncidentDetail } from "../present/incident.ts";
import { presentInvestigation, presentTurn } from "../present/investigation.ts";

/** What these routes are a face of. */
export interface IncidentServices {
  readonly incidents: Incidents;
  readonly operator: Pick<Operator, "get" | "ofIncident" | "investigate" | "tell" | "stop">;
  readonly now: () => Date;
}

// The patterns begin with exactly the prefixes of these types.
const incidentId = IncidentIdSchema.transform((id) => id as IncidentId);
const investigationId = InvestigationIdSchema.transform((id) => id as InvestigationId);
const IncidentParams = z.strictObject({ incidentId });
const InvestigationParams = z.strictObject({ investigationId });
const TurnParams = z.strictObject({ investigationId, turn: z.coerce.number().int().min(1) });

export function incidentRoutes({ incidents, operator, now }: IncidentServices): Route[] {
  const word = (operation: "holdIncident" | "unholdIncident" | "resolveIncident", summary: string) => {
    const say = { holdIncident: "hold", unholdIncident: "unhold", resolveIncident: "resolve" } as const;
    return route({
      ...{ operation, summary, params: IncidentParams, body: IncidentWordBody, answer: IncidentView },
      handle: async ({ caller, params, body: { why } }) =>
        presentIncident(await incidents[say[operation]](caller, { id: params.incidentId, why })),
    });
  };
  return [
    route({
      operation: "listIncidents",
      summary: "Incidents by the time they opened, newest first",
      query: IncidentsQuery,
      answer: IncidentPage,
      async handle({ caller, query: { limit, after, ...asked } }) {
        const page = { limit, ...(after !== undefined && { after }) };
        const { items, next } = await incidents.list(caller.tenantId, filterOf(asked), page);
        return { items: items.map(presentIncident), ...(next !== undefined && { next }) };
      },
    }),
    route({
      operation: "getIncident",
      summary: "One incident: what was violated, what was looked into, and what is done about it next",
      params: IncidentParams,
      answer: IncidentDetail,
      async handle({ caller: { tenantId }, params }) {
        const incident = await incidents.get(tenantId, params.incidentId);
        return presentIncidentDetail(incident, await operator.ofIncident(tenantId, incident.id), now());
      },
    }),
    word("holdIncident", "Takes an incident: it does not resolve by itself, and nothing is done about it"),
    word("unholdIncident", "Lets an incident go again"),
    word("resolveIncident", "Ends an incident, whatever is still violated"),
    route({
      operation: "investigateIncident",
      summary: "Looks into an incident once more",
      params: IncidentParams,
      body: IncidentWordBody,
      answer: InvestigationView,
      status: 201,
      handle: async ({ caller, params, body: { why } }) =>
        presentInvestigation(await operator.investigate(caller, { incidentId: params.incidentId, why })),
    }),
    ...investigationRoutes(operator),
  ];
}

function investigationRoutes(operator: IncidentServices["operator"]): Route[] {
  return [
    route({
      operation: "getInvestigation",
      summary: "One investigation: what was asked and seen, what was concluded, and what came of it",
      params: InvestigationParams,
      answer: InvestigationView,
      handle: async ({ caller, params }) =>
        presentInvestigation(await operator.get(caller.tenantId, params.investigationId)),
    }),
    route({
      operation: "getTurn",
      summary: "One call of an investigation with all that is kept of its answer",
      params: TurnParams,
      answer: TurnView,
      async handle({ caller, params: { investigationId: id, turn: number } }) {
        const { turns } = await operator.get(caller.tenantId, id);
        const turn = turns.find((one) => one.number === number);
        if (turn === undefined) throw noTurn(id, number, turns.length);
        return presentTurn(turn);
      },
    }),
    route({
      operation: "tellInvestigation",
      summary: "Says something to an investigation that looks: its reasoner goes by it as a person's word",
      params: InvestigationParams,
      body: TellBody,
      answer: InvestigationView,
      handle: async ({ caller, params, body: { text } }) =>
        presentInvestigation(await operator.tell(caller, { id: params.investigationId, text })),
    }),
    route({
      operation: "stopInvestigation",
      summary: "Stops an investigation: nothing is concluded, and nothing is done",
      params: InvestigationParams,
      body: StopInvestigationBody,
      answer: InvestigationView,
      handle: async ({ caller, params, body: { reason } }) =>
        presentInvestigation(await operator.stop(caller, { id: params.investigationId, reason })),
    }),
  ];
}

type Asked = Omit<z.output<typeof IncidentsQuery>, "limit" | "after">;

function filterOf({ subject, phase, since, until }: Asked): IncidentFilter {
  return {
    ...(subject !== undefined && { subject }),
    ...(phase !== undefined && { phase }),
    ...(since !== undefined && { since: new Date(since) }),
    ...(until !== undefined && { until: new Date(until) }),
  };
}

function noTurn(id: InvestigationId, number: number, count: number): OpsError {
  return new OpsError(`Cannot find turn ${number} of investigation ${id}: it has ${count}`, {
    kind: "not_found",
    code: "investigation.no_such_turn",
  });
}
