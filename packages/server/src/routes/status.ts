import { Status } from "@steadyhand/api";
import { environments, type Policy, resolvePolicy } from "@steadyhand/core/policy";
import type { LedgerMonthsState } from "@steadyhand/postgres";
import type { TelemetryState } from "@steadyhand/telemetry";
import type { PlaceState } from "../checkpoints/publisher.ts";
import { type Route, route } from "../http/route.ts";
import { presentActor } from "../present/actor.ts";
import { presentActiveElevations } from "../present/level.ts";
import { presentModel } from "../present/model.ts";
import { presentPolicyState } from "../present/policy.ts";
import type { RecordFailure } from "../record/record-health.ts";
import type { Services } from "../services.ts";
import { createOldUnfinished } from "./unfinished.ts";

export function statusRoutes(services: Services): Route[] {
  const { about, model, policy, elevations, checkpoints, ledgerMonths } = services;
  const oldUnfinished = createOldUnfinished(services);
  return [
    route({
      operation: "getStatus",
      summary: "What this installation is, who is signed in, and what holds here",
      answer: Status,
      async handle({ caller }) {
        const { startedAt, modelConfig, ...rest } = about;
        const description = await model.describe(caller.tenantId);
        const state = policy.state();
        return {
          ...rest,
          governance: state.inForce.policy.governanceMode ?? "strict",
          policy: presentPolicyState(policy.path, state),
          startedAt: startedAt.toISOString(),
          actor: presentActor(caller.actor),
          secondKey: presentModel(description, modelConfig),
          elevations: presentActiveElevations(await elevations.active(caller)),
          checkpoints: checkpoints.states().map(presentPlace),
          unfinished: await oldUnfinished(caller.tenantId),
          ...presentRecord(services.recordFailure()),
          ...(services.telemetry && { telemetry: presentTelemetry(services.telemetry.state()) }),
          ledgerMonths: presentMonths(ledgerMonths.state()),
          environments: levelsUnder(state.inForce.policy),
        };
      },
    }),
  ];
}

function presentRecord(failure: RecordFailure | undefined) {
  if (failure === undefined) return {};
  const { since, triedAt, why, hint } = failure;
  const said = { since: since.toISOString(), triedAt: triedAt.toISOString(), why, ...(hint && { hint }) };
  return { recordFailing: said };
}

function presentTelemetry({ endpoint, keptAt, failing, rejected }: TelemetryState) {
  return { ...presentPlace({ name: endpoint, ...(keptAt && { keptAt }), ...(failing && { failing }) }), rejected };
}

function presentPlace({ name, keptAt, failing }: PlaceState) {
  return {
    name,
    ...(keptAt && { keptAt: keptAt.toISOString() }),
    ...(failing && { failing: { since: failing.since.toISOString(), why: failing.why } }),
  };
}

function presentMonths({ months, failing }: LedgerMonthsState) {
  return {
    ...(months && { madeUntil: months.madeUntil.toISOString(), hasOthers: months.hasOthers }),
    ...(failing && { failing: { since: failing.since.toISOString(), why: failing.why } }),
  };
}

/** What holds in each environment where no project, subject or runbook says otherwise. */
function levelsUnder(policy: Policy) {
  return environments.map((name) => {
    const scope = { environment: name, project: "", subject: "", runbookId: "" };
    const { standard, ceilings } = resolvePolicy(policy, scope);
    const lowest = ceilings.reduce((held, { value }) => (value < held ? value : held), ceilings[0]?.value ?? 1);
    return { name, standard: standard.value < lowest ? standard.value : lowest, ceiling: lowest };
  });
}
