import { outsideSubset } from "./schema-subset.ts";

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly tool_use_id?: string;
  readonly content?: string;
}

interface Talk {
  readonly role: string;
  readonly content: string | readonly Block[];
}

export function conversation({ tools, messages }: Record<string, unknown>) {
  const blocks = talkOf(messages).flatMap(blocksOf);
  return {
    tools: ((tools ?? []) as { name: string }[]).map(({ name }) => name),
    answers: blocks.flatMap(({ type, content = "" }) => (type === "tool_result" ? [content] : [])),
    callIds: blocks.flatMap(({ type, id = "" }) => (type === "tool_use" ? [id] : [])),
  };
}

/** What the real one refuses of tools and of a conversation about them. */
export function wrongInConversation({ tools, tool_choice, thinking, messages }: Record<string, unknown>) {
  for (const { name, input_schema, strict } of (tools ?? []) as {
    name: string;
    input_schema: unknown;
    strict?: boolean;
  }[]) {
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) return `tools.${name}: the name does not match`;
    const wrong = strict === true ? outsideSubset(input_schema) : undefined;
    if (wrong !== undefined) return `tools.${name}.${wrong}`;
  }
  const isForced = ["any", "tool"].includes((tool_choice as { type?: string } | undefined)?.type ?? "auto");
  if (isForced && thinking !== undefined && (thinking as { type: string }).type !== "disabled") {
    return "tool_choice: thinking may not be enabled when tool_choice forces tool use";
  }
  return wrongInMessages(talkOf(messages));
}

function wrongInMessages(talk: readonly Talk[]): string | undefined {
  if (talk.at(-1)?.role !== "user") return "messages: the final message must be the user's";
  let open: readonly string[] = [];
  for (const [index, message] of talk.entries()) {
    const place = `messages.${index}`;
    const blocks = blocksOf(message);
    const results = blocks.flatMap(({ type, tool_use_id = "" }) => (type === "tool_result" ? [tool_use_id] : []));
    if (results.toSorted().join() !== open.toSorted().join()) {
      return `${place}: tool_use ids ${open.join()} were not answered by ${results.join()}`;
    }
    if (blocks.slice(0, results.length).some(({ type }) => type !== "tool_result"))
      return `${place}: results come first`;
    if (blocks.some(({ type, text }) => type === "text" && !text?.trim())) return `${place}: text must be non-empty`;
    const calls = blocks.filter(({ type }) => type === "tool_use");
    const strange = calls.find(({ id = "", name = "", input }) => !isName(id) || !isName(name) || !isObject(input));
    if (strange !== undefined) return `${place}: tool_use ${JSON.stringify(strange.name)} is not of this protocol`;
    open = message.role === "assistant" ? calls.map(({ id = "" }) => id) : [];
  }
  return undefined;
}

function talkOf(messages: unknown): readonly Talk[] {
  return (messages ?? []) as readonly Talk[];
}

function blocksOf({ content }: Talk): readonly Block[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function isName(text: string): boolean {
  return /^[a-zA-Z0-9_-]{1,128}$/.test(text);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
