import type { ActionDeclaration } from "@steadyhand/core/action";
import { sayViolation, type Violation } from "@steadyhand/core/incident";
import type { CaseFile, Told } from "@steadyhand/core/investigation";
import { dataBlock } from "./data-block.ts";
import { type Redact, visibleLine, visiblePart } from "./words.ts";

const mostListed = 200;
const mostTold = 4000;

/** What an investigation begins with. It stays the same while it lasts, so that a provider can keep what it has read. */
export function describeCase({ incident, investigation, subject, known }: CaseFile, redact: Redact): string {
  const { name, kind, environment, members, invariants, actions } = subject;
  const attempts = known.attempts.map(
    ({ action, parameters, at, result }) =>
      `- ${action} ${JSON.stringify(parameters)} at ${at.toISOString()}: ${result.replaceAll("_", " ")}`,
  );
  return [
    `Incident ${incident.id} of ${name} (${kind}, ${environment}), open since ${incident.openedAt.toISOString()}.`,
    list(
      "Members",
      members.map(({ id, kind: what }) => `- ${id} (${what})`),
    ),
    list(
      "Invariants",
      invariants.map(({ name: invariant, severity, title }) => `- ${invariant} (${severity}): ${title}`),
    ),
    list("Actions that may be suggested", actions.map(sayAction)),
    list(
      "Faults that are known to happen here",
      known.library.faults.map(({ name: fault, title, why }) => `- ${fault}: ${title}. ${why}`),
    ),
    list("What was done about this incident already", attempts.map(redact)),
    "What the incident is about, as the monitor read it from the system:",
    dataBlock(investigation.id, visible(redact(incident.title), mostTold)),
  ].join("\n\n");
}

/** How it stands when the model is asked, and what is left: the one part that is different each time. */
export function describeNow({ incident, investigation, known }: CaseFile, redact: Redact): string {
  const { budget, turns } = investigation;
  const left = budget.turns - turns.length;
  return [
    `It is ${known.now.toISOString()}. As the monitor sees it now:`,
    dataBlock(
      investigation.id,
      incident.violations
        .slice(0, mostListed)
        .map((violation) => sayState(violation, redact))
        .join("\n"),
    ),
    left <= 1
      ? "This is the last turn: conclude with what is known."
      : `${left} turns are left. Call one tool, or conclude.`,
  ].join("\n");
}

/** A person's word. It may say where to look; it is still a text that somebody may have copied from anywhere. */
export function describeTold({ by, at, text }: Told, { investigation }: CaseFile, redact: Redact): string {
  const who = `${visibleLine(by.name, 100)} wrote at ${at.toISOString()}. It can say where to look, and approves nothing:`;
  return `${who}\n${dataBlock(investigation.id, visible(redact(text), mostTold))}`;
}

function sayAction({
  name,
  title,
  what,
  parameters,
  riskFloor,
  isReversible,
  availability,
}: ActionDeclaration): string {
  const given = parameters.map(
    ({ name: parameter, isRequired, what: means, choices }) =>
      `${parameter}${isRequired ? "" : "?"}: ${means}${choices ? ` (${choices.join(", ")})` : ""}`,
  );
  return [
    `- ${name}: ${title}. ${what} At least ${riskFloor}, ${isReversible ? "can" : "cannot"} be taken back.`,
    ...(availability.isAvailable ? [] : [`Cannot be taken now: ${availability.why}.`]),
    ...(given.length > 0 ? [`Parameters: ${given.join("; ")}`] : []),
  ].join(" ");
}

function sayState(violation: Violation, redact: Redact): string {
  const { title, severity, state, since, times, why } = violation;
  const seen = `${state} since ${since.toISOString()}${times > 1 ? `, ${times} times` : ""}`;
  return `${sayViolation(violation)} (${severity}, ${visible(title, 200)}): ${seen}: ${visible(redact(why), 500)}`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${title}: none.`;
  const rest = lines.length - mostListed;
  const shown = lines.slice(0, mostListed).map((line) => visibleLine(line, 1000));
  return [`${title}:`, ...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}

function visible(text: string, longest: number): string {
  return visiblePart(text, { offset: 0, longest }).shown;
}
