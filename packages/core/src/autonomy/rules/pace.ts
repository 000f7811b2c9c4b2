import type { SessionTier } from "../../policy/index.ts";
import type { GateRule, Known } from "../gate-rule.ts";

/**
 * Two changes of one thing at once leave nobody able to say which of them did it. While another run changes it, a
 * proposal waits for a person, and a person's yes is refused until the other has ended.
 */
export const oneChangeAtATime: GateRule = {
  name: "one change at a time",
  says({ circumstances: { busyWith }, proposal: { subject }, occasion, isChange }) {
    if (busyWith === undefined || !isChange) return undefined;
    const reason = `${busyWith} is changing ${subject} now`;
    return occasion === "proposal"
      ? { verdict: "approve", reason }
      : { verdict: "refuse", reason: `${reason}: approve this once that has ended` };
  },
};

export const rateLimit: GateRule = {
  name: "rate limit",
  says({ circumstances: { changesLastHour }, proposal: { subject }, settings, isChange }) {
    if (!isChange) return undefined;
    const reached = settings.rateLimits.filter(({ value }) => !(changesLastHour < value.changesPerHour));
    const [strictest] = reached.toSorted(
      (a, b) => Number(a.value.then === "require") - Number(b.value.then === "require"),
    );
    if (strictest === undefined) return undefined;
    const { value, from } = strictest;
    return {
      verdict: value.then === "require" ? "approve" : "refuse",
      reason: `${subject} was changed ${changesLastHour} times in the last hour; the limit is ${value.changesPerHour} (${from})`,
    };
  },
};

/** Many changes in a few minutes are a hand that slips, or nobody's hand: each tier asks for more. */
export const sessionRisk: GateRule = {
  name: "session risk",
  says(known) {
    const tier = highestTier(known);
    return tier && { verdict: "approve", reason: sayTier(known, tier) };
  },
  demands(known) {
    const tier = highestTier(known);
    if (tier === undefined) return [];
    const { kind } = tier;
    return [{ kind, ...(kind === "four_eyes" && { count: 2 }), reason: sayTier(known, tier) }];
  },
};

const strictness: Readonly<Record<SessionTier["kind"], number>> = { click: 0, typed_target: 1, four_eyes: 2 };

function highestTier({ circumstances: { session }, settings, isChange }: Known): SessionTier | undefined {
  if (!isChange) return undefined;
  const reached = settings.sessionTiers.value.filter(({ at }) => !(session.actions < at));
  return reached.toSorted((a, b) => strictness[b.kind] - strictness[a.kind] || b.at - a.at)[0];
}

function sayTier({ circumstances: { session }, settings }: Known, { at }: SessionTier): string {
  const seen = `${session.actions} actions of whoever started this in five minutes, ${session.rapid} of them under 30 s apart`;
  return `${seen}: from ${at} on a person looks (${settings.sessionTiers.from})`;
}

/** What did not help once is not tried again by itself. */
export const repetitionGuard: GateRule = {
  name: "repetition guard",
  says({ circumstances: { setbacks }, proposal: { actionKey }, settings: { repetition }, isChange }) {
    const found = isChange ? setbacks.filter((setback) => setback.actionKey === actionKey) : [];
    const { outcome, at } = found.find((setback) => setback.outcome === "worse") ?? found[0] ?? {};
    if (outcome === undefined) return undefined;
    const { value, from } = repetition;
    const mode = outcome === "worse" ? value.afterWorse : value.afterUnchanged;
    const did = outcome === "worse" ? "made it worse" : "changed nothing";
    return {
      verdict: mode === "require" ? "approve" : "refuse",
      reason: `the same action ${did} here at ${at?.toISOString()} (${from})`,
    };
  },
};
