import { OpsError } from "@steadyhand/core/outcome";
import { noSecondKey } from "@steadyhand/core/risk";
import { absent } from "./call/absence.ts";
import type { Model } from "./ports.ts";

/** How to get a model: for whoever asks for one and has none. */
export const howToConfigureModel =
  "Write model.json into the data folder, with a provider and a model for the task second_key: docs/model.md";

/** What stands in the model's place while none is configured: everything is absent, and says so. */
export function withoutModel(): Model {
  return {
    ask: async () => noSecondKey,
    known: () => noSecondKey,
    extract: async () => absent("not_configured", "no model is configured"),
    reasoner: () => undefined,
    async check() {
      throw notConfigured();
    },
    describe: async () => ({ isConfigured: false, tasks: [], warnings: [] }),
    async close() {}, // nothing was opened
  };
}

/** `model.not_configured`: there is no second key to try. */
export function notConfigured(): OpsError {
  return new OpsError("Cannot check the model: none is configured for the second key", {
    kind: "refused",
    code: "model.not_configured",
    hint: howToConfigureModel,
  });
}
