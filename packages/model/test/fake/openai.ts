import { conversation, wrongInConversation } from "./openai-conversation.ts";
import { outsideSubset } from "./schema-subset.ts";
import type { Act, FakeOptions, FakeProvider, Received } from "./script.ts";
import { type FakeProtocol, serveFake } from "./serve.ts";

const fields = new Set(
  `model messages tools tool_choice parallel_tool_calls response_format max_completion_tokens max_tokens reasoning_effort seed
  temperature top_p store stream stream_options n user metadata`.split(/\s+/),
);
const usage = {
  prompt_tokens: 150,
  completion_tokens: 40,
  total_tokens: 190,
  prompt_tokens_details: { cached_tokens: 30 },
  completion_tokens_details: { reasoning_tokens: 10 },
};

const protocol: FakeProtocol = {
  basePath: "/v1",
  path: "/chat/completions",
  headers: { "x-request-id": "req-fake-2" },
  check,
  system: ({ messages }) => contentOf(messages, "system"),
  user: ({ messages }) => contentOf(messages, "user"),
  conversation,
  error: (type, message) => ({ error: { message, type, param: null, code: null } }),
  errorType: (status) =>
    status === 429 ? "rate_limit_exceeded" : status < 500 ? "invalid_request_error" : "server_error",
  answer,
  events,
  errorEvent: () => data({ error: { message: "the server had an error", type: "server_error" } }),
};

/** A server that speaks OpenAI's chat completions, or Ollama's imitation of them. */
export function fakeOpenAi(options: FakeOptions = {}): Promise<FakeProvider> {
  return serveFake(options.flavour === "ollama" ? ollama : protocol, options);
}

/**
 * What Ollama does differently behind the same path: an error is a plain text, thinking stands beside the content,
 * there is no `refusal`, use is not broken down, and a limit that it does not know is no limit.
 */
const ollama: FakeProtocol = {
  ...protocol,
  headers: {},
  check: ({ body }) =>
    typeof body.model === "string" && body.max_completion_tokens === undefined
      ? undefined
      : [400, "invalid_request_error", "max_tokens is what limits the answer here"],
  error: (_type, message) => ({ error: message }),
  answer(act, body) {
    const whole = answer(act, body) as Completion | undefined;
    if (whole === undefined) return undefined;
    const { prompt_tokens, completion_tokens, total_tokens } = usage;
    return {
      ...whole,
      model: body.model,
      system_fingerprint: "fp_ollama",
      usage: { prompt_tokens, completion_tokens, total_tokens },
      choices: whole.choices.map(({ message: { refusal: _, ...message }, ...choice }) => ({
        ...choice,
        message: { ...message, reasoning: "The user wants JSON." },
      })),
    };
  },
};

function contentOf(messages: unknown, role: string): string {
  const found = Array.isArray(messages) ? messages.filter((message) => message.role === role) : [];
  return found.map(({ content }) => String(content ?? "")).join("\n");
}

function check({ headers, body }: Received, { apiKey, sampling = "strict" }: FakeOptions) {
  const bad = (message: string) => [400, "invalid_request_error", message] as const;
  if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) {
    return [401, "invalid_request_error", `Incorrect API key provided: ${headers.authorization}`] as const;
  }
  const unknown = Object.keys(body).find((field) => !fields.has(field));
  if (unknown !== undefined) return bad(`Unrecognized request argument supplied: ${unknown}`);
  if (typeof body.model !== "string") return bad("you must provide a model parameter");
  if (!Array.isArray(body.messages) || body.messages.length === 0) return bad("messages is required");
  if (sampling === "strict" && "temperature" in body) return bad("Unsupported parameter: temperature");
  if (body.max_completion_tokens === undefined && body.max_tokens === undefined) return bad("no limit was sent");
  const format = body.response_format as
    | { type?: string; json_schema?: { schema?: unknown; strict?: boolean } }
    | undefined;
  if (format !== undefined) {
    const isStrict = format.type === "json_schema" && format.json_schema?.strict === true;
    const wrong = isStrict ? outsideSubset(format.json_schema?.schema) : "must be a strict json_schema";
    if (wrong !== undefined) return bad(`Invalid schema for response_format: ${wrong}`);
  }
  const wrong = wrongInConversation(body);
  return wrong === undefined ? undefined : bad(wrong);
}

