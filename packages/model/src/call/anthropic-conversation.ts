import { unreachable } from "@steadyhand/core/outcome";
import type { TaskConfig } from "../config/model-config.ts";
import type { Message, ToolQuestion } from "./protocol.ts";

type Block = Readonly<Record<string, unknown>>;

/** What comes before this in a later request is the same to the byte: it is paid for in full once. */
const cached = { cache_control: { type: "ephemeral" } } as const;

/** A conversation with tools in the form of the Messages API: one call at a time, and a call it must be. */
export function anthropicConversation({ provider }: TaskConfig, { system, messages, tools }: ToolQuestion): object {
  const last = messages.findLastIndex(({ kind }) => kind === "answered");
  return {
    system: [{ type: "text", text: system, ...cached }],
    messages: together(
      messages.map((message, index) => ({
        role: message.kind === "said" || message.kind === "called" ? "assistant" : "user",
        content: { ...blockOf(message), ...(index === last && cached) },
      })),
    ),
    tools: tools.map(({ name, description, schema }) => ({
      ...{ name, description, input_schema: schema },
      ...(provider.supportsSchemas && { strict: true }),
    })),
    tool_choice: { type: "any", disable_parallel_tool_use: true },
  };
}

function blockOf(message: Message): Block {
  switch (message.kind) {
    case "told":
    case "said":
      return { type: "text", text: message.text };
    case "called":
      return { type: "tool_use", id: message.id, name: message.name, input: message.input };
    case "answered":
      return {
        ...{ type: "tool_result", tool_use_id: message.id, content: message.text },
        ...(message.isError && { is_error: true }),
      };
    default:
      return unreachable(message);
  }
}

/** Roles take turns: what one says in a row is one message, results of tools first as they come. */
function together(parts: readonly { readonly role: string; readonly content: Block }[]): readonly object[] {
  const whole: { readonly role: string; readonly content: Block[] }[] = [];
  for (const { role, content } of parts) {
    const open = whole.at(-1);
    if (open?.role === role) open.content.push(content);
    else whole.push({ role, content: [content] });
  }
  return whole;
}
