import type { DiagnosisWire, IncidentWire, InvestigationWire, RemedyWire } from "@steadyhand/api";
import { unreachable } from "@steadyhand/core/outcome";
import { duration } from "../../io/duration.ts";
import { sayCall, sayPercent, sayReasoner, sayViolation } from "../../standing/say-diagnosis.ts";
import { situationOf } from "../../walk/situation.ts";
import type { Seen } from "../installation/seen.ts";
import type { StoryLine } from "./story-line.ts";

/** An alternative below this is told by the panel and `steady incidents show`, not by the story. */
const worthTelling = 0.01;

type News = readonly Omit<StoryLine, "at">[];

/** What happened between two looks at the installation, in words. Pure: nothing is told that the API does not say. */
export function tellNews(before: Seen, after: Seen): readonly StoryLine[] {
  const investigation = after.investigation;
  const known = sameOne(before.investigation, investigation);
  const news = [
    ...violationNews(sameOne(before.incident, after.incident), after.incident),
    ...(investigation === undefined ? [] : investigationNews(known, investigation)),
    ...(investigation?.remedy === undefined ? [] : remedyNews(known?.remedy, investigation.remedy)),
    ...waitingNews(before, after),
    ...escalatedNews(known, investigation),
    ...resolvedNews(before.incident, after.incident),
  ];
  return news.map((line) => ({ at: after.at, ...line }));
}

function sameOne<One extends { readonly id: string }>(before: One | undefined, after: One | undefined) {
  return before?.id === after?.id ? before : undefined;
}

function violationNews(before: IncidentWire | undefined, after: IncidentWire | undefined): News {
  if (after === undefined) return [];
  const known = new Map(before?.violations.map((one) => [sayViolation(one), one.state]));
  const changed = after.violations.filter((one) => known.get(sayViolation(one)) !== one.state);
  // Where one fault shows on many members, one line says so.
  const alike = Map.groupBy(
    changed,
    ({ invariant, state, why }) => `${invariant} ${state} ${why.replaceAll(/\d+/g, "")}`,
  );
  return [...alike.values()].flatMap((group): News => {
    const [one] = group;
    if (one === undefined) return [];
    const members = group.flatMap(({ member }) => member ?? []);
    const name = sayViolation({ invariant: one.invariant, member: sayMembers(members) });
    const data = { incidentId: after.id, invariant: one.invariant, members, why: one.why };
    const was = known.get(sayViolation(one));
    if (one.state === "violated") {
      const grace = duration(Date.parse(one.confirmedAt) - Date.parse(one.since));
      const text = `${was === undefined ? "Detected" : "Again"}: ${name}, for ${grace}: ${one.why}`;
      return [{ event: "detected", text, tone: one.severity === "critical" ? "dangerous" : "caution", data }];
    }
    if (one.state !== "settling" || was !== "violated") return [];
    return [{ event: "settling", text: `${name} holds again. It has to stay so for its settling time.`, data }];
  });
}

function sayMembers(members: readonly string[]): string | undefined {
  if (members.length === 0) return undefined;
  const named = members.slice(0, 3).join(", ");
  return members.length > 3 ? `${named} and ${members.length - 3} more` : named;
}

function investigationNews(before: InvestigationWire | undefined, after: InvestigationWire): News {
  const { id, reasoner, turns, diagnosis } = after;
  const answered = turns.filter(
    ({ number, answer }) =>
      answer !== undefined && before?.turns.find((one) => one.number === number)?.answer === undefined,
  );
  const data = { investigationId: id };
  return [
    ...(before === undefined
      ? [{ event: "investigating", text: `Looking into it: ${sayReasoner(reasoner)}.`, data }]
      : []),
    ...answered.map(({ number, tool, arguments: given, answer }) => ({
      event: "looked",
      text: `Look ${number}, ${sayCall(tool, given)}: ${answer?.outcome ?? ""}.`,
      data: { ...data, turn: number, tool, outcome: answer?.outcome },
    })),
    ...(diagnosis !== undefined && before?.diagnosis === undefined ? [diagnosed(diagnosis, id)] : []),
  ];
}

function diagnosed({ outcome, summary, confidence, causes, alternatives }: DiagnosisWire, investigationId: string) {
  const others = alternatives.filter(({ probability }) => probability >= worthTelling).slice(0, 2);
  const instead = others.map(({ title, probability }) => `${title} (${sayPercent(probability)})`).join(", ");
  // How sure it is says something only where a cause is named.
  const sure = outcome === "cause_found" ? `, ${sayPercent(confidence)} sure` : "";
  const text = `${outcome === "cause_found" ? "Cause" : "No cause is clear"}: ${summary}${sure}.${instead && ` Rather not: ${instead}.`}`;
  const data = { investigationId, outcome, causes: causes.map(({ name }) => name), ...(sure && { confidence }) };
  return { event: "diagnosed", text, tone: "strong" as const, data };
}

function waitingNews(before: Seen, after: Seen): News {
  const { run } = after;
  const situation = run && situationOf(run);
  if (run === undefined || situation?.kind !== "approval") return [];
  const was = before.run && situationOf(before.run);
  if (was?.key === situation.key) return [];
  const { id, judgement, targetName, digest, asks } = situation.approval;
  const risk = judgement.final;
  const text = `It waits for a person (${risk}, on ${targetName}): nothing happens until somebody says yes.`;
  const data = { approvalId: id, executionId: run.id, stepId: situation.step.id, risk, targetName, digest, asks };
  return [{ event: "waiting", text, tone: "caution", data }];
}

function remedyNews(before: RemedyWire | undefined, after: RemedyWire): News {
  const { suggestion, executionId, phase } = after;
  if (before?.phase === phase) return [];
  const what = sayCall(suggestion.action, suggestion.parameters);
  const data = { executionId, action: suggestion.action, parameters: suggestion.parameters };
  switch (phase) {
    case "proposed":
      return [{ event: "proposed", text: `Proposed: ${what}. ${suggestion.predicted}`, tone: "accent", data }];
    case "verifying":
      return [
        {
          event: "done",
          text: `${what}: done. Whether it helped is for ${suggestion.verifiedBy.join(", ")} to show.`,
          data,
        },
      ];
    case "ended": {
      const { result = "ended", why = "" } = after;
      const tone = result === "helped" ? "safe" : "caution";
      return [{ event: result, text: `${what}: ${result}. ${why}.`, tone, data: { ...data, result } }];
    }
    default:
      return unreachable(phase);
  }
}

function escalatedNews(before: InvestigationWire | undefined, after: InvestigationWire | undefined): News {
  if (after?.escalated === undefined || before?.escalated !== undefined) return [];
  const { why } = after.escalated;
  return [{ event: "escalated", text: `A person has to say: ${why}.`, tone: "caution", data: { why } }];
}

function resolvedNews(before: IncidentWire | undefined, after: IncidentWire | undefined): News {
  if (after?.phase !== "resolved" || sameOne(before, after)?.phase === "resolved") return [];
  const long = duration(Date.parse(after.resolvedAt ?? "") - Date.parse(after.openedAt));
  return [
    {
      event: "resolved",
      text: `Incident ${after.id} is over after ${long}.`,
      tone: "safe",
      data: { incidentId: after.id },
    },
  ];
}
