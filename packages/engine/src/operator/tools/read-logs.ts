import type { ToolCall } from "@steadyhand/core/investigation";
import { look } from "./observe.ts";
import type { Given, ToolContext } from "./perform-tool.ts";

const [usualLines, mostLines] = [200, 500] as const;
/** What was written long before the incident says nothing of it. */
const beforeIncidentMs = 15 * 60_000;

/** Reads the newest lines of a member's log. What they show of the faults goes by the lines since shortly before the incident. */
export async function readLogs(
  { arguments: { member, limit } }: ToolCall,
  { operated: { subject }, incident, signal }: ToolContext,
): Promise<Given> {
  if (subject.readLogs === undefined)
    return { outcome: "refused", text: `${subject.name} has no logs that can be read` };
  if (!subject.expected.some(({ id }) => id === member) || typeof member !== "string") {
    const ids = subject.expected.map(({ id }) => id).join(", ");
    return { outcome: "refused", text: `${JSON.stringify(member)} is no member of ${subject.name}; there are ${ids}` };
  }
  const wanted =
    typeof limit === "number" && Number.isInteger(limit) ? Math.min(Math.max(limit, 1), mostLines) : usualLines;
  const since = new Date(incident.openedAt.getTime() - beforeIncidentMs);
  const lines = await subject.readLogs({ member, limit: wanted, since, signal });
  const recent = lines.filter(({ at }) => at === undefined || at >= since);
  const observation = await look(subject, signal);
  const findings = subject.findings(observation, recent).filter(({ name }) => name.startsWith("log:"));
  const shown = recent.map(({ at, level, text }) => [at?.toISOString(), level, text].filter(Boolean).join(" "));
  return {
    outcome: "answered",
    text: shown.length === 0 ? `${member} has written nothing since ${since.toISOString()}` : shown.join("\n"),
    seen: { findings: findings.filter((finding) => finding.member === undefined || finding.member === member) },
  };
}
