import type { Incident } from "@steadyhand/core/incident";
import type { Investigation, ToolCall } from "@steadyhand/core/investigation";
import type { Given, ToolContext } from "./perform-tool.ts";
import { score } from "./score.ts";

const [mostRead, mostShown] = [50, 10] as const;

/** Lists what happened to this subject before, and what came of what was done about it. */
export async function searchIncidents(
  { arguments: { query } }: ToolCall,
  { tenantId, incident, operated: { subject }, options }: ToolContext,
): Promise<Given> {
  const { items } = await options.incidents.list(tenantId, { subject: subject.name }, { limit: mostRead });
  const others = items.filter(({ id }) => id !== incident.id);
  const told = await Promise.all(
    others.map(async (one) => sayIncident(one, await options.investigations.ofIncident(tenantId, one.id))),
  );
  const found = score(told, String(query ?? ""), (text) => text).slice(0, mostShown);
  return { outcome: "answered", text: found.length === 0 ? "there is no such incident" : found.join("\n") };
}

function sayIncident(
  { id, title, openedAt, phase, violations }: Incident,
  investigations: readonly Investigation[],
): string {
  const violated = [...new Set(violations.map(({ invariant }) => invariant))].join(", ");
  const found = investigations.flatMap((one) => {
    if (one.phase !== "concluded") return [];
    const { diagnosis, remedy } = one;
    const done =
      remedy === undefined
        ? ""
        : `; ${remedy.suggestion.action}: ${remedy.phase === "ended" ? remedy.result : remedy.phase}`;
    return [`  ${diagnosis.by.kind} found ${diagnosis.outcome.replaceAll("_", " ")}: ${diagnosis.summary}${done}`];
  });
  return [`${id} ${openedAt.toISOString()} ${phase}: ${title} (${violated})`, ...found].join("\n");
}
