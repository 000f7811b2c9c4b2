import { OpsError } from "@steadyhand/core/outcome";
import type { Page } from "@steadyhand/engine";

const mostItems = 500;

/** Refuses a page that is empty or larger than 500. Throws `page.limit`. */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= mostItems) return;
  throw new OpsError(`Cannot list ${limit} items at once`, {
    kind: "invalid",
    code: "page.limit",
    hint: `Ask for 1 to ${mostItems} items`,
  });
}

/** Where a list by time, newest first, goes on: after this moment and id. */
export interface TimeToken {
  readonly at: Date;
  readonly id: string;
}

/** Reads what `pageOf` wrote. Throws `page.token`. */
export function readTimeToken(token: string): TimeToken {
  const [, ms, id] = /^(\d{1,15})\.([a-z]{3}_[A-Za-z0-9_-]{1,64})$/.exec(token) ?? [];
  if (ms === undefined || id === undefined) throw badToken(token);
  return { at: new Date(Number(ms)), id };
}

/** A page of a list by time, from rows of which one more than `limit` were asked for. */
export function pageOf<Row, Item>(input: {
  readonly rows: readonly Row[];
  readonly limit: number;
  readonly place: (row: Row) => TimeToken;
  readonly item: (row: Row) => Item;
}): Page<Item> {
  const { rows, limit, place, item } = input;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(item);
  if (rows.length <= limit || last === undefined) return { items };
  const { at, id } = place(last);
  return { items, next: `${at.getTime()}.${id}` };
}

/** The refusal of a token that no page of ours gave out. */
export function badToken(token: string): OpsError {
  return new OpsError(`Cannot go on with the list after ${JSON.stringify(token.slice(0, 100))}: no page ended there`, {
    kind: "invalid",
    code: "page.token",
    hint: "Pass the `next` of the page before as it is, or begin anew without it",
  });
}
