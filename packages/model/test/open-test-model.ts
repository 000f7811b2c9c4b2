import { createRedactor } from "@steadyhand/core/redaction";
import {
  type Model,
  type ModelClock,
  type ModelOptions,
  memoryAnswers,
  memoryUsage,
  openModel,
  readModelConfig,
} from "../src/index.ts";
import type { FakeProvider } from "./fake/index.ts";

export const tenantId = "ten_one";
export const model = "model-of-a-test";

/** The real time: what is asked here is real HTTP. */
export const realClock: ModelClock = {
  now: () => new Date(),
  at(time, run) {
    const timer = setTimeout(run, time.getTime() - Date.now());
    return () => clearTimeout(timer);
  },
};

export interface TestModel {
  readonly model: Model;
  readonly options: ModelOptions;
  /** Everything that was logged, as one text. */
  logged(): string;
}

/** A model as the server opens it, on a fake provider. `settings` go into the task, `provider` into the provider. */
export function openTestModel(
  fake: Pick<FakeProvider, "baseUrl">,
  {
    kind = "anthropic",
    settings = {},
    provider = {},
    budget = {},
    investigation,
    ...overrides
  }: {
    readonly kind?: "anthropic" | "openai-compatible";
    readonly settings?: object;
    readonly provider?: object;
    readonly budget?: object;
    /** Settings of the task; without them there is none. */
    readonly investigation?: object;
  } & Partial<ModelOptions> = {},
): TestModel {
  const task = { provider: "fake", model, timeoutMs: 2000, ...settings };
  const file = {
    providers: { fake: { kind, baseUrl: fake.baseUrl, apiKey: { env: "TEST_KEY" }, ...provider } },
    tasks: {
      second_key: task,
      extraction: { ...task, maxOutputTokens: 2048 },
      ...(investigation && { investigation: { ...task, timeoutMs: 10_000, ...investigation } }),
    },
    budget: { tokensPerDay: 10_000_000, usdPerDay: 100, ...budget },
  };
  const lines: string[] = [];
  const log = (fields: object, message: string) => {
    lines.push(
      `${message} ${JSON.stringify(fields, (_, value) => (value instanceof Error ? `${value.stack}` : value))}`,
    );
  };
  const redactor = createRedactor({ learned: [] });
  const options: ModelOptions = {
    config: readModelConfig({ text: JSON.stringify(file), env: { TEST_KEY: testKey }, readFile: noFile }),
    redact: (text) => redactor.redact(text),
    clock: realClock,
    random: () => 0.5,
    answers: memoryAnswers(),
    usage: memoryUsage(),
    log: { info: log, error: log },
    ...overrides,
  };
  return { model: openModel(options), options, logged: () => lines.join("\n") };
}

export const testKey = "key-of-the-test-1234567890";

function noFile(path: string): never {
  throw new Error(`${path} is not read in this test`);
}

export const ask = (text: string) => ({ tenantId, text, dialect: "shell" }) as const;
