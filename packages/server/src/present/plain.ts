/** A value as JSON has it: its dates are texts. For what looks the same on the wire as within. */
export type Plain<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? Plain<Item>[]
    : Value extends object
      ? { -readonly [Key in keyof Value]: Plain<Value[Key]> }
      : Value;

/** Gives every text to `say` on its way, such as to have secrets removed from it. */
export function plain<Value>(value: Value, say: (text: string) => string = (text) => text): Plain<Value> {
  // What becomes of each part follows its type, which the compiler cannot see through the recursion.
  return convert(value, say) as Plain<Value>;
}

function convert(value: unknown, say: (text: string) => string): unknown {
  if (typeof value === "string") return say(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => convert(item, say));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, say)]));
}
