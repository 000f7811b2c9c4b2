import { z } from "zod";
import { oneJsonObject } from "../answers/one-json-object.ts";
import type { TaskConfig } from "../config/model-config.ts";
import { type Absence, absent } from "./absence.ts";
import { openaiConversation } from "./openai-conversation.ts";
import type { Protocol, Question, Reply, TokenUse, ToolQuestion, ToolUse } from "./protocol.ts";
import { readJson } from "./read-json.ts";
import { serverSentData, serverSentObjects } from "./server-sent-events.ts";

/**
 * OpenAI's chat completions, and what speaks like it: gateways, vLLM, Ollama under `/v1`. On the wire, as with
 * Anthropic: `@ai-sdk/openai-compatible` hands a refusal on as if it were the answer's text and reads the first of
 * several choices, and both have to be seen here.
 */
export const openaiCompatible: Protocol = {
  requestIdHeader: "x-request-id",
  request(task, question) {
    const { apiKey } = task.provider;
    const headers: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    return { path: "/chat/completions", headers, body: bodyOf(task, question) };
  },
  read(answer) {
    const completion = readJson(answer, eventsToCompletion);
    return "state" in completion ? { content: completion } : readCompletion(completion.value);
  },
};

function bodyOf(task: TaskConfig, question: Question | ToolQuestion): object {
  const { provider, maxOutputTokens } = task;
  const isOpenAi = provider.variant === "openai";
  return {
    model: task.model,
    ...("tools" in question ? openaiConversation(task, question) : { messages: messagesOf(question) }),
    // The newer name covers reasoning too; servers that imitate an older protocol do not know it and would not limit.
    ...(isOpenAi ? { max_completion_tokens: maxOutputTokens, store: false } : { max_tokens: maxOutputTokens }),
    ...(provider.supportsSchemas &&
      !("tools" in question) && {
        response_format: {
          type: "json_schema",
          json_schema: { name: question.schemaName, strict: true, schema: question.schema },
        },
      }),
    ...(task.effort !== undefined && { reasoning_effort: task.effort }),
    ...(task.temperature !== undefined && { temperature: task.temperature }),
    ...(task.stream && { stream: true, stream_options: { include_usage: true } }),
  };
}

function messagesOf({ system, user }: Question): readonly object[] {
  return [
    { role: "system", content: system },
    { role: "user", content: user },
  ];
}

const Usage = z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) });

const Completion = z.object({
  model: z.string().optional(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z.array(z.unknown()).nullish(),
        function_call: z.unknown().optional(),
      }),
    }),
  ),
});
type Completion = z.infer<typeof Completion>;

function readCompletion(value: unknown): Reply {
  const parsed = Completion.safeParse(value);
  const use = useOf(value);
  if (!parsed.success) {
    return { content: absent("malformed", "the answer is not a completion of this protocol"), ...(use && { use }) };
  }
  const { model } = parsed.data;
  return { content: contentOf(parsed.data), ...(model !== undefined && { model }), ...(use && { use }) };
}

/** Both counters hold everything: cached input and reasoning are parts of them. */
function useOf(completion: unknown): TokenUse | undefined {
  const parsed = z.object({ usage: Usage }).safeParse(completion);
  if (!parsed.success) return undefined;
  return { input: parsed.data.usage.prompt_tokens, output: parsed.data.usage.completion_tokens };
}

function contentOf({ choices }: Completion): Reply["content"] {
  const [choice, ...more] = choices;
  if (choice === undefined) return absent("empty", "the model's answer is empty");
  if (more.length > 0) return absent("malformed", "the model gave more than one answer");
  const { message, finish_reason: reason } = choice;
  if (message.refusal) return absent("refused", "the model refuses to answer");
  const stopped = stopOf(reason);
  if (stopped !== undefined) return stopped;
  const calls = message.tool_calls ?? [];
  if (calls.length > 0) return { state: "called", calls: calls.map(readCall) };
  if (reason === "tool_calls" || reason === "function_call" || message.function_call) {
    return absent("tool_call", "the model called a tool, and it was offered none of that kind");
  }
  const text = message.content ?? "";
  return text.trim() === "" ? absent("empty", "the model's answer is empty") : { state: "text", text };
}

const Call = z.object({ function: z.object({ name: z.string(), arguments: z.string().nullish() }) });

/** Arguments are JSON as text, and may be none; nothing at all stands for no arguments. */
function readCall(value: unknown): ToolUse {
  const parsed = Call.safeParse(value);
  if (!parsed.success) return { name: "" };
  const { name, arguments: given } = parsed.data.function;
  const input = given?.trim() ? oneJsonObject(given) : {};
  return { name, ...(input && { input }) };
}

function stopOf(reason: string | null | undefined): Absence | undefined {
  switch (reason) {
    case "stop":
    case "tool_calls":
    case "function_call":
      return undefined;
    case "length":
      return absent("truncated", "the model's answer was cut at the configured maxOutputTokens");
    case "content_filter":
      return absent("refused", "the provider's content filter withholds the answer");
    case null:
    case undefined:
      return absent("cut_off", "the answer does not say that it is complete");
    default:
      return absent("malformed", "the model stopped for a reason that we do not know");
  }
}

/** A part of a call; `index` says of which. */
const CallDelta = z.object({
  index: z.int().min(0).max(1000).default(0),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).default({}),
});

const Chunk = z.object({
  model: z.string().optional(),
  usage: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        index: z.int().min(0).default(0),
        finish_reason: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z.array(CallDelta).nullish(),
          })
          .default({}),
      }),
    )
    .default([]),
});

/** Puts a whole stream together to the completion it stands for. Without `[DONE]` it did not end. */
function eventsToCompletion(body: string): unknown | Absence {
  const data = serverSentData(body);
  const end = data.indexOf("[DONE]");
  const events = serverSentObjects(end < 0 ? data : data.slice(0, end));
  if (events === undefined) return absent("malformed", "the stream holds something else than JSON events");
  const message = { content: "", refusal: "" };
  const calls: { name: string; arguments: string }[] = [];
  let rest: { model?: string; usage?: unknown; reason?: string } = {};
  for (const event of events) {
    if ("error" in event) return absent("failed", "the provider reported an error in the middle of its answer");
    const chunk = Chunk.safeParse(event);
    if (!chunk.success) return absent("malformed", "the stream holds an event that is not of this protocol");
    const { model, usage, choices } = chunk.data;
    rest = { ...rest, ...(model !== undefined && { model }), ...(usage != null && { usage }) };
    for (const { index, delta, finish_reason: reason } of choices) {
      if (index > 0) return absent("malformed", "the model gave more than one answer");
      message.content += delta.content ?? "";
      message.refusal += delta.refusal ?? "";
      for (const { index: place, function: part } of delta.tool_calls ?? []) {
        calls[place] ??= { name: "", arguments: "" };
        calls[place].name += part.name ?? "";
        calls[place].arguments += part.arguments ?? "";
      }
      if (reason != null) rest = { ...rest, reason };
    }
  }
  if (end < 0) return absent("cut_off", "the stream ended before the answer did");
  const { model, usage, reason } = rest;
  const tool_calls = calls.filter((call) => call !== undefined).map((call) => ({ function: call }));
  return { model, usage, choices: [{ message: { ...message, tool_calls }, finish_reason: reason }] };
}
