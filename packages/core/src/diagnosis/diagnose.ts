import type { Case } from "./case.ts";
import { shown } from "./chance-of.ts";
import { choose } from "./choose.ts";
import type { Diagnosis, Evidence } from "./diagnosis.ts";
import type { Finding } from "./fault.ts";
import { gather } from "./gather.ts";
import { howItStands } from "./how-it-stands.ts";
import type { Suspect, Weighed } from "./library.ts";
import { listAlternatives } from "./list-alternatives.ts";
import { nameBlind } from "./name-blind.ts";
import { nameRisks } from "./name-risks.ts";
import { type Found, reachOutcome } from "./reach-outcome.ts";
import { causesOf, quote } from "./say.ts";
import { sayNext } from "./say-next.ts";
import { type Suggested, suggest } from "./suggest.ts";
import { tellTimeline } from "./tell-timeline.ts";
import { weigh } from "./weigh.ts";
import { type WeighedEvidence, weighEvidence } from "./weigh-evidence.ts";

/** Grows when the same case begins to come to something else. */
export const rulesVersion = 2;

/** What the rules make of a case: the same case always comes to the same. Pure, and it needs no model. */
export function diagnose(known: Case): Diagnosis {
  const findings = gather(known);
  const found = find(known, findings);
  const reached = reachOutcome(known, found);
  const { outcome, summary } = reached;
  const isSeen = outcome === "recovered" || (outcome === "wait" && found.named === undefined);
  const named = outcome === "recovered" ? [] : (found.named ?? []);
  const causes = causesOf(named);
  const evidence = isSeen ? whatHolds(findings) : evidenceOf(known, found, findings);
  const suggested: Suggested = outcome === "cause_found" ? suggest(named, known) : { suggestions: [], withheld: [] };
  const blind = outcome === "recovered" ? [] : nameBlind(known, found.weighed, findings);
  return {
    by: { kind: "rules", version: rulesVersion },
    at: known.now,
    outcome,
    summary,
    causes,
    confidence: isSeen ? 1 : confidenceOf(found),
    timeline: tellTimeline(known, findings),
    members: affected(
      known,
      causes.flatMap(({ members }) => members),
    ),
    evidenceFor: evidence.for,
    evidenceAgainst: evidence.against,
    blind,
    alternatives: isSeen ? [] : listAlternatives(known.library, found.weighed, findings, found.named),
    risks: isSeen ? [] : [...nameRisks(known, found), ...suggested.withheld],
    suggestions: suggested.suggestions,
    next: sayNext(known, reached, { ...found, findings, blind, suggested }),
  };
}

function find({ library, standings }: Case, findings: readonly Finding[]): Found {
  const all = weigh(library, findings);
  // What has been violated for its whole grace is not chance.
  const weighed = howItStands(standings) === "wrong" ? withoutNothing(all) : all;
  const best = choose(weighed);
  const isNamed = best?.isClear === true && best.suspects.every((suspect) => showsSomething(suspect, findings));
  return { weighed, best, named: isNamed ? best.suspects : undefined };
}

/** That other causes would have shown more makes one likelier, and is no sign of it: without anything that is there, nothing is found. */
function showsSomething(suspect: Suspect, findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.isThere && shown(suspect, finding) > 0);
}

function withoutNothing(weighed: readonly Weighed[]): readonly Weighed[] {
  const left = weighed.filter(({ hypothesis }) => hypothesis.kind !== "nothing");
  const sum = left.reduce((all, { probability }) => all + probability, 0);
  return left.map(({ hypothesis, probability }) => ({ hypothesis, probability: Math.min(probability / sum, 1) }));
}

function confidenceOf({ weighed: [first], best, named }: Found): number {
  if (named === undefined && first !== undefined && first.hypothesis.kind !== "described") return first.probability;
  return best?.confidence ?? 0;
}

function evidenceOf(
  { library }: Case,
  { weighed: [first], best, named }: Found,
  findings: readonly Finding[],
): WeighedEvidence {
  const fits = named !== undefined || first?.hypothesis.kind === "described";
  if (fits && best !== undefined) return weighEvidence(library, best.suspects, findings);
  return { for: findings.filter(({ isThere }) => isThere).map(unweighed), against: [] };
}

const whatHolds = (findings: readonly Finding[]): WeighedEvidence => ({
  for: findings.filter(({ name, isThere }) => !isThere && name.startsWith("violated:")).map(unweighed),
  against: [],
});

function unweighed({ what, member, at }: Finding): Evidence {
  return { what: quote(what), ...(member !== undefined && { member }), at };
}

/** Where the cause is, and where something is violated or has only just begun to hold again. */
function affected({ standings }: Case, struck: readonly string[]): readonly string[] {
  const violated = standings.flatMap(({ judgement: { member }, watched: { phase } }) =>
    member === undefined || phase === "holding" ? [] : [member],
  );
  return [...new Set([...struck, ...violated])].toSorted();
}
