import { conversation, wrongInConversation } from "./anthropic-conversation.ts";
import { outsideSubset } from "./schema-subset.ts";
import type { Act, FakeOptions, FakeProvider, Received } from "./script.ts";
import { type FakeProtocol, serveFake } from "./serve.ts";

const fields = new Set(
  `model max_tokens messages system tools tool_choice thinking output_config stop_sequences stream metadata service_tier cache_control
  temperature top_p top_k`.split(/\s+/),
);
const usage = {
  input_tokens: 100,
  cache_creation_input_tokens: 20,
  cache_read_input_tokens: 30,
  output_tokens: 40,
  service_tier: "standard",
};

const protocol: FakeProtocol = {
  basePath: "/v1",
  path: "/messages",
  headers: { "request-id": "req_fake_1" },
  check,
  system: ({ system }) => textOf(system),
  user: ({ messages }) =>
    ((messages ?? []) as { role: string; content: unknown }[])
      .filter(({ role }) => role === "user")
      .map(({ content }) => textOf(content))
      .join("\n"),
  conversation,
  error: (type, message) => ({ type: "error", error: { type, message }, request_id: "req_fake_1" }),
  errorType: (status) => errorTypes[status] ?? "api_error",
  answer,
  events,
  errorEvent: () => event({ type: "error", error: { type: "overloaded_error", message: "overloaded in the middle" } }),
};

/** A server that speaks Anthropic's Messages API. */
export function fakeAnthropic(options: FakeOptions = {}): Promise<FakeProvider> {
  return serveFake(protocol, options);
}

/** A text, or the texts of its blocks. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return ((content ?? []) as { text?: string }[]).map(({ text = "" }) => text).join("\n");
}

const errorTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  529: "overloaded_error",
};

function check({ headers, body }: Received, { apiKey, sampling = "strict" }: FakeOptions) {
  const bad = (message: string) => [400, "invalid_request_error", message] as const;
  if (apiKey !== undefined && headers["x-api-key"] !== apiKey) {
    return [401, "authentication_error", `invalid x-api-key ${headers["x-api-key"]}`] as const;
  }
  if (headers["anthropic-version"] !== "2023-06-01") return bad("anthropic-version: required");
  if (headers["content-type"] !== "application/json") return bad("content-type: must be application/json");
  const unknown = Object.keys(body).find((field) => !fields.has(field));
  if (unknown !== undefined) return bad(`${unknown}: Extra inputs are not permitted`);
  if (typeof body.model !== "string") return bad("model: Field required");
  if (!Number.isInteger(body.max_tokens)) return bad("max_tokens: Field required");
  if (!Array.isArray(body.messages) || body.messages.length === 0) return bad("messages: Field required");
  if (sampling === "strict" && ["temperature", "top_p", "top_k"].some((field) => field in body)) {
    return bad("temperature is deprecated for this model");
  }
  const format = (body.output_config as { format?: { type?: string; schema?: unknown } } | undefined)?.format;
  if (format !== undefined) {
    const wrong = format.type === "json_schema" ? outsideSubset(format.schema) : "format.type: json_schema expected";
    if (wrong !== undefined) return bad(`output_config.${wrong}`);
  }
  const wrong = wrongInConversation(body);
  return wrong === undefined ? undefined : bad(wrong);
}

function answer(act: Act, { model }: Record<string, unknown>): object | undefined {
  const message = (content: readonly object[], stop_reason: string, rest: object = {}) => ({
    id: "msg_fake_1",
    type: "message",
    role: "assistant",
    model: act.kind === "says" && act.model !== undefined ? act.model : `${model}-20260101`,
    content,
    stop_reason,
    stop_sequence: null,
    usage,
    ...rest,
  });
  const text = (said: string) => ({ type: "text", text: said });
  switch (act.kind) {
    case "says":
      return message([{ type: "thinking", thinking: "hm", signature: "c2ln" }, text(act.text)], "end_turn");
    case "says_several":
      return message(act.texts.map(text), "end_turn");
    case "refuses":
    case "filters":
      return message([], "refusal", { stop_details: { type: "refusal", category: "cyber", explanation: "no" } });
    case "truncates":
      return message([text(act.text)], "max_tokens");
    case "pauses":
      return message([text("")], "pause_turn");
    case "calls_tool":
      return message([{ type: "tool_use", id: "toolu_1", name: act.name, input: act.input }], "tool_use");
    case "calls_tools":
      return message(
        [
          ...(act.text === undefined ? [] : [text(act.text)]),
          ...act.calls.map(({ name, input }, index) => ({ type: "tool_use", id: `toolu_${index + 1}`, name, input })),
        ],
        "tool_use",
      );
    default:
      return undefined;
  }
}

const event = (data: { readonly type: string; readonly [name: string]: unknown }) =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

interface Message {
  readonly content: readonly { readonly type: string; readonly text?: string; readonly input?: unknown }[];
  readonly stop_reason: string;
  readonly stop_details?: object;
}

function events(whole: object): readonly string[] {
  const { content, stop_reason, stop_details, ...rest } = whole as Message; // made by `answer` above
  const start = { ...rest, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } };
  return [
    event({ type: "message_start", message: start }),
    event({ type: "ping" }),
    ...content.flatMap((block, index) => blockEvents(block, index)),
    event({
      type: "message_delta",
      delta: { stop_reason, stop_sequence: null, ...(stop_details && { stop_details }) },
      usage: { output_tokens: usage.output_tokens },
    }),
    event({ type: "an_event_of_tomorrow" }),
    event({ type: "message_stop" }),
  ];
}

function blockEvents(block: Message["content"][number], index: number): string[] {
  const { text, input, ...empty } = block;
  const begin = { ...empty, ...(text !== undefined && { text: "" }), ...(input !== undefined && { input: {} }) };
  const halves = text === undefined ? [] : [text.slice(0, text.length / 2), text.slice(text.length / 2)];
  const deltas = halves.map((half) => ({ type: "text_delta", text: half }) as object);
  if (input !== undefined) {
    const json = typeof input === "string" ? input : JSON.stringify(input);
    const halves = [json.slice(0, json.length / 2), json.slice(json.length / 2)];
    deltas.push(...halves.map((partial_json) => ({ type: "input_json_delta", partial_json })));
  }
  return [
    event({ type: "content_block_start", index, content_block: begin }),
    ...deltas.map((delta) => event({ type: "content_block_delta", index, delta })),
    event({ type: "content_block_stop", index }),
  ];
}
