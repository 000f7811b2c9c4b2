import type { Cause, Diagnosis, Evidence, Reasoner, SuggestedAction } from "@steadyhand/core/diagnosis";
import { sayViolation } from "@steadyhand/core/incident";
import type { CaseFile } from "@steadyhand/core/investigation";
import { isHarmless } from "../answers/harmless-text.ts";
import type { ToolUse } from "../call/protocol.ts";
import { Conclusion } from "./conclude-tool.ts";
import { type Read, wrong } from "./read-call.ts";
import { harmlessWords, type Redact } from "./words.ts";

/** Lists longer than these are cut: what counts comes first. */
const most = {
  causes: 5,
  timeline: 40,
  evidence: 20,
  alternatives: 5,
  suggestions: 3,
  lines: 20,
  parameters: 20,
} as const;
const longest = { line: 400, title: 160, name: 80, parameter: 200 } as const;
/** The name of a cause that nobody described. */
const ownName = "not_described";

/**
 * Reads a model's conclusion. Its words lose secrets and everything that could do more than be read; what it refers to must be
 * there; and that nothing is violated any more is not taken from it.
 */
export function readConclusion(
  { input }: ToolUse,
  file: CaseFile,
  { by, redact }: { readonly by: Reasoner; readonly redact: Redact },
): Read<Diagnosis> {
  if (input === undefined) return wrong("the arguments are not one JSON object");
  const parsed = Conclusion.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place =
      issue?.code === "unrecognized_keys" ? "it has members that were not asked for" : issue?.path.join(".");
    return wrong(`the conclusion is not as described: ${place || "it lacks members"}`);
  }
  const problem = contradiction(parsed.data, file) ?? doubtfulParameter(parsed.data);
  if (problem !== undefined) return wrong(problem);
  return { ok: true, value: diagnosisOf(parsed.data, file, { by, redact }) };
}

function contradiction(said: Conclusion, { incident, investigation }: CaseFile): string | undefined {
  const { outcome, causes, evidence_for, evidence_against } = said;
  const answered = new Set(
    investigation.turns.filter(({ answer }) => answer !== undefined).map(({ number }) => number),
  );
  const strange = [...evidence_for, ...evidence_against].find(({ turn }) => turn !== 0 && !answered.has(turn));
  if (strange !== undefined) return `there is no answered turn ${strange.turn} that could show it`;
  if (outcome === "cause_found" && causes.length === 0) return "cause_found needs a cause";
  if (outcome === "cause_found" && evidence_for.length === 0) return "cause_found needs evidence for it";
  const violated = incident.violations.find(({ state }) => state === "violated");
  if (outcome === "recovered" && violated) return `it has not recovered: ${sayViolation(violated)} is still violated`;
  return undefined;
}

/** A parameter is taken as it stands or not at all: one that was cleaned would be another one. */
function doubtfulParameter({ suggestions }: Conclusion): string | undefined {
  const texts = suggestions.flatMap(({ action, member, parameters }) => [
    action,
    member ?? "",
    ...parameters.flatMap(({ name, value }) => [name, String(value)]),
  ]);
  return texts.some((text) => text.length > longest.parameter || !isHarmless(text) || /[\n\t]/.test(text))
    ? "a suggestion's action, member or parameter is too long, or holds characters that hide or control"
    : undefined;
}

function diagnosisOf(
  said: Conclusion,
  file: CaseFile,
  { by, redact }: { readonly by: Reasoner; readonly redact: Redact },
): Diagnosis {
  const words = (text: string, length: number = longest.line) => harmlessWords(text, length, redact);
  const lines = (texts: readonly string[]) => texts.slice(0, most.lines).map((text) => words(text));
  const isMember = (id: string) => file.subject.members.some((member) => member.id === id);
  const membersOf = (ids: readonly string[]) => [...new Set(ids.filter(isMember))].slice(0, most.lines);
  const evidence = (given: Conclusion["evidence_for"]) =>
    given.slice(0, most.evidence).map(
      ({ what, turn, member }): Evidence => ({
        what: words(what),
        at: seenAt(file, turn),
        ...(member !== null && isMember(member) && { member }),
      }),
    );
  const isFound = said.outcome === "cause_found";
  return {
    by,
    at: file.known.now,
    outcome: said.outcome,
    summary: words(said.summary),
    causes: isFound
      ? said.causes.slice(0, most.causes).map(({ name, title, members, why }) => ({
          ...nameCause(file, name, words(title, longest.title)),
          members: membersOf(members),
          why: words(why),
        }))
      : [],
    confidence: said.confidence,
    timeline: said.timeline
      .slice(0, most.timeline)
      .map(({ at, what }) => ({ at: new Date(at), what: words(what) }))
      .toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    members: membersOf(said.members),
    evidenceFor: evidence(said.evidence_for),
    evidenceAgainst: evidence(said.evidence_against),
    blind: lines(said.blind),
    alternatives: said.alternatives.slice(0, most.alternatives).map(({ title, probability, why_not }) => ({
      ...{ causes: [], title: words(title, longest.title), probability, whyNot: words(why_not) },
    })),
    risks: lines(said.risks),
    suggestions: isFound
      ? said.suggestions.slice(0, most.suggestions).map((one) => suggestionOf(one, { words, lines }))
      : [],
    next: lines(said.next),
  };
}

/** A known fault keeps our own words; anything else is named as the model's. */
function nameCause({ known }: CaseFile, name: string, title: string): Pick<Cause, "name" | "title"> {
  const fault = known.library.faults.find((one) => one.name === name);
  return fault ? { name: fault.name, title: fault.title } : { name: ownName, title: `${title} (in the model's words)` };
}

function seenAt({ incident, investigation }: CaseFile, turn: number): Date {
  return investigation.turns.find(({ number }) => number === turn)?.answer?.endedAt ?? incident.openedAt;
}

function suggestionOf(
  { action, parameters, member, predicted, verified_by, risks }: Conclusion["suggestions"][number],
  {
    words,
    lines,
  }: { readonly words: (text: string) => string; readonly lines: (texts: readonly string[]) => readonly string[] },
): SuggestedAction {
  return {
    action,
    parameters: Object.fromEntries(parameters.slice(0, most.parameters).map(({ name, value }) => [name, value])),
    ...(member !== null && { member }),
    predicted: words(predicted),
    verifiedBy: lines(verified_by),
    risks: lines(risks),
  };
}
