import { z } from "zod";

type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** The same with settings named as code names them; names that people chose stay. */
export type CamelKeys<Value> = Value extends readonly (infer Item)[]
  ? readonly CamelKeys<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value as Key extends string ? CamelCase<Key> : Key]: CamelKeys<Value[Key]> }
    : Value;

/** Names the settings of a document as code does. The schema says what is a setting and what a chosen name. */
export function toCamelKeys(schema: z.ZodType, value: unknown): unknown {
  return renamed(schema, value, { from: (setting) => setting, to: camelCase });
}

/** Names settings as files do. */
export function toFileKeys(schema: z.ZodType, value: unknown): unknown {
  return renamed(schema, value, { from: camelCase, to: (setting) => setting });
}

interface Naming {
  /** What a setting of the schema is called in what is given. */
  readonly from: (setting: string) => string;
  /** What it is called in what comes out. */
  readonly to: (setting: string) => string;
}

function renamed(schema: z.ZodType, value: unknown, naming: Naming): unknown {
  if (value === undefined || value === null) return value;
  if (schema instanceof z.ZodOptional) return renamed(schema.unwrap() as z.ZodType, value, naming);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => renamed(schema.element as z.ZodType, item, naming));
  }
  if (typeof value !== "object") return value;
  const entries = value as Readonly<Record<string, unknown>>;
  if (schema instanceof z.ZodRecord) {
    const inner = schema.valueType as z.ZodType;
    return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, renamed(inner, entry, naming)]));
  }
  if (!(schema instanceof z.ZodObject)) return value;
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([setting, inner]) => {
      const entry = entries[naming.from(setting)];
      return entry === undefined ? [] : [[naming.to(setting), renamed(inner as z.ZodType, entry, naming)]];
    }),
  );
}

function camelCase(setting: string): string {
  return setting.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
