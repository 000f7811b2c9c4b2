import { z } from "zod";
import { oneJsonObject } from "../answers/one-json-object.ts";
import type { TaskConfig } from "../config/model-config.ts";
import { type Absence, absent } from "./absence.ts";
import { anthropicConversation } from "./anthropic-conversation.ts";
import type { Protocol, Question, Reply, TokenUse, ToolQuestion } from "./protocol.ts";
import { readJson } from "./read-json.ts";
import { serverSentData, serverSentObjects } from "./server-sent-events.ts";

/**
 * Anthropic's Messages API. Written on the wire, not through a client library: `@ai-sdk/anthropic` decides from a
 * built-in list of model names whether to drop a configured temperature, cut `max_tokens` or offer a hidden `json`
 * tool, and a model's name must mean nothing in our code.
 */
export const anthropic: Protocol = {
  requestIdHeader: "request-id",
  request(task, question) {
    return { path: "/messages", headers: headersOf(task), body: bodyOf(task, question) };
  },
  read(answer) {
    const message = readJson(answer, eventsToMessage);
    return "state" in message ? { content: message } : readMessage(message.value);
  },
};

function headersOf({ provider }: TaskConfig): Record<string, string> {
  return {
    "anthropic-version": "2023-06-01",
    ...(provider.apiKey !== undefined && { "x-api-key": provider.apiKey }),
  };
}

function bodyOf(task: TaskConfig, question: Question | ToolQuestion): object {
  const isConversation = "tools" in question;
  const format =
    task.provider.supportsSchemas && !isConversation
      ? { format: { type: "json_schema", schema: question.schema } }
      : undefined;
  const output = { ...(task.effort !== undefined && { effort: task.effort }), ...format };
  return {
    model: task.model,
    max_tokens: task.maxOutputTokens,
    ...(isConversation
      ? anthropicConversation(task, question)
      : { system: question.system, messages: [{ role: "user", content: question.user }] }),
    ...(Object.keys(output).length > 0 && { output_config: output }),
    ...(task.thinking !== undefined && { thinking: { type: task.thinking } }),
    ...(task.temperature !== undefined && { temperature: task.temperature }),
    ...(task.stream && { stream: true }),
  };
}

const Count = z.int().min(0);
const Usage = z.object({
  input_tokens: Count,
  output_tokens: Count,
  cache_creation_input_tokens: Count.nullish(),
  cache_read_input_tokens: Count.nullish(),
});

const Message = z.object({
  type: z.literal("message"),
  model: z.string().optional(),
  content: z.array(
    z.object({
      type: z.string(),
      text: z.string().optional(),
      name: z.string().optional(),
      input: z.unknown().optional(),
    }),
  ),
  stop_reason: z.string().nullable(),
  stop_details: z.object({ category: z.string().nullish() }).nullish(),
  usage: z.unknown().optional(),
});
type Message = z.infer<typeof Message>;

function readMessage(value: unknown): Reply {
  const parsed = Message.safeParse(value);
  const use = useOf(value);
  if (!parsed.success) {
    return { content: absent("malformed", "the answer is not a message of this protocol"), ...(use && { use }) };
  }
  const { model } = parsed.data;
  return { content: contentOf(parsed.data), ...(model !== undefined && { model }), ...(use && { use }) };
}

/** `input_tokens` counts only what the cache did not: all three together are the input. Thinking is in the output. */
function useOf(message: unknown): TokenUse | undefined {
  const parsed = z.object({ usage: Usage }).safeParse(message);
  if (!parsed.success) return undefined;
  const { usage } = parsed.data;
  return {
    input: usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0),
    output: usage.output_tokens,
  };
}

