import type { Availability } from "@steadyhand/core/action";
import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { KeptSession } from "../kept-session.ts";
import { type Change, carryOut } from "./carry-out.ts";
import { notDone, serverAction } from "./server-action.ts";

export interface ReplayActions {
  readonly standbys: readonly [string, ...string[]];
  readonly availability: Availability;
  acting(member: string): KeptSession;
}

interface Told {
  readonly state: string;
  readonly told: boolean;
  readonly replayed: string | null;
}

/** One statement: whether it is a standby, and whether there is anything to change, is asked in the one that changes it. */
const tell = (call: string, when: string) => `WITH now AS MATERIALIZED (
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() ELSE 'no standby' END AS state)
  SELECT state, pg_last_wal_replay_lsn()::text AS replayed, CASE WHEN state IN (${when}) THEN ${call}::text IS NOT NULL ELSE false END AS told
  FROM now`;

export function createReplayActions({ standbys, availability, acting }: ReplayActions): readonly SubjectAction[] {
  const parameters = z.strictObject({ member: z.enum(standbys).describe("On which standby") });
  const words = {
    riskFloor: "caution",
    effect: "configures",
    isIdempotent: true,
    isReversible: true,
    blastRadius: "one",
    settlingMs: 5_000,
    timeLimitMs: 30_000,
  } as const;
  return [
    serverAction({
      declaration: {
        ...words,
        name: "resume_replay",
        title: "Resume a standby's replay",
        what: "Lets a standby whose replay was paused take in the log that it has got.",
        verification: "replay is not paused, and goes on or has nothing left",
      },
      availability,
      parameters,
      look: ({ member }) => ({ inverse: { name: "pause_replay", parameters: { member } } }),
      perform: ({ member }, signal) => carryOut(acting(member), resuming(member, signal), signal),
    }),
    serverAction({
      declaration: {
        ...words,
        name: "pause_replay",
        title: "Pause a standby's replay",
        what: "Keeps a standby at the state that it has now. It still gets the log.",
        verification: "replay is paused",
      },
      availability,
      parameters,
      look: ({ member }) => ({ inverse: { name: "resume_replay", parameters: { member } } }),
      perform: ({ member }, signal) => carryOut(acting(member), pausing(member, signal), signal),
    }),
  ];
}

const refusedWhen =
  (member: string) =>
  async ([row]: readonly Told[]) => {
    if (row?.told === true) return undefined;
    return notDone("postgres.nothing_to_change", `replay on ${member} is: ${row?.state ?? "not known"}`, "Look again");
  };

function resuming(member: string, signal: AbortSignal): Change<Told> {
  return {
    sql: tell("pg_wal_replay_resume()", "'paused', 'pause requested'"),
    values: [],
    refused: refusedWhen(member),
    async shown(session, [before]) {
      const sql = `SELECT pg_get_wal_replay_pause_state() = 'not paused' AND (pg_last_wal_replay_lsn() > $1::pg_lsn
        OR pg_last_wal_replay_lsn() >= coalesce(pg_last_wal_receive_lsn(), '0/0')) AS goes_on`;
      const [row] = await session.query<{ goes_on: boolean | null }>(sql, [before?.replayed ?? "0/0"], signal);
      return row?.goes_on === true ? `replay on ${member} goes on` : undefined;
    },
  };
}

function pausing(member: string, signal: AbortSignal): Change<Told> {
  return {
    sql: tell("pg_wal_replay_pause()", "'not paused'"),
    values: [],
    refused: refusedWhen(member),
    // Asking for it is not being paused: replay first ends what it is in.
    async shown(session) {
      const [row] = await session.query<{ state: string }>(
        "SELECT pg_get_wal_replay_pause_state() AS state",
        [],
        signal,
      );
      return row?.state === "paused" ? `replay on ${member} is paused` : undefined;
    },
  };
}
