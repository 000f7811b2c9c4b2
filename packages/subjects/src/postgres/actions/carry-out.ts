import { setTimeout as passed } from "node:timers/promises";
import type { Performed } from "@steadyhand/subject";
import { failureOf } from "../failure.ts";
import type { KeptSession } from "../kept-session.ts";
import type { Session } from "../session.ts";
import { notDone } from "./server-action.ts";

const betweenLooksMs = 50;
const lookFirst = "Look at the server before anything is done again";

/**
 * Errors by which the server says that a statement may have been carried out, or was cut off while it was: transaction_resolution_unknown,
 * statement_completion_unknown, query_canceled, admin_shutdown, crash_shutdown.
 */
const maybeDone = new Set(["08007", "40003", "57014", "57P01", "57P02"]);

/** One change: the statement that makes it, what it says when it made none, and how the server shows that it is made. */
export interface Change<Row extends object> {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Looks at what the statement gave. Answers when it changed nothing. */
  refused(rows: readonly Row[], session: Session): Promise<Performed | undefined>;
  /** Looks at the server: what it shows when the change is made, else nothing. */
  shown(session: Session, rows: readonly Row[]): Promise<string | undefined>;
}

/** Makes a change, once, and looks until the server shows it. */
export async function carryOut<Row extends object>(
  kept: KeptSession,
  change: Change<Row>,
  signal: AbortSignal,
): Promise<Performed> {
  let session: Session;
  try {
    session = await openedFor(kept, signal);
  } catch (error) {
    const { why } = failureOf(error, signal.aborted);
    return notDone(
      "postgres.unreachable",
      `there is no session to act with: ${why}`,
      "Nothing was sent: see why the server cannot be reached",
    );
  }
  let rows: readonly Row[];
  try {
    rows = await session.query<Row>(change.sql, change.values, signal);
  } catch (error) {
    return failed(error, signal);
  }
  try {
    return (await change.refused(rows, session)) ?? (await untilShown(session, change, { rows, signal }));
  } catch (error) {
    const { why } = failureOf(error, false);
    return unknown("postgres.not_shown", `it was sent, and the server did not show its effect: ${why}`);
  }
}

/** A kept session may have died since: that is found out by a harmless statement, not by the one that acts. */
async function openedFor(kept: KeptSession, signal: AbortSignal): Promise<Session> {
  const session = await kept.get(signal);
  try {
    await session.query("SELECT 1", [], signal);
    return session;
  } catch {
    signal.throwIfAborted();
    kept.drop();
    return kept.get(signal);
  }
}

async function untilShown<Row extends object>(
  session: Session,
  { shown }: Change<Row>,
  { rows, signal }: { readonly rows: readonly Row[]; readonly signal: AbortSignal },
): Promise<Performed> {
  for (;;) {
    const said = await shown(session, rows);
    if (said !== undefined) return { ok: true, said };
    await passed(betweenLooksMs, undefined, { signal });
  }
}

/** The statement did not come back well. Only the server's own word that it was not carried out is taken for that. */
function failed(error: unknown, signal: AbortSignal): Performed {
  const { why, sqlstate } = failureOf(error, signal.aborted);
  const isSure = sqlstate !== undefined && !sqlstate.startsWith("08") && !maybeDone.has(sqlstate);
  if (!isSure) return unknown("postgres.unknown", `the answer did not come: ${why}`);
  if (sqlstate === "42501") {
    return notDone(
      "postgres.forbidden",
      `the role that acts may not do it: ${why}`,
      "docs/subjects/postgres.md says which rights it needs",
    );
  }
  return notDone("postgres.refused", `the server refused: ${why}`, "Nothing was changed: look again, and decide anew");
}

export const unknown = (code: string, why: string): Performed => ({
  ok: false,
  isUnknown: true,
  code,
  why,
  todo: lookFirst,
});
