import { unreachable } from "@steadyhand/core/outcome";
import type { TaskConfig } from "../config/model-config.ts";
import type { Message, ToolQuestion } from "./protocol.ts";

/** A conversation with tools in the form of chat completions: one call at a time, and a call it must be. */
export function openaiConversation({ provider }: TaskConfig, { system, messages, tools }: ToolQuestion): object {
  return {
    messages: [{ role: "system", content: system }, ...messages.map(messageOf)],
    tools: tools.map(({ name, description, schema }) => ({
      type: "function",
      function: { name, description, parameters: schema, ...(provider.supportsSchemas && { strict: true }) },
    })),
    tool_choice: "required",
    parallel_tool_calls: false,
  };
}

function messageOf(message: Message): object {
  switch (message.kind) {
    case "told":
      return { role: "user", content: message.text };
    case "said":
      return { role: "assistant", content: message.text };
    case "called": {
      const { id, name, input } = message;
      const call = { id, type: "function", function: { name, arguments: JSON.stringify(input) } };
      return { role: "assistant", content: null, tool_calls: [call] };
    }
    case "answered":
      // This protocol has no mark for an error: the text says that it is one.
      return { role: "tool", tool_call_id: message.id, content: message.text };
    default:
      return unreachable(message);
  }
}
