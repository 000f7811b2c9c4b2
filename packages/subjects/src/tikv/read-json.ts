/** What JSON can hold, where integers that a number would corrupt are bigints. */
export type PdValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly PdValue[]
  | { readonly [name: string]: PdValue };

// TypeScript's library does not know the third parameter yet; Node has it since 21.
const parse = JSON.parse as (
  text: string,
  revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => PdValue;

/** Reads JSON without losing digits: PD's own ids are random 64-bit integers. Throws what `JSON.parse` throws. */
export function readJson(text: string): PdValue {
  return parse(text, (_, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
      ? BigInt(source)
      : value,
  );
}
