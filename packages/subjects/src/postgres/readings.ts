import { blockingOf, type SessionRow } from "./blocking.ts";
import type { Reading, Values } from "./reading.ts";
import type { Session } from "./session.ts";
import { statementText } from "./statement-text.ts";

/** To the microsecond, as the statements that act compare it. */
export const startedText = `to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const milliseconds = (since: string) => `(extract(epoch FROM clock_timestamp() - ${since}) * 1000)::float8`;

async function row<Row extends object>(session: Session, sql: string, signal: AbortSignal): Promise<Partial<Row>> {
  return (await session.query<Row>(sql, [], signal))[0] ?? {};
}

/**
 * Which part it plays, where it stands in the write-ahead log, and whether our role may see other sessions: what they do is hidden
 * from a role without that right, and looks like nothing at all.
 */
export const role: Reading = {
  names: ["is_writable", "wal_position", "sees_others"],
  async read(session, signal) {
    const sql = `SELECT NOT pg_is_in_recovery() AS is_writable, (CASE WHEN pg_is_in_recovery()
      THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END)::text AS wal_position,
      pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees_others`;
    interface Role {
      readonly is_writable: boolean;
      readonly wal_position: string | null;
      readonly sees_others: boolean;
    }
    const { wal_position, ...found } = await row<Role>(session, sql, signal);
    return { ...found, wal_position: wal_position ?? undefined };
  },
};

/** How a standby gets its log and takes it in. */
export const replication: Reading = {
  names: ["streams", "is_replay_paused", "received_position", "last_replay_ms"],
  async read(session, signal) {
    const sql = `SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') AS streams,
      pg_get_wal_replay_pause_state() <> 'not paused' AS is_replay_paused,
      pg_last_wal_receive_lsn()::text AS received_position,
      ${milliseconds("pg_last_xact_replay_timestamp()")} AS last_replay_ms`;
    const found = await row<{
      streams: boolean;
      is_replay_paused: boolean;
      received_position: string | null;
      last_replay_ms: number | null;
    }>(session, sql, signal);
    return {
      streams: found.streams,
      is_replay_paused: found.is_replay_paused,
      received_position: found.received_position ?? undefined,
      last_replay_ms: found.last_replay_ms ?? undefined,
    };
  },
};

export const connections: Reading = {
  isOfOthers: true,
  names: ["connections_used", "connections_allowed", "connections_used_percent", "connections_idle_percent"],
  async read(session, signal) {
    const sql = `SELECT count(*)::int AS used, count(*) FILTER (WHERE state = 'idle')::int AS idle,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true), '0')::int AS allowed
      FROM pg_stat_activity WHERE backend_type = 'client backend'`;
    const {
      used = 0,
      idle = 0,
      allowed = 1,
    } = await row<{ used: number; idle: number; allowed: number }>(session, sql, signal);
    return {
      connections_used: used,
      connections_allowed: allowed,
      connections_used_percent: percent(used, allowed),
      connections_idle_percent: percent(idle, used),
    };
  },
};

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10);

/** The transaction that is open for longest. */
export const transactions: Reading = {
  isOfOthers: true,
  names: ["longest_transaction_ms"],
  async read(session, signal) {
    const sql = `SELECT ${milliseconds("xact_start")} AS ms, pid, ${startedText} AS started, state, left(query, 1000) AS statement
      FROM pg_stat_activity WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
      ORDER BY xact_start LIMIT 1`;
    const { ms, pid, started, state, statement } = await row<{
      ms: number;
      pid: number;
      started: string;
      state: string;
      statement: string;
    }>(session, sql, signal);
    return {
      longest_transaction_ms: Math.max(0, Math.round(ms ?? 0)),
      longest_transaction_pid: pid,
      longest_transaction_started: started,
      longest_transaction_state: state,
      longest_transaction_statement: statement === undefined ? undefined : statementText(statement),
    };
  },
};

/** Who waits for whom. `pg_blocking_pids` takes the lock manager for a moment: it is asked of waiting sessions alone, once a look. */
export const blocking: Reading = {
  isOfOthers: true,
  names: ["blocked_sessions", "longest_wait_ms"],
  async read(session, signal) {
    const rows = await session.query<SessionRow>(
      `WITH waiting AS MATERIALIZED (
        SELECT pid, pg_blocking_pids(pid) AS blockers FROM pg_stat_activity WHERE wait_event_type = 'Lock')
      SELECT pid, ${startedText} AS started, coalesce(state, '') AS state, left(query, 1000) AS statement,
        coalesce(blockers, '{}') AS blockers, "waitedMs", coalesce("wantsAll", false) AS "wantsAll"
      FROM pg_stat_activity LEFT JOIN waiting USING (pid)
      LEFT JOIN LATERAL (SELECT ${milliseconds("min(waitstart)")} AS "waitedMs", bool_or(mode = 'AccessExclusiveLock') AS "wantsAll"
        FROM pg_locks WHERE pg_locks.pid = pg_stat_activity.pid AND NOT granted) AS lock ON waiting.pid IS NOT NULL
      WHERE waiting.pid IS NOT NULL OR pid IN (SELECT unnest(blockers) FROM waiting)`,
      [],
      signal,
    );
    return blockingValues(rows);
  },
};

function blockingValues(rows: readonly SessionRow[]): Values {
  const { blocked, longestWaitMs, root, queued } = blockingOf(rows);
  const held = root?.session;
  return {
    blocked_sessions: blocked,
    longest_wait_ms: Math.max(0, Math.round(longestWaitMs)),
    blocking_pid: root?.pid,
    blocking_count: root?.blocks,
    blocking_started: held?.started,
    blocking_state: held?.state ?? (root?.pid === 0 ? "prepared transaction" : undefined),
    blocking_statement: held && statementText(held.statement),
    queued_pid: queued?.pid,
    queued_started: queued?.started,
    queued_statement: queued && statementText(queued.statement),
  };
}

/** Slots that nobody reads; the one that holds most write-ahead log comes first. */
export const slots: Reading = {
  names: ["inactive_slots", "inactive_slot_bytes"],
  async read(session, signal) {
    const sql = `SELECT slot_name AS name, count(*) OVER ()::int AS inactive,
      coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
        restart_lsn), 0)::float8 AS bytes
      FROM pg_replication_slots WHERE NOT active AND NOT temporary ORDER BY bytes DESC, name LIMIT 1`;
    const { name, inactive, bytes } = await row<{ name: string; inactive: number; bytes: number }>(
      session,
      sql,
      signal,
    );
    return { inactive_slots: inactive ?? 0, inactive_slot_bytes: Math.max(0, bytes ?? 0), inactive_slot: name };
  },
};

export const age: Reading = {
  names: ["xid_age", "multixact_age"],
  async read(session, signal) {
    const sql = `SELECT max(age(datfrozenxid))::float8 AS xid_age, max(mxid_age(datminmxid))::float8 AS multixact_age FROM pg_database`;
    return row<{ xid_age: number; multixact_age: number }>(session, sql, signal);
  },
};
