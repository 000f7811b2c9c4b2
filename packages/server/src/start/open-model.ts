import { readFileSync, statSync } from "node:fs";
import type { Clock } from "@steadyhand/engine";
import { type Model, type ModelConfig, openModel, readModelConfig, withoutModel } from "@steadyhand/model";
import type { ServerLog } from "../log.ts";
import type { OpenStores } from "./open-stores.ts";
import type { ConfigFile } from "./read-config-file.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Checks the model's configuration, keys included. Throws `model.config_…` and `model.secret_unreadable`. */
export function checkModelConfig({ text }: ConfigFile, env: Environment): ModelConfig {
  return readModelConfig({
    text,
    env,
    readFile: (path) => ({ text: readFileSync(path, "utf8"), mode: statSync(path).mode }),
  });
}

/** Opens the configured model, or what stands in its place while there is none; `opening` closes it again. */
export function openConfiguredModel(
  options: {
    readonly config: ModelConfig | undefined;
    readonly stores: Pick<OpenStores, "modelAnswers" | "modelUsage">;
    readonly redact: (text: string) => string;
    readonly clock: Clock;
    readonly log: ServerLog;
  },
  opening: AsyncDisposableStack,
): Model {
  const { config, stores, redact, clock, log } = options;
  if (config === undefined) return withoutModel();
  const model = openModel({
    ...{ config, redact, clock, log, random: Math.random },
    ...{ answers: stores.modelAnswers, usage: stores.modelUsage },
  });
  opening.defer(() => model.close());
  for (const warning of config.warnings) log.warn({ warning }, "the model's configuration could be better");
  return model;
}
