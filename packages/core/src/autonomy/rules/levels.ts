import { hardLimits } from "../../policy/index.ts";
import type { Level } from "../decision.ts";
import type { GateRule, Known } from "../gate-rule.ts";

export const environmentCeiling: GateRule = {
  name: "environment ceiling",
  caps: ({ proposal: { environment }, settings }) =>
    settings.ceilings.map(({ value, from }, index) =>
      index === 0
        ? { level: value, reason: `${environment} never goes above L${value} (${from})` }
        : { name: "ceiling", level: value, reason: `L${value} is the ceiling here (${from})` },
    ),
};

export const chosenLevel: GateRule = {
  name: "chosen level",
  caps({ proposal: { environment }, requestedLevel, settings: { standard } }) {
    if (requestedLevel !== undefined) {
      const reason = `L${requestedLevel} was set for this run`;
      return [{ name: "requested", level: requestedLevel, reason, isRaisable: true }];
    }
    const reason = `${environment} stands at L${standard.value} unless a person sets a level (${standard.from})`;
    return [{ name: "environment", level: standard.value, reason, isRaisable: true }];
  },
};

export const safetyMode: GateRule = {
  name: "safety mode",
  caps: ({ settings: { safetyMode: mode } }) =>
    mode.value === "execute"
      ? [{ level: 5, reason: `execute: sets no limit of its own (${mode.from})` }]
      : [{ level: 1, reason: `observe: nothing runs, every step is shown to follow by hand (${mode.from})` }],
};

export const governance: GateRule = {
  name: "governance",
  caps(known) {
    const { value, from } = known.settings.governanceMode;
    return value === "audit"
      ? [
          {
            level: mostTrusting(known),
            reason: `audit: what is allowed runs and is recorded (${from})`,
            isRaisable: true,
          },
        ]
      : [{ level: 2, reason: `strict: every step waits for a person (${from})`, isRaisable: true }];
  },
};

export const runbookTrust: GateRule = {
  name: "runbook trust",
  caps(known) {
    const { level: trust, why } = known.circumstances.trust;
    const says = (level: Level, meaning: string) => [
      { level, reason: `trust ${trust}: ${meaning} (${why})`, isRaisable: true },
    ];
    switch (trust) {
      case 2:
        return says(mostTrusting(known), "this runbook has proven itself");
      case 1:
        return says(2, "every step of this runbook waits for a person");
      default:
        return says(1, "this runbook is followed by hand");
    }
  },
};

/**
 * Where a person's caution is the rule (pre-production, production), `audit` and full trust mean
 * "safe steps may run". In lab, development and test the environment's own ceiling is the limit:
 * otherwise no setting could ever reach L4 or L5 there.
 */
function mostTrusting({ proposal: { environment }, settings }: Known): Level {
  if (environment === "pre-production" || environment === "production") return 3;
  return settings.ceilings[0]?.value ?? 1;
}

export const takeoverLevel: GateRule = {
  name: "takeover level",
  caps({ circumstances: { takeover } }) {
    if (takeover === undefined) return [];
    const reason = `the ${takeover.scope} is at L${takeover.level}: ${takeover.why}`;
    return [{ level: takeover.level, reason, isRaisable: true }];
  },
};

/** Where nearly everything of a week ran by itself, people have stopped looking: each step waits for one again. */
export const drift: GateRule = {
  name: "drift",
  caps({ proposal: { environment }, circumstances, settings }) {
    const { attempts, automatic } = circumstances.drift;
    const { share, atLeast, environments } = settings.drift.value;
    const isDrifting = attempts >= atLeast && automatic > share * attempts && environments.includes(environment);
    if (!isDrifting) return [];
    const seen = `${automatic} of ${attempts} attempts of the last seven days ran by themselves`;
    return [{ level: 2, reason: `${seen}, which is more than ${percent(share)}: strict (${settings.drift.from})` }];
  },
};

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

export const elevation: GateRule = {
  name: "elevation",
  lifts({ circumstances, now }) {
    const granted = circumstances.elevation;
    if (granted === undefined) return undefined;
    const leftMs = granted.until.getTime() - now.getTime();
    // One that reaches further than any can be granted for is none.
    if (!(leftMs > 0 && leftMs <= hardLimits.elevationMinutes * 60_000)) return undefined;
    return `an emergency elevation (${granted.id}) lifts it by one level until ${granted.until.toISOString()}`;
  },
};
