import type {
  Action,
  ActionCall,
  ActionDeclaration,
  ActionRemark,
  ActionValue,
  Availability,
  ParameterDeclaration,
  ParameterProblem,
} from "@steadyhand/core/action";
import { z } from "zod";

/** What an action makes of parameters that fit one by one. */
export interface Looked {
  /** What does not fit together, or cannot be read. */
  readonly problems?: readonly ParameterProblem[];
  /** Less than the declared limit, for these parameters. */
  readonly timeoutMs?: number;
  readonly remarks?: readonly ActionRemark[];
  readonly inverse?: ActionCall;
  /** Added to the parameters: what would otherwise be looked up when it runs. */
  readonly pinned?: Readonly<Record<string, ActionValue>>;
}

export interface ActionDefinition<Shape extends z.ZodObject> {
  readonly declaration: Omit<ActionDeclaration, "parameters" | "availability">;
  /** Each with a description: people read it. */
  readonly parameters: Shape;
  readonly availability?: () => Availability;
  /** What is wrong with values as they were given, whatever else does not fit beside them. */
  readonly check?: (given: Readonly<Record<string, unknown>>) => readonly ParameterProblem[];
  readonly look?: (parameters: z.output<Shape>) => Looked;
}

const available: Availability = { isAvailable: true };

/** Makes an action from its declaration and the schema of its parameters. Every problem is reported at once. */
export function defineAction<Shape extends z.ZodObject>({
  declaration,
  parameters: schema,
  availability = () => available,
  check,
  look,
}: ActionDefinition<Shape>): Action {
  const described = describeParameters(schema);
  const declare = (): ActionDeclaration => ({
    ...declaration,
    parameters: described,
    availability: availability(),
  });
  return {
    declare,
    prepare(given) {
      const values = fromText(given, described);
      const parsed = schema.safeParse(values);
      const found = [...(parsed.success ? [] : problemsOf(parsed.error)), ...(check?.(values) ?? [])];
      if (!parsed.success || found.length > 0) return { ok: false, code: "action.parameters", problems: found };
      const looked = look?.(parsed.data) ?? {};
      const { problems = [], remarks = [], timeoutMs = declaration.timeLimitMs, inverse, pinned } = looked;
      if (problems.length > 0) return { ok: false, code: "action.parameters", problems };
      const now = declare();
      if (!now.availability.isAvailable) {
        const { why, hint } = now.availability;
        return { ok: false, code: "action.unavailable", why, hint };
      }
      return {
        ok: true,
        call: {
          declaration: now,
          // The schemas take nothing but JSON.
          parameters: { ...(withoutAbsent(parsed.data) as Record<string, ActionValue>), ...pinned },
          timeoutMs,
          remarks,
          ...(inverse && { inverse }),
        },
      };
    },
  };
}

function problemsOf(error: z.ZodError): ParameterProblem[] {
  return error.issues.flatMap(({ code, path, message, ...issue }) => {
    if (code === "unrecognized_keys" && "keys" in issue) {
      return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "there is no such parameter" }));
    }
    const isMissing = code === "invalid_type" && /received undefined/.test(message);
    return [{ path: path.join("."), message: isMissing ? "it is needed" : lowerFirst(message) }];
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface PropertySchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: ActionValue;
}

function describeParameters(schema: z.ZodObject): ParameterDeclaration[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  // An object's properties, as JSON Schema writes them.
  return (Object.entries(properties) as [string, PropertySchema][]).map(([name, property]) => ({
    name,
    type: typeOf(property),
    isRequired: required.includes(name),
    what: property.description ?? "",
    ...(property.enum && { choices: property.enum }),
    ...(property.default !== undefined && { standard: property.default }),
  }));
}

function typeOf({ type, enum: choices }: PropertySchema): ParameterDeclaration["type"] {
  if (choices) return "choice";
  if (type === "integer" || type === "number") return "number";
  if (type === "array") return "list";
  return type === "boolean" ? "yes_no" : "text";
}

/** Values of variables are text: a number that came through one is read as the number it says. */
function fromText(given: ActionCall["parameters"], described: readonly ParameterDeclaration[]) {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const type = described.find((parameter) => parameter.name === name)?.type;
      if (typeof value !== "string") return [name, value];
      if (type === "number" && /^-?\d{1,15}(\.\d+)?$/.test(value)) return [name, Number(value)];
      if (type === "yes_no" && /^(true|false)$/.test(value)) return [name, value === "true"];
      return [name, value];
    }),
  );
}

function withoutAbsent(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}
