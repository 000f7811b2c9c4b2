import type { Availability } from "@steadyhand/core/action";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { MemberConfig, PostgresConfig } from "../config.ts";
import type { KeptSession } from "../kept-session.ts";
import { knock } from "../knock.ts";
import { bytesBehind } from "../wal-position.ts";
import { type Change, carryOut } from "./carry-out.ts";
import { notDone, serverAction } from "./server-action.ts";

export interface PromoteAction {
  readonly config: PostgresConfig;
  readonly standbys: readonly [string, ...string[]];
  readonly availability: Availability;
  acting(member: string): KeptSession;
  watching(member: string): KeptSession;
}

export function createPromote(place: PromoteAction): SubjectAction {
  const { standbys, availability, acting } = place;
  return serverAction({
    declaration: {
      name: "promote",
      title: "Promote a standby to primary",
      what: "Ends the recovery of a standby: from then on it takes writes. It is refused while the primary answers or still sends its log.",
      riskFloor: "dangerous",
      effect: "configures",
      isIdempotent: true,
      isReversible: false,
      blastRadius: "all",
      verification: "the member is no longer in recovery",
      settlingMs: 10_000,
      timeLimitMs: 90_000,
    },
    availability,
    parameters: z.strictObject({ member: z.enum(standbys).describe("Which standby") }),
    look: () => ({
      remarks: [
        {
          rule: "action.promote.no_fencing",
          risk: "dangerous",
          why: "Nothing keeps the old primary from coming back, and then two take writes.",
        },
      ],
    }),
    async perform({ member }, signal) {
      return (
        (await primaryLives(place.config, signal)) ??
        (await betterStandby(place, member, signal)) ??
        carryOut(acting(member), promoting(member, signal), signal)
      );
    },
  });
}

/** Only a primary that does not answer may be replaced. One that answers that it is full, starts, or does not know us, answers. */
async function primaryLives(
  { primary, memberLimitMs }: PostgresConfig,
  signal: AbortSignal,
): Promise<Performed | undefined> {
  const knocked = await knock(primary.watch, { limitMs: memberLimitMs, signal });
  const todo = "Two that take writes are worse than none: see to the primary first";
  if (knocked.ok) return notDone("postgres.primary_answers", `${primary.id} takes connections`, todo);
  const { kind, why } = knocked.failure;
  if (kind === "refused" || kind === "no_answer") return undefined;
  return notDone("postgres.primary_answers", `${primary.id} cannot be called dead: ${why}`, todo);
}

const receivedText = "SELECT coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::text AS received";

/** What another standby has and this one has not would be lost. One that cannot be asked cannot be waited for. */
async function betterStandby(
  { config, watching }: PromoteAction,
  member: string,
  signal: AbortSignal,
): Promise<Performed | undefined> {
  const received = async ({ id }: MemberConfig) => {
    try {
      const session = await watching(id).get(AbortSignal.any([signal, AbortSignal.timeout(config.memberLimitMs)]));
      const [row] = await session.query<{ received: string | null }>(receivedText, [], signal);
      return { id, received: row?.received ?? undefined };
    } catch {
      return { id, received: undefined };
    }
  };
  const all = await Promise.all(config.standbys.map(received));
  const own = all.find(({ id }) => id === member)?.received;
  if (own === undefined)
    return notDone("postgres.unreachable", `${member} does not say how much of the log it has`, "Nothing was sent");
  const ahead = all.find((other) => other.received !== undefined && bytesBehind(own, other.received) > 0);
  if (ahead === undefined) return undefined;
  return notDone(
    "postgres.standby_behind",
    `${ahead.id} has more of the log than ${member}`,
    `Promote ${ahead.id}, or take it out of the configuration`,
  );
}

function promoting(member: string, signal: AbortSignal): Change<{ readonly asked: boolean }> {
  const state = `SELECT pg_is_in_recovery() AS is_standby,
    EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') AS streams`;
  return {
    sql: `WITH now AS MATERIALIZED (${state}) SELECT pg_promote(false) AS asked FROM now WHERE is_standby AND NOT streams`,
    values: [],
    async refused([row], session) {
      if (row?.asked === true) return undefined;
      if (row) return notDone("postgres.refused", `${member} was not asked: the server said no`, "See its log");
      const [now] = await session.query<{ is_standby: boolean }>(state, [], signal);
      if (now?.is_standby !== true)
        return notDone("postgres.not_a_standby", `${member} takes writes already`, "Look again");
      const why = `${member} still gets its log from the primary, so the primary lives`;
      return notDone(
        "postgres.primary_streams",
        why,
        "A primary whose machine is gone is noticed after wal_receiver_timeout, a minute as it comes",
      );
    },
    async shown(session) {
      const [row] = await session.query<{ is_writable: boolean }>(
        "SELECT NOT pg_is_in_recovery() AS is_writable",
        [],
        signal,
      );
      return row?.is_writable === true ? `${member} takes writes` : undefined;
    },
  };
}
