import type { Availability } from "@steadyhand/core/action";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { KeptSession } from "../kept-session.ts";
import { startedText } from "../readings.ts";
import type { Session } from "../session.ts";
import { type Change, carryOut } from "./carry-out.ts";
import { notDone, serverAction } from "./server-action.ts";

/** The session as it was seen: its number alone may be another's by now. */
const isThatSession = "pid = $1 AND backend_start = $2::timestamptz";
const isClient = "backend_type = 'client backend' AND pid <> pg_backend_pid()";
const microseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

export interface SessionActions {
  readonly members: readonly [string, ...string[]];
  readonly availability: Availability;
  acting(member: string): KeptSession;
}

export function createSessionActions({ members, availability, acting }: SessionActions): readonly SubjectAction[] {
  const parameters = z.strictObject({
    member: z.enum(members).describe("On which server"),
    pid: z.int().positive().describe("The session's number"),
    started: z
      .string()
      .regex(microseconds)
      .describe("When the session was opened, to the microsecond, such as 2026-03-01T10:00:00.000001Z"),
  });
  const words = {
    effect: "stops",
    isReversible: false,
    isIdempotent: true,
    blastRadius: "one",
    settlingMs: 5_000,
  } as const;
  return [
    serverAction({
      declaration: {
        ...words,
        name: "cancel_backend",
        title: "Cancel a session's statement",
        what: "Ends the statement that a client's session runs. The session stays; its transaction is taken back.",
        riskFloor: "caution",
        verification: "the session runs another statement, or none",
        timeLimitMs: 30_000,
      },
      availability,
      parameters,
      perform: ({ member, ...session }, signal) => carryOut(acting(member), cancelling(session, signal), signal),
    }),
    serverAction({
      declaration: {
        ...words,
        name: "terminate_backend",
        title: "End a session",
        what: "Ends a client's session. Its transaction is taken back, and its client is told.",
        riskFloor: "caution",
        verification: "the session is gone",
        timeLimitMs: 30_000,
      },
      availability,
      parameters,
      perform: ({ member, ...session }, signal) => carryOut(acting(member), terminating(session, signal), signal),
    }),
  ];
}

interface NamedSession {
  readonly pid: number;
  readonly started: string;
}

interface Signalled {
  readonly sent: boolean;
  readonly statement_started: string | null;
}

function cancelling(named: NamedSession, signal: AbortSignal): Change<Signalled> {
  const { pid, started } = named;
  return {
    sql: `SELECT pg_cancel_backend(pid) AS sent, query_start::text AS statement_started FROM pg_stat_activity
      WHERE ${isThatSession} AND ${isClient} AND state = 'active'`,
    values: [pid, started],
    refused: ([row], session) => refusedWhen(row, { named, session, signal }),
    async shown(session, [row]) {
      const sql = `SELECT 1 FROM pg_stat_activity WHERE ${isThatSession} AND state = 'active' AND query_start = $3::timestamptz`;
      const left = await session.query(sql, [pid, started, row?.statement_started], signal);
      return left.length === 0 ? `the statement of session ${pid} has ended` : undefined;
    },
  };
}

function terminating(named: NamedSession, signal: AbortSignal): Change<Signalled> {
  const { pid, started } = named;
  return {
    sql: `SELECT pg_terminate_backend(pid) AS sent FROM pg_stat_activity WHERE ${isThatSession} AND ${isClient}`,
    values: [pid, started],
    refused: ([row], session) => refusedWhen(row, { named, session, signal }),
    // That the signal was sent is not that the session has ended.
    async shown(session) {
      const left = await session.query(`SELECT 1 FROM pg_stat_activity WHERE ${isThatSession}`, [pid, started], signal);
      return left.length === 0 ? `session ${pid} has ended` : undefined;
    },
  };
}

interface Asked {
  readonly named: NamedSession;
  readonly session: Session;
  readonly signal: AbortSignal;
}

async function refusedWhen(row: Signalled | undefined, asked: Asked): Promise<Performed | undefined> {
  if (row?.sent === true) return undefined;
  const { pid } = asked.named;
  if (row) return notDone("postgres.session_gone", `session ${pid} ended before it could be told`, "Look again");
  return whyNobodyWasTold(asked);
}

/** The statement that acts found no such session: what there is instead is looked up afterwards, for the people who asked. */
async function whyNobodyWasTold({ named: { pid, started }, session, signal }: Asked): Promise<Performed> {
  const sql = `SELECT ${startedText} AS started, backend_type, pid = pg_backend_pid() AS is_ours FROM pg_stat_activity WHERE pid = $1`;
  interface Found {
    readonly started: string | null;
    readonly backend_type: string | null;
    readonly is_ours: boolean;
  }
  const [found] = await session.query<Found>(sql, [pid], signal);
  if (found === undefined)
    return notDone("postgres.session_gone", `there is no session ${pid}`, "Look again: it may have ended by itself");
  if (found.started === null) {
    const why = `the role that acts may not see when session ${pid} began, so it cannot be sure which one it is`;
    return notDone("postgres.cannot_see", why, "Grant it pg_monitor");
  }
  if (found.started !== started) {
    const why = `session ${pid} is another one by now: it began at ${found.started}, not at ${started}`;
    return notDone("postgres.other_session", why, "Nothing was done: look again");
  }
  if (found.is_ours || found.backend_type !== "client backend") {
    const whose = found.is_ours ? "our own" : `a ${found.backend_type}`;
    return notDone(
      "postgres.not_a_client",
      `session ${pid} is ${whose}, and only sessions of clients are ended`,
      "Choose another",
    );
  }
  return notDone(
    "postgres.nothing_runs",
    `session ${pid} runs no statement now`,
    "An idle session has nothing to cancel; it can be ended",
  );
}
