import { type Act, type Received, verdict } from "./script.ts";

/** One move of a model that investigates: a call, or whatever it makes of what it was sent. */
export type Step = { readonly tool: string; readonly arguments?: object } | ((request: Received) => Act);

/**
 * A model that makes these moves, one for each turn of the record, and the last one ever again. It goes by what it is sent alone, so
 * it goes on where another server's record ends. Asked about a command, it finds it safe.
 */
export function investigates(...steps: readonly Step[]): (request: Received) => Act {
  return (request) => {
    if (request.tools.length === 0) return { kind: "says", text: verdict("safe", 1) };
    const step = steps[Math.min(request.turns, steps.length - 1)];
    if (step === undefined) return { kind: "hangs" };
    if (typeof step === "function") return step(request);
    return {
      kind: "calls_tool",
      name: step.tool,
      input: { why: "to see", ...nulls(step, request), ...step.arguments },
    };
  };
}

/** In a strict schema what is not given is null. */
function nulls({ tool }: { readonly tool: string }, { body }: Received): object {
  const tools = (body.tools ?? []) as {
    name?: string;
    input_schema?: Schema;
    function?: { name: string; parameters: Schema };
  }[];
  const offered = tools.find(({ name, function: called }) => (name ?? called?.name) === tool);
  const { properties = {} } = offered?.input_schema ?? offered?.function?.parameters ?? {};
  return Object.fromEntries(Object.entries(properties).flatMap(([name, { anyOf }]) => (anyOf ? [[name, null]] : [])));
}

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly anyOf?: unknown }>>;
}

/** Arguments of `conclude`, as a well-behaved model gives them; `more` replaces some. */
export function conclusion(more: object = {}): object {
  return {
    outcome: "inconclusive",
    summary: "It is not clear yet",
    causes: [],
    confidence: 0.4,
    timeline: [],
    members: [],
    evidence_for: [],
    evidence_against: [],
    blind: [],
    alternatives: [],
    risks: [],
    suggestions: [],
    next: [],
    ...more,
  };
}

export function concludes(more: object = {}): Act {
  return { kind: "calls_tool", name: "conclude", input: conclusion(more) };
}

/** One suggestion, as a well-behaved model writes it. */
export function suggests(
  action: string,
  parameters: Readonly<Record<string, string | number>> = {},
  more: object = {},
): object {
  return {
    action,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    member: null,
    predicted: "It holds again",
    verified_by: [],
    risks: [],
    ...more,
  };
}
