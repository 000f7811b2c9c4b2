import type { FeatureFlag } from "../../policy/index.ts";
import type { GateRule, Known, Said } from "../gate-rule.ts";

export const panic: GateRule = {
  name: "panic",
  says: ({ panic: state }) =>
    state.isOn === false
      ? undefined
      : { verdict: "refuse", reason: `panic is on: nothing new starts (${state.reason})` },
};

export const lock: GateRule = {
  name: "lock",
  says({ circumstances, settings }) {
    const kept = circumstances.lock;
    const [inPolicy] = settings.locks;
    if (kept !== undefined) return { verdict: "refuse", reason: `${kept.by} locked this runbook: ${kept.reason}` };
    return inPolicy && { verdict: "refuse", reason: `locked by ${inPolicy.from}: ${inPolicy.value}` };
  },
};

export const featureFlags: GateRule = {
  name: "feature flags",
  says(known) {
    const off = flagsOf(known).filter((name) => known.settings.flagsOff[name] !== undefined);
    const [refused] = off.filter((name) => name !== "automatic_execution");
    if (refused !== undefined) return switchedOff(known, refused, "refuse");
    return off.length > 0 ? switchedOff(known, "automatic_execution", "approve") : undefined;
  },
};

/** The flags that something of this kind depends on. */
function flagsOf({ proposal: { purpose, kind, proposedBy } }: Known): FeatureFlag[] {
  return [
    "automatic_execution",
    ...(purpose === "rollback" ? (["rollback"] as const) : []),
    ...(kind === "script" ? (["scripts", "actions"] as const) : []),
    ...(kind === "action" ? (["actions"] as const) : []),
    ...(proposedBy === "schedule" ? (["schedules"] as const) : []),
  ];
}

function switchedOff({ settings }: Known, name: FeatureFlag, verdict: Said["verdict"]): Said {
  return { verdict, reason: `${name.replaceAll("_", " ")} is switched off (${settings.flagsOff[name]?.from})` };
}
