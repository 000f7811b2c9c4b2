import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Episode } from "@steadyhand/core/diagnosis";
import type { TenantId } from "@steadyhand/core/identity";
import type { Incident, IncidentId } from "@steadyhand/core/incident";
import {
  beginInvestigation,
  type Concluded,
  decideInvestigation,
  type Investigation,
  type InvestigationEvent,
  type InvestigationFact,
  type Next,
  usualBudget,
  whatItMends,
  whatNext,
} from "@steadyhand/core/investigation";
import { OpsError, unreachable } from "@steadyhand/core/outcome";
import type { WatchLease } from "../monitor/index.ts";
import { actorOf } from "./actor-of.ts";
import { recentEpisodes } from "./episodes.ts";
import { followRemedy } from "./follow-remedy.ts";
import { lookMove } from "./look-move.ts";
import { type OperatedSubject, type OperatorOptions, steadyhand } from "./operator-options.ts";
import { proposeAction } from "./propose-action.ts";
import { rulesReasoner } from "./rules-reasoner.ts";

/** One incident in this server's hands, and until when. */
export interface Handled {
  readonly tenantId: TenantId;
  readonly incidentId: IncidentId;
  readonly operated: OperatedSubject;
  readonly lease: WatchLease;
  /** Ends what is under way: the server closes, or a person stopped the investigation. */
  readonly signal: AbortSignal;
}

/** What was stored of it last. */
interface Known {
  readonly incident: Incident;
  readonly investigations: readonly Investigation[];
}

/** Does what is to be done about an incident now, one stored step after the other, until nothing more can be done at once. */
export async function handleIncident(options: OperatorOptions, handled: Handled): Promise<void> {
  const { tenantId, incidentId, operated, signal } = handled;
  let episodes: readonly Episode[] | undefined;
  while (!signal.aborted && options.mayAct()) {
    const known: Known = {
      incident: await options.incidents.get(tenantId, incidentId),
      investigations: await options.investigations.ofIncident(tenantId, incidentId),
    };
    const next = whatNext(known.incident, known.investigations, options.clock.now());
    episodes ??=
      next.kind === "look" ? await recentEpisodes(options, { tenantId, subject: operated.subject.name }) : undefined;
    const hasMoved = await take(options, handled, { ...known, next, episodes: episodes ?? [] });
    if (!hasMoved) return;
  }
}

/** Takes one step. `false`: there is none now, or this server may take no more. */
async function take(
  options: OperatorOptions,
  handled: Handled,
  { incident, investigations, next, episodes }: Known & { readonly next: Next; readonly episodes: readonly Episode[] },
): Promise<boolean> {
  const { tenantId, operated, signal } = handled;
  switch (next.kind) {
    case "rest":
    case "wait":
      return false;
    case "investigate":
      return begin(options, handled, { incident, why: next.why });
    case "look": {
      const { investigation } = next;
      const earlier = investigations.filter(({ id }) => id !== investigation.id);
      const event = await lookMove(options, { tenantId, incident, operated, investigation, earlier, episodes }, signal);
      // What came of a look that was given up is no answer: whoever takes it up asks again.
      return signal.aborted ? false : store(options, handled, { investigation, event });
    }
    case "propose":
      return propose(options, handled, { incident, ...next });
    case "follow": {
      const { investigation, remedy } = next;
      const event = await followRemedy(options, { tenantId, incident, operated, investigation, remedy });
      return event === undefined ? false : store(options, handled, { investigation, event });
    }
    case "escalate":
      return store(options, handled, { investigation: next.investigation, event: { type: "escalate", why: next.why } });
    case "stop": {
      const event = { type: "stop", by: steadyhand, reason: next.why } as const;
      return store(options, handled, { investigation: next.investigation, event });
    }
    default:
      return unreachable(next);
  }
}

function begin(
  options: OperatorOptions,
  { tenantId, lease }: Handled,
  { incident, why }: { readonly incident: Incident; readonly why: string },
): Promise<boolean> {
  const { reasoner } = options.modelReasoner(tenantId) ?? rulesReasoner;
  const { investigation, facts } = beginInvestigation({
    ...{ id: options.newId(), incidentId: incident.id, subject: incident.subject, reasoner, why },
    ...{ startedBy: steadyhand, startedAt: options.clock.now(), budget: options.budget ?? usualBudget },
  });
  return options.investigations.begin(tenantId, { investigation, events: facts.map(eventOf(options.redact)) }, lease);
}

/** Proposes what was suggested. Started twice, it is the same run: its key is the investigation's. */
async function propose(
  options: OperatorOptions,
  handled: Handled,
  {
    incident,
    investigation,
    suggestion,
  }: { readonly incident: Incident } & Extract<Next, { readonly kind: "propose" }>,
): Promise<boolean> {
  const { tenantId, operated } = handled;
  const caller = { tenantId, actor: actorOf(investigation.diagnosis.by) };
  const { action, parameters, member } = suggestion;
  const wanted = { action, parameters, ...(member !== undefined && { member }), prefersRunbook: true };
  try {
    const { snapshot, found } = await proposeAction(options, caller, operated, {
      ...wanted,
      idempotencyKey: investigation.id,
    });
    const origin = found === undefined ? {} : { runbookId: found.version.id };
    const event = {
      type: "propose",
      suggestion,
      executionId: snapshot.execution.id,
      ...origin,
      ...whatItMends(incident, investigation.diagnosis, suggestion),
    } as const;
    return await store(options, handled, { investigation, event });
  } catch (error) {
    if (!(error instanceof OpsError) || error.kind === "unavailable" || error.kind === "internal") throw error;
    const hint = error.hint === undefined ? "" : `. ${error.hint}`;
    const why = `${action} could not be proposed: ${error.message}${hint}`;
    return store(options, handled, { investigation, event: { type: "escalate", why } });
  }
}

/** Stores one step, unless it was taken meanwhile or the subject is another server's by now. */
async function store(
  options: OperatorOptions,
  { tenantId, lease }: Handled,
  { investigation, event }: { readonly investigation: Investigation | Concluded; readonly event: InvestigationEvent },
): Promise<boolean> {
  try {
    const stored = await options.investigations.change(
      tenantId,
      investigation.id,
      (known) => changeOf(options, known, event),
      lease,
    );
    return stored !== undefined;
  } catch (error) {
    // A person's word came first: what is known by then is decided anew.
    if (error instanceof OpsError && error.kind === "refused") return true;
    throw error;
  }
}

/** What one event makes of an investigation, with its record. Throws the refusal. */
export function changeOf(
  { clock, redact }: Pick<OperatorOptions, "clock" | "redact">,
  known: Investigation,
  event: InvestigationEvent,
): { readonly investigation: Investigation; readonly events: readonly AuditEventDraft[] } {
  const decided = decideInvestigation(known, event, { system: steadyhand, now: clock.now() });
  if (!decided.ok) {
    const { code, message, hint } = decided.refusal;
    throw new OpsError(message, { kind: "refused", code, ...(hint !== undefined && { hint }) });
  }
  return { investigation: decided.investigation, events: decided.facts.map(eventOf(redact)) };
}

const eventOf =
  (redact: (text: string) => string) =>
  ({ type, actor, outcome, why, data, executionId }: InvestigationFact): AuditEventDraft => ({
    ...{ type, actor, outcome, why: redact(why), data },
    ...(executionId !== undefined && { executionId }),
  });
