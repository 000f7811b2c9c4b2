export type { Attempted, Case, Episode, Standing } from "./case.ts";
export { chanceOf, type Spot } from "./chance-of.ts";
export { type Choice, choose, namedFrom } from "./choose.ts";
export { diagnose, rulesVersion } from "./diagnose.ts";
export type { Alternative, Cause, Diagnosis, Evidence, Reasoner, SuggestedAction } from "./diagnosis.ts";
export type { Fault, Finding, FindingName, Repair } from "./fault.ts";
export { type Hypothesis, type Library, type Suspect, suspectsOf, type Weighed } from "./library.ts";
export { type Look, nextLook, worthwhileLooks } from "./next-look.ts";
export { weigh } from "./weigh.ts";
