import { createHash } from "node:crypto";
import type { TenantId } from "@steadyhand/core/identity";
import type { ModelUse } from "@steadyhand/core/risk";
import { type Absence, absent } from "../call/absence.ts";
import type { Caller } from "../call/caller.ts";
import type { Question } from "../call/protocol.ts";
import type { TaskConfig } from "../config/model-config.ts";
import type { Amount, AnswerStore, ModelClock, ModelLog, ModelTask } from "../ports.ts";
import { createDeadline } from "./deadline.ts";
import { harmlessLine } from "./harmless-text.ts";
import { createRecent } from "./recent.ts";
import { createSharedCalls } from "./shared-calls.ts";

/** A usable answer, from the model or from what it answered before. */
export interface Answered<Value> {
  readonly state: "answered";
  readonly value: Value;
  readonly by: ModelUse;
}

export type TaskAnswer<Value> = Answered<Value> | (Absence & { readonly by?: ModelUse });

/** How the answers of one task are read. */
export interface AnswerReader<Value> {
  /** Checks an answer's text and makes it harmless, the model's or a kept one: what it returns reads to the same. */
  read(text: string): { readonly state: "read"; readonly value: Value } | Absence;
  /** The value as JSON text, to be kept. */
  write(value: Value): string;
}

/** One task of one configured model: questions in, checked answers out, each paid for once. */
export interface TaskModel<Value> {
  known(tenantId: TenantId, question: Question): Answered<Value> | undefined;
  ask(tenantId: TenantId, question: Question, signal?: AbortSignal): Promise<TaskAnswer<Value>>;
  /** Asks past everything that is kept, and keeps nothing. */
  askAfresh(
    tenantId: TenantId,
    question: Question,
    signal?: AbortSignal,
  ): Promise<{ readonly answer: TaskAnswer<Value>; readonly used: Amount }>;
  close(): Promise<void>;
}

export interface TaskModelOptions<Value> {
  readonly name: ModelTask;
  readonly task: TaskConfig;
  readonly promptVersion: string;
  readonly reader: AnswerReader<Value>;
  readonly caller: Caller;
  readonly answers: AnswerStore;
  readonly clock: ModelClock;
  readonly log: ModelLog;
  /** How many answers stay in memory. */
  readonly capacity: number;
}

const largestKeptBytes = 64 * 1024;
const nothing: Amount = { tokens: 0, microUsd: 0 };
const unasked = absent("tool_call", "the model called a tool, and it was offered none");

export function createTaskModel<Value>(options: TaskModelOptions<Value>): TaskModel<Value> {
  const { name, task, promptVersion, reader, caller, answers, clock, log, capacity } = options;
  const recent = createRecent<Answered<Value>>(capacity);
  const shared = createSharedCalls<{ readonly answer: TaskAnswer<Value>; readonly used: Amount }>();
  const byOf = (model: string | undefined): ModelUse => ({
    provider: task.provider.name,
    requestedModel: task.model,
    model: model === undefined ? "not stated" : harmlessLine(model, 200),
    promptVersion,
  });
  const { within, follow, settled } = createDeadline({ name, task, clock, log });
  let serial = 0;

  async function fromModel(tenantId: TenantId, question: Question, signal: AbortSignal, deadline: Date) {
    const { content, model, used } = await caller.call({ tenantId, question, signal, deadline });
    const by = byOf(model);
    const absence = (why: Absence) => ({ answer: model === undefined ? why : { ...why, by }, used });
    if (content.state === "absent") return absence(content);
    if (content.state === "called") return absence(unasked);
    const read = reader.read(content.text);
    return read.state === "absent"
      ? absence(read)
      : { answer: { state: "answered" as const, value: read.value, by }, used };
  }

  /** An answer that was kept is input from outside too: one that reads no longer is as good as none. */
  async function fromStore(tenantId: TenantId, key: string): Promise<Answered<Value> | undefined> {
    try {
      const stored = await answers.get(tenantId, key);
      if (stored?.task !== name) return undefined;
      const read = reader.read(stored.json);
      return read.state === "read" ? { state: "answered", value: read.value, by: byOf(stored.model) } : undefined;
    } catch (error) {
      log.error({ tenantId, task: name, error }, "kept answers cannot be read: the model is asked again");
      return undefined;
    }
  }

  async function keep(tenantId: TenantId, key: string, { value, by }: Answered<Value>): Promise<void> {
    const json = reader.write(value);
    if (Buffer.byteLength(json) > largestKeptBytes) return;
    try {
      await answers.put(tenantId, key, { task: name, model: by.model, json });
    } catch (error) {
      log.error({ tenantId, task: name, error }, "a model's answer was not kept");
    }
  }

  return {
    known: (tenantId, question) => recent.get(memoryKey(tenantId, answerKey(task, promptVersion, question))),
    async ask(tenantId, question, signal) {
      const key = answerKey(task, promptVersion, question);
      const inMemory = memoryKey(tenantId, key);
      const known = recent.get(inMemory);
      if (known !== undefined) return known;
      const asked = await shared.join(
        inMemory,
        (ending) =>
          within(
            ending,
            async (ended, deadline) => {
              const kept = await fromStore(tenantId, key);
              if (kept !== undefined) {
                recent.set(inMemory, kept);
                return { answer: kept, used: nothing };
              }
              const fresh = await fromModel(tenantId, question, ended, deadline);
              if (fresh.answer.state === "answered") {
                recent.set(inMemory, fresh.answer);
                void follow(keep(tenantId, key, fresh.answer)); // the answer does not wait for it, and it does not throw
              }
              return fresh;
            },
            (absence) => ({ answer: absence, used: nothing }),
          ),
        signal,
      );
      return "state" in asked ? asked : asked.answer;
    },
    async askAfresh(tenantId, question, signal) {
      const asked = await shared.join(
        `afresh ${++serial}`,
        (ending) =>
          within(
            ending,
            (ended, deadline) => fromModel(tenantId, question, ended, deadline),
            (absence) => ({ answer: absence, used: nothing }),
          ),
        signal,
      );
      return "state" in asked ? { answer: asked, used: nothing } : asked;
    },
    async close() {
      await shared.close();
      await settled();
    },
  };
}

const memoryKey = (tenantId: TenantId, key: string) => `${tenantId} ${key}`;

/** SHA-256 over everything that could change the answer. The prompt's version covers its words and the schema. */
function answerKey(task: TaskConfig, promptVersion: string, { user }: Question): string {
  const { provider, model, effort, temperature, thinking } = task;
  const settings = [provider.kind, provider.baseUrl, provider.supportsSchemas, model, effort, temperature, thinking];
  return createHash("sha256")
    .update(JSON.stringify([promptVersion, ...settings.map((setting) => setting ?? null), user]))
    .digest("hex");
}
