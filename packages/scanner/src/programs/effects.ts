import type { Effect, Risk } from "@steadyhand/core/risk";

/** The risk that an effect has by itself. */
export const riskOfEffect: Readonly<Record<Effect, Risk>> = {
  reads: "safe",
  reveals: "caution",
  writes: "caution",
  deletes: "dangerous",
  executes: "unknown",
  starts: "caution",
  stops: "dangerous",
  scales: "caution",
  configures: "caution",
  sends: "caution",
  grants: "caution",
  spends: "caution",
};

/** What an effect is called in a sentence about a command. */
export const phraseOfEffect: Readonly<Record<Effect, string>> = {
  reads: "only reads",
  reveals: "shows secrets or an environment, which must not travel",
  writes: "creates or changes something",
  deletes: "deletes or destroys something",
  executes: "runs code that is not in the text",
  starts: "starts something",
  stops: "stops or interrupts something",
  scales: "changes how many run",
  configures: "changes a setting or a state",
  sends: "sends something out",
  grants: "changes who may do what",
  spends: "spends money",
};

/** How bad risks are, one against another. */
export const orderOfRisk: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };
