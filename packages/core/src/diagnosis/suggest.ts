import type { Sample } from "../invariant/index.ts";
import type { Attempted, Case, Standing } from "./case.ts";
import type { SuggestedAction } from "./diagnosis.ts";
import type { Repair } from "./fault.ts";
import type { Suspect } from "./library.ts";
import { on, sayClock } from "./say.ts";

type Known = Pick<Case, "samples" | "actions" | "standings" | "attempts">;

/** What mends the named faults, and why what would mend them is not suggested. */
export interface Suggested {
  readonly suggestions: readonly SuggestedAction[];
  readonly withheld: readonly string[];
}

/** The repairs of all these faults, each filled from the subject's own state, or the reason why it is left out. */
export function suggest(suspects: readonly Suspect[], known: Known): Suggested {
  const repairs = suspects.flatMap((suspect) =>
    suspect.fault.repairs.map((repair) => ({ suspect, repair, ready: prepare(suspect, repair, known) })),
  );
  return {
    suggestions: repairs.flatMap(({ ready }) => (ready.ok ? [ready.suggestion] : [])),
    withheld: repairs.flatMap(({ suspect: { member }, repair: { action }, ready }) =>
      ready.ok ? [] : [`${action}${on(member)} is not suggested: ${ready.why}`],
    ),
  };
}

type Ready = { readonly ok: true; readonly suggestion: SuggestedAction } | { readonly ok: false; readonly why: string };

function prepare(suspect: Suspect, repair: Repair, { samples, actions, standings, attempts }: Known): Ready {
  const offered = actions.find(({ name }) => name === repair.action);
  if (offered === undefined) return { ok: false, why: "the subject does not offer it" };
  if (!offered.availability.isAvailable) return { ok: false, why: offered.availability.why };
  const { member, fault } = suspect;
  const filled = fill(repair.parameters, member, samples);
  if (!filled.ok) return filled;
  const before = attempts.find((attempt) => isSame(attempt, repair.action, filled.parameters));
  if (before !== undefined && before.result !== "helped") return { ok: false, why: sayBefore(before) };
  const { action, predicted, risks } = repair;
  const verifiedBy = mustHoldAgain(fault, standings);
  const at = member === undefined ? {} : { member };
  return { ok: true, suggestion: { action, parameters: filled.parameters, ...at, predicted, verifiedBy, risks } };
}

type Filled =
  | { readonly ok: true; readonly parameters: Repair["parameters"] }
  | { readonly ok: false; readonly why: string };

/** A word that can be a parameter: no space, quote or control character, and nothing that begins like an option. */
const plainWord = /^\w[\w.:@+/-]{0,127}$/;
const wholeSample = /^\{\{sample:([a-z0-9_]+)\}\}$/;

/** Puts in what stands in double braces. Only the member's id, which is ours, may stand within a longer text. */
function fill(parameters: Repair["parameters"], member: string | undefined, samples: readonly Sample[]): Filled {
  const filled: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const given = typeof value === "string" ? fillText(value, member, samples) : value;
    if (given === undefined) return { ok: false, why: `what ${name} should be is not known, or is no plain word` };
    filled[name] = given;
  }
  return { ok: true, parameters: filled };
}

function fillText(
  template: string,
  member: string | undefined,
  samples: readonly Sample[],
): string | number | boolean | undefined {
  const [, wanted] = template.match(wholeSample) ?? [];
  if (wanted !== undefined) return trusted(sampleOf(samples, wanted, member)?.value);
  const text = member === undefined ? template : template.replaceAll("{{member}}", () => member);
  return text.includes("{{") ? undefined : text;
}

function sampleOf(samples: readonly Sample[], name: string, member: string | undefined): Sample | undefined {
  const named = samples.filter((sample) => sample.name === name);
  return named.find((sample) => sample.member === member) ?? named.find((sample) => sample.member === undefined);
}

function trusted(value: Sample["value"] | undefined): Sample["value"] | undefined {
  return typeof value === "string" && !plainWord.test(value) ? undefined : value;
}

/** What is violated and comes of this fault; where its own findings name none, all that is. */
function mustHoldAgain({ shows, spreads }: Suspect["fault"], standings: readonly Standing[]): readonly string[] {
  const violated = [
    ...new Set(
      standings.filter(({ judgement }) => judgement.verdict === "violated").map(({ invariant }) => invariant.name),
    ),
  ].toSorted();
  const own = violated.filter((name) => `violated:${name}` in { ...shows, ...spreads });
  return own.length > 0 ? own : violated;
}

function isSame(attempt: Attempted, action: string, parameters: Repair["parameters"]): boolean {
  return attempt.action === action && textOf(attempt.parameters) === textOf(parameters);
}

function textOf(parameters: Repair["parameters"]): string {
  return JSON.stringify(Object.entries(parameters).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function sayBefore({ at, result }: Attempted): string {
  if (result === "did_not_help") return `it was done at ${sayClock(at)} and did not help`;
  return `it was done at ${sayClock(at)}, and what it came to is not known${result === "settling" ? " yet" : ""}`;
}
