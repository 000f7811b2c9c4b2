import { isFlapping } from "../invariant/index.ts";
import type { Case } from "./case.ts";
import { includes } from "./choose.ts";
import { healsByItselfMs } from "./heals-by-itself.ts";
import type { Suspect } from "./library.ts";
import { brokenSince, type Found } from "./reach-outcome.ts";
import { causesOf, on, sayCauses, sayDuration, sayHypothesis, sayShare } from "./say.ts";

/** What is less probable than this is no risk of its own. */
const leastRisk = 0.1;
const dayMs = 86_400_000;

/** What could still go wrong with acting on this. */
export function nameRisks(known: Case, { weighed, named }: Found): readonly string[] {
  const flapping = known.standings
    .filter(({ watched }) => isFlapping(watched))
    .map(
      ({ invariant: { name }, judgement: { member }, watched: { onsets } }) =>
        `${name}${on(member)} flaps: it began ${onsets.length} times of late`,
    );
  if (named === undefined) return flapping;
  const [rival] = weighed.filter((each) => !includes(each, named));
  const other =
    rival === undefined || rival.probability < leastRisk
      ? []
      : [`It could be something else, with ${sayShare(rival.probability)}: ${sayHypothesis(rival.hypothesis)}`];
  return [...other, ...oneMore(weighed, named), ...overdue(known, named), ...again(known, named), ...flapping];
}

function oneMore(weighed: Found["weighed"], named: readonly Suspect[]): readonly string[] {
  const beside = weighed.filter(
    (each) =>
      includes(each, named) && each.hypothesis.kind === "described" && each.hypothesis.suspects.length > named.length,
  );
  const probability = beside.reduce((sum, each) => sum + each.probability, 0);
  return probability < leastRisk ? [] : [`Another fault could be at work as well, with ${sayShare(probability)}`];
}

function overdue({ standings, episodes, now }: Case, named: readonly Suspect[]): readonly string[] {
  const since = brokenSince(standings);
  if (since === undefined) return [];
  const past = now.getTime() - since.getTime();
  return named.flatMap((suspect) => {
    const usual = healsByItselfMs(suspect.fault, episodes);
    if (usual === undefined || past < usual) return [];
    const says = `it usually heals itself within ${sayDuration(usual)}, and has not for ${sayDuration(past)}`;
    return [`${sayCauses(causesOf([suspect]))}: ${says}`];
  });
}

function again({ episodes, now }: Case, named: readonly Suspect[]): readonly string[] {
  return causesOf(named).flatMap(({ name, title }) => {
    const before = episodes.filter(({ cause, endedAt }) => cause === name && now.getTime() - endedAt.getTime() < dayMs);
    return before.length === 0
      ? []
      : [`${title}: it was so ${before.length === 1 ? "once" : `${before.length} times`} before in 24 h`];
  });
}
