import { noSecondKey } from "@steadyhand/core/risk";
import { type AnswerReader, createTaskModel, type TaskModel } from "./answers/task-model.ts";
import { absent } from "./call/absence.ts";
import { type Budget, createBudget, worstCase } from "./call/budget.ts";
import { createCaller } from "./call/caller.ts";
import { groupedUsage } from "./call/grouped-usage.ts";
import { openHttpClient } from "./call/http-client.ts";
import { waitAtMost } from "./call/wait.ts";
import { checkInvestigation } from "./check/check-investigation.ts";
import { checkModel } from "./check/check-model.ts";
import type { TaskConfig } from "./config/model-config.ts";
import { extract } from "./extraction/extract.ts";
import { extractionPromptVersion } from "./extraction/prompt.ts";
import { findingsReader } from "./extraction/read-findings.ts";
import { createAsker } from "./investigation/ask-model.ts";
import { createModelReasoner } from "./investigation/model-reasoner.ts";
import type { Model, ModelDescription, ModelOptions, ModelTask } from "./ports.ts";
import { secondKeyPromptVersion, secondKeyQuestion } from "./second-key/prompt.ts";
import { keyAnswerReader } from "./second-key/read-answer.ts";
import { createSecondKeyDesk } from "./second-key/second-key.ts";
import { notConfigured } from "./without-model.ts";

/** Answers about commands that stay in memory: a large installation's runbooks. A page's findings are far larger. */
const keysInMemory = 8192;
const findingsInMemory = 64;
const longestFarewellMs = 2000;
/** Where nobody can end it but we ourselves. */
const never = new AbortController().signal;

/** Opens the configured model. Nothing is sent before the first question; `close` ends everything. */
export function openModel(options: ModelOptions): Model {
  const { config, redact, clock, random, answers, usage, log } = options;
  const http = openHttpClient();
  const budget = createBudget({ usage: groupedUsage(usage), clock, log, limits: config.budget });

  const callerOf = (task: TaskConfig) => createCaller({ task, http, budget, clock, random, log });

  function open<Value>(
    name: ModelTask,
    task: TaskConfig | undefined,
    rest: { promptVersion: string; reader: AnswerReader<Value>; capacity: number },
  ): TaskModel<Value> | undefined {
    if (task === undefined) return undefined;
    return createTaskModel({ name, task, caller: callerOf(task), answers, clock, log, ...rest });
  }

  const keys = open("second_key", config.secondKey, {
    promptVersion: secondKeyPromptVersion,
    reader: keyAnswerReader(redact),
    capacity: keysInMemory,
  });
  const findings = open("extraction", config.extraction, {
    promptVersion: extractionPromptVersion,
    reader: findingsReader(redact),
    capacity: findingsInMemory,
  });
  const investigate = config.investigation && {
    task: config.investigation,
    asker: createAsker({ task: config.investigation, caller: callerOf(config.investigation), clock, log }),
  };
  const reasoner = investigate && createModelReasoner({ ...investigate, redact });
  const desk = keys && createSecondKeyDesk(keys, redact);

  return {
    ask: async (question, signal) => (desk === undefined ? noSecondKey : desk.ask(question, signal)),
    known: (question) => (desk === undefined ? noSecondKey : desk.known(question)),
    async extract(request, signal) {
      if (findings === undefined) return absent("not_configured", "no model is configured for extraction");
      return extract(findings, redact, request, signal);
    },
    reasoner: () => reasoner,
    async check(request, signal) {
      if (desk === undefined || config.secondKey === undefined) throw notConfigured();
      const [checked, investigation] = await Promise.all([
        checkModel({ task: config.secondKey, desk, clock }, request, signal),
        investigate && checkInvestigation({ ...investigate, clock }, request.tenantId, signal ?? never),
      ]);
      return { ...checked, ...(investigation && { investigation }) };
    },
    describe: (tenantId) => describe(options, budget, tenantId),
    async close() {
      await Promise.all([keys?.close(), findings?.close(), investigate?.asker.close()]);
      await waitAtMost(clock, longestFarewellMs, budget.settled());
      http.close();
    },
  };
}

async function describe(
  { config }: ModelOptions,
  budget: Budget,
  tenantId: Parameters<Budget["today"]>[0],
): Promise<ModelDescription> {
  const { secondKey, extraction, investigation, warnings } = config;
  const { day, used, resetsAt } = await budget.today(tenantId);
  const tasks: ModelTask[] = [
    ...(secondKey ? ["second_key" as const] : []),
    ...(extraction ? ["extraction" as const] : []),
    ...(investigation ? ["investigation" as const] : []),
  ];
  const { tokensPerDay, usdPerDay } = config.budget;
  const least = secondKey && worstCase(secondKey, secondKeyQuestion("", "shell"));
  const lacksTokens = used.tokens + (least?.tokens ?? 0) > tokensPerDay;
  const lacksMoney = used.microUsd + (least?.microUsd ?? 0) > usdPerDay * 1e6;
  return {
    isConfigured: secondKey !== undefined,
    ...(secondKey && {
      provider: secondKey.provider.name,
      model: secondKey.model,
      promptVersion: secondKeyPromptVersion,
    }),
    tasks,
    budget: {
      day,
      resetsAt,
      tokens: used.tokens,
      tokensPerDay,
      usd: used.microUsd / 1e6,
      usdPerDay,
      ...(lacksTokens ? { isExhausted: "tokens" as const } : lacksMoney && { isExhausted: "usd" as const }),
    },
    warnings,
  };
}
