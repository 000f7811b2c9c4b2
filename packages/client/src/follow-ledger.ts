import type { AuditEventWire } from "@steadyhand/api";
import { endpoints } from "@steadyhand/api/endpoints";
import { type Connection, stayConnected, type WatchState } from "./stay-connected.ts";

/** Whoever follows the record. */
export interface LedgerFollower {
  /** Exact, or a prefix that ends in `.*`. */
  readonly type?: string;
  /** The number of the last event that was seen: what comes after it is told. */
  readonly after?: number;
  /** Where no number is known: from this time on, in ISO 8601. Without both, what comes from now on. */
  readonly since?: string;
  /** Called for each event, in order, once. */
  onEvent(event: AuditEventWire): void | Promise<void>;
  onState?(state: WatchState): void;
  readonly signal: AbortSignal;
}

/** The server says something each 10 s. */
const silenceMs = 35_000;

/**
 * Follows the record until its signal aborts. A lost connection is made again and goes on after the last event that was seen,
 * so that none is missed and none comes twice. Rejects with the `ApiProblem` when the server itself says no.
 */
export async function followLedger(connection: Connection, follower: LedgerFollower): Promise<void> {
  const { type, since, signal } = follower;
  let { after } = follower;
  await stayConnected(connection, {
    ...{ doing: "follow the record", what: "the record", silenceMs, signal },
    hint: "It is made again by itself, and goes on after the last event that was seen",
    path: () =>
      `${endpoints.followLedger.path}${queryOf({ type, ...(after === undefined ? { since } : { after: String(after) }) })}`,
    begin: (live) => async (event) => {
      live();
      if (event.type === "place") after = Number(event.data);
      if (event.type !== "event") return;
      const told = JSON.parse(event.data) as AuditEventWire; // the server checks what it sends against this schema
      await follower.onEvent(told);
      after = told.sequence;
    },
    onState: (state) => follower.onState?.(state),
  });
}

function queryOf(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
