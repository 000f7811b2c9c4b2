import type { Invariant, Judgement, Observation } from "@steadyhand/core/invariant";
import { fits, sayCondition } from "./condition.ts";
import type { ConditionValue, SubjectFileValue } from "./document.ts";
import { membersOf } from "./observe.ts";

/** An invariant of the file, as the monitor asks it. */
export function invariantOf(
  file: SubjectFileValue,
  name: string,
  { title, severity, holds, grace, settle }: SubjectFileValue["invariants"][string],
): Invariant {
  const expected = expectedMembers(file, holds.sample);
  return {
    ...{ name, title, severity, graceMs: grace, settleMs: settle, reads: [holds.sample] },
    judge: (observation) => judged(holds, expected, observation),
  };
}

/** Of whom a sample is: of members that are expected, or of the whole. */
function expectedMembers(file: SubjectFileValue, sample: string): readonly string[] | "whole" | "as_they_come" {
  const observer = file.observe[sample];
  if (observer !== undefined && "promql" in observer && observer.member !== undefined) return "as_they_come";
  const members = observer === undefined ? [] : membersOf(file, observer);
  return members.length === 1 && members[0] === undefined ? "whole" : members.flatMap((member) => member?.id ?? []);
}

function judged(
  holds: ConditionValue,
  expected: ReturnType<typeof expectedMembers>,
  { samples, blind }: Observation,
): readonly Judgement[] {
  const of = samples.filter(({ name }) => name === holds.sample);
  const unseen = blind.filter(({ what }) => what === holds.sample);
  if (expected === "whole" && of.every(({ member }) => member === undefined)) {
    return [judgedOne(holds, undefined, of[0]?.value, unseen[0]?.why)];
  }
  const members = [
    ...new Set([
      ...(typeof expected === "string" ? [] : expected),
      ...of.flatMap(({ member }) => member ?? []),
      ...unseen.flatMap(({ member }) => member ?? []),
    ]),
  ];
  // Grouped once: a subject may have thousands of members.
  const [samplesOf, unseenOf] = [Map.groupBy(of, ({ member }) => member), Map.groupBy(unseen, ({ member }) => member)];
  const whole = unseenOf.get(undefined)?.[0];
  const each = members.map((id) =>
    judgedOne(holds, id, samplesOf.get(id)?.[0]?.value, (unseenOf.get(id)?.[0] ?? whole)?.why),
  );
  return each.length > 0 ? each : [judgedOne(holds, undefined, undefined, whole?.why)];
}

function judgedOne(
  holds: ConditionValue,
  member: string | undefined,
  value: number | string | boolean | undefined,
  why: string | undefined,
): Judgement {
  const said = { limit: sayCondition(holds), ...(member !== undefined && { member }) };
  if (value === undefined) {
    return {
      ...said,
      verdict: "unknown",
      why: `${holds.sample} could not be seen: ${why ?? "nothing was said of it"}`,
    };
  }
  const isFit = fits(holds, value);
  if (isFit === undefined) {
    return {
      ...said,
      value,
      verdict: "unknown",
      why: `${holds.sample} is ${JSON.stringify(value)}, which is no number`,
    };
  }
  return { ...said, value, verdict: isFit ? "holds" : "violated", why: `${holds.sample} is ${value}` };
}
