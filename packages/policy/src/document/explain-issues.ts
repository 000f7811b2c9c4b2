import { z } from "zod";
import { type PolicyProblem, type SettingPath, sayPath } from "../problem.ts";
import { closestName } from "./closest-name.ts";
import type { SourceDocument } from "./read-document.ts";

type Issue = z.core.$ZodIssue;

/** Says each thing that does not fit a schema with its place in the text and what would fit. */
export function explainIssues(
  schema: z.ZodType,
  document: SourceDocument,
  issues: readonly Issue[],
): readonly PolicyProblem[] {
  return issues.flatMap((issue) => explain(schema, document, issue));
}

function explain(schema: z.ZodType, document: SourceDocument, issue: Issue): PolicyProblem[] {
  // Values in a document are named by texts and counted by numbers.
  const path = issue.path as SettingPath;
  const problem = (message: string, allowed?: string, about: "value" | "key" = "value"): PolicyProblem => ({
    ...(about === "key" ? document.placeOfKey(path) : document.placeOf(path)),
    path: sayPath(path),
    message,
    ...(allowed !== undefined && { allowed }),
  });
  const given = show(valueAt(document.value, path));
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(schema, document, [...path, key]));
    case "invalid_type": {
      if (valueAt(document.value, path) === undefined) {
        return [{ ...problem(`${show(path.at(-1))} is missing`, kinds[issue.expected] ?? issue.expected) }];
      }
      return [problem(`${given} does not fit`, allowedAt(schema, path) ?? kinds[issue.expected] ?? issue.expected)];
    }
    case "invalid_value": {
      const known = issue.values.filter((value) => typeof value === "string");
      const typed = valueAt(document.value, path);
      const meant = typeof typed === "string" ? closestName(typed, known) : undefined;
      const message = typed === undefined ? `${show(path.at(-1))} is missing` : `${given} is not known`;
      return [problem(meant === undefined ? message : `${message}; did you mean ${show(meant)}?`, list(issue.values))];
    }
    case "too_big":
      return [
        problem(
          `${given} is too ${issue.origin === "number" || issue.origin === "int" ? "high" : "long"}`,
          rangeAt(schema, path, `at most ${issue.maximum}`),
        ),
      ];
    case "too_small":
      return [
        problem(
          `${given} is too ${issue.origin === "number" || issue.origin === "int" ? "low" : "short"}`,
          rangeAt(schema, path, `at least ${issue.minimum}`),
        ),
      ];
    case "invalid_key":
      return [problem(`${show(path.at(-1))} cannot be a name here`, keyNames(schema, path), "key")];
    case "custom": {
      const allowed = typeof issue.params?.allowed === "string" ? issue.params.allowed : undefined;
      return [problem(issue.message, allowed)];
    }
    default:
      return [problem(`${given} does not fit`, allowedAt(schema, path) ?? issue.message)];
  }
}

function unknownKey(schema: z.ZodType, document: SourceDocument, path: SettingPath): PolicyProblem {
  const key = String(path.at(-1));
  const around = schemaAt(schema, path.slice(0, -1));
  const known = around === undefined ? [] : namesIn(around);
  const meant = closestName(key, known);
  const message = `there is no ${show(key)} here`;
  return {
    ...document.placeOfKey(path),
    path: sayPath(path),
    message: meant === undefined ? message : `${message}; did you mean ${show(meant)}?`,
    allowed: known.join(", "),
  };
}

function namesIn(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
}

/** What a schema says of itself for people, or what can be told from its form. */
function allowedAt(schema: z.ZodType, path: SettingPath): string | undefined {
  const found = schemaAt(schema, path);
  return found && sayAllowed(found);
}

/** What may stand where a schema is asked for. */
export function sayAllowed(schema: z.ZodType): string | undefined {
  const said = schema.meta()?.allowed;
  if (typeof said === "string") return said;
  if (schema instanceof z.ZodEnum) return list(schema.options);
  if (schema instanceof z.ZodLiteral) return list([...schema.values]);
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodString) return "a text";
  if (schema instanceof z.ZodArray) {
    const items = sayAllowed(unwrapped(schema.element as z.ZodType));
    return items === undefined ? "a list" : `a list of: ${items}`;
  }
  if (schema instanceof z.ZodObject) return `{ } with ${Object.keys(schema.shape).join(", ")}`;
  if (schema instanceof z.ZodRecord) return "{ } with a name for each entry";
  return undefined;
}

function rangeAt(schema: z.ZodType, path: SettingPath, otherwise: string): string {
  const said = schemaAt(schema, path)?.meta()?.allowed;
  return typeof said === "string" ? said : otherwise;
}

function keyNames(schema: z.ZodType, path: SettingPath): string | undefined {
  const around = schemaAt(schema, path.slice(0, -1));
  return around instanceof z.ZodRecord ? sayAllowed(around.keyType as z.ZodType) : undefined;
}

/** The schema of what stands at a path, without its wrappings. */
function schemaAt(schema: z.ZodType, path: SettingPath): z.ZodType | undefined {
  const here = unwrapped(schema);
  const [first, ...rest] = path;
  if (first === undefined) return here;
  if (here instanceof z.ZodObject) {
    const inner = here.shape[String(first)] as z.ZodType | undefined;
    return inner && schemaAt(inner, rest);
  }
  if (here instanceof z.ZodRecord) return schemaAt(here.valueType as z.ZodType, rest);
  if (here instanceof z.ZodArray) return schemaAt(here.element as z.ZodType, rest);
  return undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}

function valueAt(value: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (around, part) =>
      typeof around === "object" && around !== null ? (around as Record<string | number, unknown>)[part] : undefined,
    value,
  );
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text in double quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list in [ ]",
  object: "settings in { }",
  record: "settings in { }",
};

function list(values: readonly unknown[]): string {
  return values.map(show).join(", ");
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
