import type { Diagnosis, Evidence, Standing, SuggestedAction } from "@steadyhand/core/diagnosis";
import type { Watched } from "@steadyhand/core/invariant";
import type { Investigation, Remedy, ToolAnswer, Turn } from "@steadyhand/core/investigation";
import fc from "fast-check";
import { riley } from "./samples.ts";

const anyDate = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
/** Of all that JavaScript calls a text: with NUL, and with halves of surrogate pairs. */
const anyText = fc.string({ unit: "binary", maxLength: 12 });
// JSON has no negative zero.
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
const anyValue = fc.oneof(anyText, anyNumber, fc.boolean());
const texts = fc.array(anyText, { maxLength: 2 });
const few = <Value>(any: fc.Arbitrary<Value>) => fc.array(any, { maxLength: 2 });

const anyArguments = fc.dictionary(
  anyText,
  fc.oneof(anyValue, fc.constant(null), few(anyValue), fc.dictionary(anyText, anyValue, { noNullPrototype: true })),
  { maxKeys: 3, noNullPrototype: true },
);

const onsets = few(anyDate);
const certain = { since: anyDate, confirmedAt: anyDate, onsets, blindSince: anyDate };
const requiredKeys = ["phase", "onsets"] as const;
const anyWatched: fc.Arbitrary<Watched> = fc.oneof(
  fc.record({ phase: fc.constant("holding"), onsets, blindSince: anyDate }, { requiredKeys: [...requiredKeys] }),
  fc.record({ phase: fc.constant("suspected"), since: anyDate, onsets }),
  fc.record(
    { phase: fc.constant("violated"), ...certain, hasEased: fc.constant(true) },
    { requiredKeys: [...requiredKeys, "since", "confirmedAt"] },
  ),
  fc.record(
    { phase: fc.constant("settling"), holdsSince: anyDate, ...certain },
    { requiredKeys: [...requiredKeys, "since", "confirmedAt", "holdsSince"] },
  ),
);

const severity = fc.constantFrom("critical", "warning");
const anyStanding: fc.Arbitrary<Standing> = fc.record({
  invariant: fc.record({
    ...{ name: anyText, title: anyText, severity, graceMs: fc.nat(), settleMs: fc.nat(), reads: texts },
  }),
  judgement: fc.record(
    { member: anyText, verdict: fc.constantFrom("holds", "violated", "unknown"), value: anyValue, why: anyText },
    { requiredKeys: ["verdict", "why"] },
  ),
  watched: anyWatched,
});

const anySeen = fc.record(
  {
    findings: few(
      fc.record(
        { name: anyText, member: anyText, isThere: fc.boolean(), what: anyText, at: anyDate },
        { requiredKeys: ["name", "isThere", "what", "at"] },
      ),
    ),
    blind: few(fc.record({ what: anyText, member: anyText, why: anyText }, { requiredKeys: ["what", "why"] })),
    samples: few(fc.record({ name: anyText, member: anyText, value: anyValue }, { requiredKeys: ["name", "value"] })),
    standings: few(anyStanding),
  },
  { requiredKeys: [] },
);

const anyAnswer: fc.Arbitrary<ToolAnswer> = fc.record(
  {
    endedAt: anyDate,
    outcome: fc.constantFrom("answered", "refused", "failed"),
    text: anyText,
    sha256: anyText,
    characters: fc.nat(),
    seen: anySeen,
  },
  { requiredKeys: ["endedAt", "outcome", "text", "sha256", "characters"] },
);

const anyCall = fc.record({
  tool: fc.constantFrom("observe", "read_logs", "run_command"),
  arguments: anyArguments,
  why: anyText,
});

/** The last may wait for its answer. */
const anyTurns: fc.Arbitrary<readonly Turn[]> = fc
  .tuple(few(fc.tuple(anyCall, anyDate, anyAnswer)), fc.option(fc.tuple(anyCall, anyDate)))
  .map(([answered, open]) => [
    ...answered.map(([call, askedAt, answer], index) => ({ number: index + 1, call, askedAt, answer })),
    ...(open === null ? [] : [{ number: answered.length + 1, call: open[0], askedAt: open[1] }]),
  ]);

