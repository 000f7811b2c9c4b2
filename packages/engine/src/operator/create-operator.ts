import type { TenantId } from "@steadyhand/core/identity";
import type { IncidentId } from "@steadyhand/core/incident";
import {
  beginInvestigation,
  type InvestigationEvent,
  type InvestigationId,
  usualBudget,
} from "@steadyhand/core/investigation";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller } from "../engine.ts";
import { changeOf, handleIncident } from "./handle-incident.ts";
import type { Operator } from "./operator.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { proposeAction } from "./propose-action.ts";
import { rulesReasoner } from "./rules-reasoner.ts";

interface Hands {
  readonly end: AbortController;
  readonly done: Promise<void>;
}

/** Builds the operator. Nothing is done before `start`. */
export function createOperator(options: OperatorOptions): Operator {
  const { investigations, incidents, clock, log, everyMs = 1_000 } = options;
  const inHand = new Map<string, Hands>();
  let cancel = () => {};
  let isClosed = false;
  let isFailing = false;
  let turning: Promise<void> | undefined;

  /** Takes in hand what is open of the subjects that this server watches, each incident once. */
  async function takeUp(): Promise<void> {
    const lease = options.lease();
    if (lease === undefined || isClosed || !options.mayAct()) return;
    for (const [tenantId, keys] of Map.groupBy(options.watching(), (key) => key.tenantId)) {
      const open = await investigations.openOf(
        tenantId,
        keys.map(({ subject }) => subject),
      );
      for (const { incidentId, subject } of open) {
        const operated = options.findSubject({ tenantId, subject });
        const name = `${tenantId}/${incidentId}`;
        if (operated === undefined || inHand.has(name) || isClosed) continue;
        const end = new AbortController();
        const handling = handleIncident(options, { tenantId, incidentId, operated, lease, signal: end.signal });
        inHand.set(name, { end, done: settled(name, handling) });
      }
    }
  }

  function settled(name: string, handling: Promise<void>): Promise<void> {
    return handling
      .catch((error: unknown) => log.error({ error, incident: name }, "handling an incident failed"))
      .finally(() => inHand.delete(name));
  }

  function look(): Promise<void> {
    turning ??= takeUp()
      .then(
        () => {
          isFailing = false;
        },
        (error: unknown) => {
          // A database that is away would fill the log.
          if (!isFailing) log.error({ error }, "looking for open incidents failed");
          isFailing = true;
        },
      )
      .finally(() => {
        turning = undefined;
      });
    return turning;
  }

  function arm(): void {
    if (isClosed) return;
    cancel = clock.at(new Date(clock.now().getTime() + everyMs), () => void look().then(arm));
  }

  async function say(caller: Caller, id: InvestigationId, event: InvestigationEvent) {
    const stored = await investigations.change(caller.tenantId, id, (known) => changeOf(options, known, event));
    if (stored === undefined) throw new TypeError(`${id} was changed under no lease, and was not stored`);
    return stored;
  }

  return {
    get: (tenantId, id) => investigations.get(tenantId, id),
    list: (tenantId, filter, page) => investigations.list(tenantId, filter, page),
    ofIncident: (tenantId, incidentId) => investigations.ofIncident(tenantId, incidentId),
    async start() {
      await look();
      arm();
    },
    async turn() {
      await look();
      await Promise.all([...inHand.values()].map(({ done }) => done));
    },
    async investigate(caller, { incidentId, why }) {
      const incident = await incidents.get(caller.tenantId, incidentId);
      if (incident.phase === "resolved") throw resolved(incidentId);
      const { reasoner } = options.modelReasoner(caller.tenantId) ?? rulesReasoner;
      const { investigation, facts } = beginInvestigation({
        ...{ id: options.newId(), incidentId, subject: incident.subject, reasoner, why: options.redact(why) },
        ...{ startedBy: caller.actor, startedAt: clock.now(), budget: options.budget ?? usualBudget },
      });
      const began = await investigations.begin(caller.tenantId, { investigation, events: facts });
      if (!began) throw busy(incidentId);
      return investigation;
    },
    tell: (caller, { id, text }) => say(caller, id, { type: "tell", by: caller.actor, text: options.redact(text) }),
    async stop(caller, { id, reason }) {
      const stopped = await say(caller, id, { type: "stop", by: caller.actor, reason: options.redact(reason) });
      inHand.get(nameOf(caller.tenantId, stopped.incidentId))?.end.abort(new Error("a person stopped it"));
      return stopped;
    },
    async propose(caller, { subject, action, parameters, why, idempotencyKey }) {
      const operated = options.findSubject({ tenantId: caller.tenantId, subject });
      if (operated === undefined) throw unknownSubject(subject);
      const key = idempotencyKey === undefined ? {} : { idempotencyKey };
      const wanted = { action, parameters, prefersRunbook: false, ...key };
      const { snapshot } = await proposeAction(options, caller, operated, wanted);
      const { id: executionId } = snapshot.execution;
      // The run's own events say what; a person's reason stands in no other.
      const data = { subject, action, parameters };
      const event = { type: "action.proposed", actor: caller.actor, outcome: "ok", executionId, data } as const;
      await options.ledger.append(caller.tenantId, [{ ...event, why: options.redact(why) }]);
      return snapshot;
    },
    async close() {
      isClosed = true;
      cancel();
      await turning;
      for (const { end } of inHand.values()) end.abort(new Error("the server is closing"));
      await Promise.all([...inHand.values()].map(({ done }) => done));
    },
  };
}

function nameOf(tenantId: TenantId, incidentId: IncidentId): string {
  return `${tenantId}/${incidentId}`;
}

function resolved(incidentId: IncidentId): OpsError {
  return new OpsError(`Cannot look into ${incidentId}: it is resolved already`, {
    ...{ kind: "refused", code: "incident.resolved", hint: "What is violated again opens it anew, or opens another" },
  });
}

function busy(incidentId: IncidentId): OpsError {
  return new OpsError(`Cannot look into ${incidentId}: it is being looked into`, {
    ...{ kind: "refused", code: "investigation.busy", hint: "Tell it what to look at, or stop it first" },
  });
}

function unknownSubject(subject: string): OpsError {
  return new OpsError(`Cannot propose an action of ${subject}: there is no such subject here`, {
    ...{ kind: "not_found", code: "subject.not_found", hint: "`steady subjects list` names them" },
  });
}
