import type { Mode, Sourced } from "../../policy/index.ts";
import type { GateRule, Said } from "../gate-rule.ts";

export const actionClass: GateRule = {
  name: "action class",
  says: ({ proposal, settings }) =>
    strictest(
      proposal.actionClasses.map((name) =>
        saysMode(settings.actionClasses[name], name === "unknown" ? "what it does is not known" : `it ${name}`),
      ),
    ),
};

export const reversibility: GateRule = {
  name: "reversibility",
  says({ proposal: { isReversible, hasRollback }, settings, isChange }) {
    if (!isChange || isReversible === true || hasRollback) return undefined;
    return isReversible === false
      ? saysMode(settings.reversibility.irreversible, "it cannot be taken back and the runbook has no way back")
      : saysMode(settings.reversibility.unknown, "nobody knows whether it can be taken back");
  },
};

export const blastRadius: GateRule = {
  name: "blast radius",
  says: ({ proposal, settings, isChange }) =>
    isChange ? saysMode(settings.blastRadius[proposal.blastRadius], reaches[proposal.blastRadius]) : undefined,
};

const reaches = {
  one: "it reaches one object",
  many: "it reaches many objects",
  all: "it reaches everything there is",
  unknown: "how far it reaches is not known",
} as const;

function saysMode({ value, from }: Sourced<Mode>, because: string): Said | undefined {
  switch (value) {
    case "auto":
      return undefined;
    case "require":
      return { verdict: "approve", reason: `${because}, and that waits for a person (${from})` };
    default:
      return { verdict: "refuse", reason: `${because}, and that is denied (${from})` };
  }
}

function strictest(said: readonly (Said | undefined)[]): Said | undefined {
  return said.find((one) => one?.verdict === "refuse") ?? said.find((one) => one !== undefined);
}
