import { outsideSubset } from "./schema-subset.ts";

interface Talk {
  readonly role: string;
  readonly content: string | null;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
}

interface Offered {
  readonly function: { readonly name: string; readonly parameters: unknown; readonly strict?: boolean };
}

export function conversation({ tools, messages }: Record<string, unknown>) {
  const talk = (messages ?? []) as readonly Talk[];
  return {
    tools: ((tools ?? []) as Offered[]).map((tool) => tool.function.name),
    answers: talk.flatMap(({ role, content }) => (role === "tool" ? [content ?? ""] : [])),
    callIds: talk.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id }) => id)),
  };
}

/** What the real one refuses of tools and of a conversation about them. */
export function wrongInConversation({ tools, messages }: Record<string, unknown>): string | undefined {
  for (const { function: tool } of (tools ?? []) as Offered[]) {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(tool.name)) return `Invalid tools name: ${tool.name}`;
    const wrong = tool.strict === true ? outsideSubset(tool.parameters) : undefined;
    if (wrong !== undefined) return `Invalid schema for function ${tool.name}: ${wrong}`;
  }
  let open: string[] = [];
  for (const { role, tool_call_id = "", tool_calls = [] } of (messages ?? []) as readonly Talk[]) {
    if (role === "tool") {
      if (!open.includes(tool_call_id)) return `tool_call_id ${tool_call_id} answers no preceding tool call`;
      open = open.filter((id) => id !== tool_call_id);
      continue;
    }
    if (open.length > 0) return `tool_call_ids did not have response messages: ${open.join()}`;
    const strange = tool_calls.find(
      ({ function: call }) => !/^[a-zA-Z0-9_-]{1,64}$/.test(call.name) || !isJson(call.arguments),
    );
    if (strange !== undefined) return `Invalid tool call ${strange.id}`;
    open = tool_calls.map(({ id }) => id);
  }
  return open.length > 0 ? "an assistant message with tool_calls must be followed by tool messages" : undefined;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
