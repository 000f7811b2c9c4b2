export { knownCases } from "./check/known-cases.ts";
export { modelFileJsonSchema } from "./config/config-schema.ts";
export type { ModelConfig } from "./config/model-config.ts";
export { readModelConfig } from "./config/read-model-config.ts";
export type { ReadFile } from "./config/read-secret.ts";
export { memoryAnswers, memoryUsage } from "./memory-stores.ts";
export { openModel } from "./open-model.ts";
export type {
  Amount,
  AnswerStore,
  CheckCase,
  InvestigationCheck,
  KeyQuestion,
  Model,
  ModelCheck,
  ModelClock,
  ModelDescription,
  ModelLog,
  ModelOptions,
  ModelTask,
  StoredAnswer,
  UsageDay,
  UsageStore,
} from "./ports.ts";
export { howToConfigureModel, withoutModel } from "./without-model.ts";