function answer(act: Act, { model }: Record<string, unknown>): object | undefined {
  const completion = (choices: readonly object[]) => ({
    id: "chatcmpl-fake-1",
    object: "chat.completion",
    created: 1_760_000_000,
    model: act.kind === "says" && act.model !== undefined ? act.model : `${model}-2026-01-01`,
    choices: choices.map((choice, index) => ({ index, logprobs: null, ...choice })),
    usage,
    system_fingerprint: "fp_fake",
  });
  const choice = (message: object, finish_reason: string) => ({
    message: { role: "assistant", content: null, refusal: null, ...message },
    finish_reason,
  });
  switch (act.kind) {
    case "says":
      return completion([choice({ content: act.text }, "stop")]);
    case "says_several":
      return completion(act.texts.map((content) => choice({ content }, "stop")));
    case "refuses":
      return completion([choice({ refusal: "I cannot help with that." }, "stop")]);
    case "filters":
      return completion([choice({ content: "" }, "content_filter")]);
    case "truncates":
      return completion([choice({ content: act.text }, "length")]);
    case "pauses":
      return completion([choice({ content: "" }, "paused_for_reasons_unknown")]);
    case "calls_tool": {
      const call = {
        id: "call_1",
        type: "function",
        function: { name: act.name, arguments: JSON.stringify(act.input) },
      };
      return completion([choice({ tool_calls: [call] }, "tool_calls")]);
    }
    case "calls_tools": {
      const tool_calls = act.calls.map(({ name, input }, index) => ({
        ...{ id: `call_${index + 1}`, type: "function" },
        function: { name, arguments: typeof input === "string" ? input : JSON.stringify(input) },
      }));
      return completion([choice({ content: act.text ?? null, tool_calls }, "tool_calls")]);
    }
    default:
      return undefined;
  }
}

const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`;

interface Completion {
  readonly choices: readonly {
    readonly index: number;
    readonly message: Record<string, unknown>;
    readonly finish_reason: string;
  }[];
  readonly usage: object;
}

function events(whole: object): readonly string[] {
  const { choices, usage: use, ...rest } = whole as Completion; // made by `answer` above
  const chunk = (more: object) => data({ ...rest, object: "chat.completion.chunk", ...more });
  return [
    ...choices.flatMap(({ index, message, finish_reason }) => {
      const { content, refusal, tool_calls } = message;
      const text = typeof content === "string" ? content : "";
      const deltas: object[] = [{ role: "assistant", content: "" }];
      if (text !== "")
        deltas.push({ content: text.slice(0, text.length / 2) }, { content: text.slice(text.length / 2) });
      if (refusal) deltas.push({ refusal });
      deltas.push(...callDeltas(tool_calls));
      return [
        ...deltas.map((delta) => chunk({ choices: [{ index, delta, finish_reason: null }] })),
        chunk({ choices: [{ index, delta: {}, finish_reason }] }),
      ];
    }),
    chunk({ choices: [], usage: use }),
    "data: [DONE]\n\n",
  ];
}

/** A call comes in parts: its name first, and then its arguments, piece by piece. */
function callDeltas(calls: unknown): readonly object[] {
  return ((calls ?? []) as { function: { name: string; arguments: string } }[]).flatMap(
    ({ function: { name, arguments: json }, ...call }, index) =>
      [
        { ...call, index, function: { name, arguments: "" } },
        { index, function: { arguments: json.slice(0, json.length / 2) } },
        { index, function: { arguments: json.slice(json.length / 2) } },
      ].map((part) => ({ tool_calls: [part] })),
  );
}