const anyReasoner = fc.oneof(
  fc.record({ kind: fc.constant("rules"), version: fc.nat() }),
  fc.record({ kind: fc.constant("model"), provider: anyText, model: anyText }),
);

const anySuggestion: fc.Arbitrary<SuggestedAction> = fc.record(
  {
    action: anyText,
    parameters: fc.dictionary(anyText, anyValue, { maxKeys: 2, noNullPrototype: true }),
    member: anyText,
    predicted: anyText,
    verifiedBy: texts,
    risks: texts,
  },
  { requiredKeys: ["action", "parameters", "predicted", "verifiedBy", "risks"] },
);

const anyEvidence: fc.Arbitrary<Evidence> = fc.record(
  { what: anyText, member: anyText, at: anyDate, weight: anyNumber },
  { requiredKeys: ["what", "at"] },
);
const anyCause = fc.record({ name: anyText, title: anyText, members: texts, why: anyText });

const anyDiagnosis: fc.Arbitrary<Diagnosis> = fc.record({
  by: anyReasoner,
  at: anyDate,
  outcome: fc.constantFrom("cause_found", "inconclusive", "wait", "recovered"),
  summary: anyText,
  causes: few(anyCause),
  confidence: anyNumber,
  timeline: few(fc.record({ at: anyDate, what: anyText })),
  members: texts,
  evidenceFor: few(anyEvidence),
  evidenceAgainst: few(anyEvidence),
  blind: texts,
  alternatives: few(fc.record({ causes: few(anyCause), title: anyText, probability: anyNumber, whyNot: anyText })),
  risks: texts,
  suggestions: few(anySuggestion),
  next: texts,
});

const anyKeys = few(fc.record({ invariant: anyText, member: anyText }, { requiredKeys: ["invariant"] }));
const proposed = {
  suggestion: anySuggestion,
  executionId: fc.constant("exe_1" as const),
  runbookId: fc.constant("rbk_1" as const),
  proposedAt: anyDate,
  before: anyKeys,
  mends: anyKeys,
};
const always = ["suggestion", "executionId", "proposedAt", "before", "mends", "phase"] as const;
const result = fc.constantFrom("helped", "unchanged", "worse", "unknown", "declined", "failed");
const anyRemedy: fc.Arbitrary<Remedy> = fc.oneof(
  fc.record({ ...proposed, phase: fc.constant("proposed") }, { requiredKeys: [...always] }),
  fc.record(
    { ...proposed, phase: fc.constant("verifying"), doneAt: anyDate, settleMs: fc.nat(), until: anyDate },
    { requiredKeys: [...always, "doneAt", "settleMs", "until"] },
  ),
  fc.record(
    { ...proposed, phase: fc.constant("ended"), doneAt: anyDate, endedAt: anyDate, result, why: anyText },
    { requiredKeys: [...always, "endedAt", "result", "why"] },
  ),
);

const whole = {
  incidentId: fc.constant("inc_1" as const),
  subject: fc.constant("shop"),
  reasoner: anyReasoner,
  startedBy: fc.constant(riley),
  startedAt: anyDate,
  why: anyText,
  budget: fc.record({ turns: fc.nat(), wallMs: fc.nat(), tokens: fc.nat(), microUsd: fc.nat() }),
  used: fc.record({ tokens: fc.nat(), microUsd: fc.nat() }),
  turns: anyTurns,
  told: few(fc.record({ by: fc.constant(riley), at: anyDate, text: anyText })),
  sequence: fc.constant(1),
};
const keys = Object.keys(whole) as (keyof typeof whole)[];

/** An investigation in any state, of one incident, without its id. */
export const anyInvestigation: fc.Arbitrary<Omit<Investigation, "id">> = fc.oneof(
  fc.record({ ...whole, phase: fc.constant("looking") }),
  fc.record(
    {
      ...{ ...whole, phase: fc.constant("concluded"), endedAt: anyDate, diagnosis: anyDiagnosis, remedy: anyRemedy },
      because: fc.constantFrom("concluded", "turns", "reasoner_failed"),
      escalated: fc.record({ at: anyDate, why: anyText }),
    },
    { requiredKeys: [...keys, "phase", "endedAt", "diagnosis", "because"] },
  ),
  fc.record({ ...whole, phase: fc.constant("stopped"), endedAt: anyDate, by: fc.constant(riley), reason: anyText }),
);