function contentOf({ content, stop_reason, stop_details }: Message): Reply["content"] {
  const stopped =
    stop_reason === null
      ? absent("cut_off", "the answer does not say that it is complete")
      : stopOf(stop_reason, stop_details?.category);
  if (stopped !== undefined) return stopped;
  // Thinking may stand beside the answer and is not part of it.
  const blocks = content.filter(({ type }) => type !== "thinking" && type !== "redacted_thinking");
  const calls = blocks.filter(({ type }) => type === "tool_use");
  if (calls.length > 0) {
    return {
      state: "called",
      calls: calls.map(({ name = "", input }) => ({ name, ...(isObject(input) && { input }) })),
    };
  }
  if (stop_reason === "tool_use" || blocks.some(({ type }) => type.endsWith("tool_use"))) {
    return absent("tool_call", "the model called a tool, and it was offered none of that kind");
  }
  if (blocks.some(({ type }) => type !== "text"))
    return absent("malformed", "the answer holds something else than text");
  const [block, ...more] = blocks;
  if (more.length > 0) return absent("malformed", "the model gave more than one answer");
  const text = block?.text ?? "";
  return text.trim() === "" ? absent("empty", "the model's answer is empty") : { state: "text", text };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const refusalCategories = new Set(["cyber", "bio", "frontier_llm", "reasoning_extraction", "general_harms"]);

function stopOf(reason: string, category: string | null | undefined): Absence | undefined {
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
    case "tool_use":
      return undefined;
    case "max_tokens":
      return absent("truncated", "the model's answer was cut at the configured maxOutputTokens");
    case "model_context_window_exceeded":
      return absent("truncated", "the question and its answer do not fit into the model's context");
    case "refusal": {
      const kind = category && refusalCategories.has(category) ? ` (${category})` : "";
      return absent("refused", `the model refuses to answer${kind}`);
    }
    case "pause_turn":
      return absent("paused", "the model paused in the middle of its answer");
    default:
      return absent("malformed", "the model stopped for a reason that we do not know");
  }
}

const Started = z.object({ type: z.literal("message_start"), message: z.looseObject({ usage: z.looseObject({}) }) });
const BlockStarted = z.object({
  type: z.literal("content_block_start"),
  index: Count.max(1000),
  content_block: z.object({ type: z.string(), text: z.string().optional(), name: z.string().optional() }),
});
const TextDelta = z.object({
  type: z.literal("content_block_delta"),
  index: Count.max(1000),
  delta: z.object({ type: z.literal("text_delta"), text: z.string() }),
});
const ArgumentsDelta = z.object({
  type: z.literal("content_block_delta"),
  index: Count.max(1000),
  delta: z.object({ type: z.literal("input_json_delta"), partial_json: z.string() }),
});
const MessageDelta = z.object({
  type: z.literal("message_delta"),
  delta: z.looseObject({}),
  usage: z.looseObject({}).optional(),
});

/** Puts a whole stream together to the message it stands for. An event of a kind that we do not know is passed over. */
function eventsToMessage(body: string): unknown | Absence {
  const events = serverSentObjects(serverSentData(body));
  if (events === undefined) return absent("malformed", "the stream holds something else than JSON events");
  let message: Record<string, unknown> = { type: "message" };
  const blocks: StreamedBlock[] = [];
  for (const event of events) {
    if (event.type === "error") return absent("failed", "the provider reported an error in the middle of its answer");
    if (event.type === "message_stop") {
      return { ...message, content: blocks.filter((block) => block !== undefined).map(wholeBlock) };
    }
    const started = Started.safeParse(event);
    if (started.success) message = { ...started.data.message, type: "message" };
    const block = BlockStarted.safeParse(event);
    if (block.success) blocks[block.data.index] = { text: "", json: "", ...block.data.content_block };
    const delta = TextDelta.safeParse(event);
    const open = delta.success ? blocks[delta.data.index] : undefined;
    if (delta.success && open !== undefined) open.text += delta.data.delta.text;
    const given = ArgumentsDelta.safeParse(event);
    const called = given.success ? blocks[given.data.index] : undefined;
    if (given.success && called !== undefined) called.json += given.data.delta.partial_json;
    const last = MessageDelta.safeParse(event);
    // The counters of the end are cumulative: they replace those of the start.
    if (last.success) message = { ...message, ...last.data.delta, usage: { ...usageIn(message), ...last.data.usage } };
  }
  return absent("cut_off", "the stream ended before the answer did");
}

interface StreamedBlock {
  readonly type: string;
  readonly name?: string | undefined;
  text: string;
  /** A tool's arguments as they arrive; nothing at all stands for none. */
  json: string;
}

function wholeBlock({ json, ...block }: StreamedBlock): object {
  return block.type === "tool_use" ? { ...block, input: json === "" ? {} : oneJsonObject(json) } : block;
}

function usageIn(message: Record<string, unknown>): object {
  return typeof message.usage === "object" && message.usage !== null ? message.usage : {};
}
