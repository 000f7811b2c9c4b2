import { OpsError } from "@steadyhand/core/outcome";
import type { Option } from "../command/command.ts";

/** Options of every command that lists. */
export const pagingOptions = {
  limit: { type: "text", value: "n", help: "how many, 1 to 500 (default: 50)" },
  after: { type: "text", value: "cursor", help: "go on after the `next` of an earlier answer" },
} as const satisfies Record<string, Option>;

/** The page that was asked for, as the API takes it. */
export function pageOf({ limit, after }: { readonly limit: string | undefined; readonly after: string | undefined }) {
  return {
    limit: limit === undefined ? 50 : wholeNumber("--limit", limit, { least: 1, most: 500 }),
    ...(after && { after }),
  };
}

/** Reads a whole number of the command line. Throws `usage.not_a_number`. */
export function wholeNumber(
  flag: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new OpsError(`Cannot read ${flag} ${text}: it is no whole number from ${least} to ${most}`, {
    kind: "invalid",
    code: "usage.not_a_number",
    hint: `Give a number, such as ${flag} ${least}`,
  });
}

/** Says how to see more, where there is more. */
export function moreLine(next: string | undefined): string | undefined {
  return next === undefined ? undefined : `There is more: --after ${next}`;
}
