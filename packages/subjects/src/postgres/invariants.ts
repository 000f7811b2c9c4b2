import type { Invariant, Judgement, Observation } from "@steadyhand/core/invariant";
import { membersOf, type PostgresConfig } from "./config.ts";
import { blindWhy, numberIn, primaryIn, valueIn } from "./seen-values.ts";

type Judge = Invariant["judge"];
type Timed = Omit<Invariant, "graceMs" | "settleMs"> & { readonly graceMs: number; readonly settleMs: number };

/** What must hold on a primary and its standbys. Where a thing is judged against a threshold, its docs page says where that comes from. */
export function createInvariants(config: PostgresConfig): readonly Invariant[] {
  const { thresholds: at, standbys } = config;
  const hasDisk = membersOf(config).some(({ disk }) => disk !== undefined);
  const { id: declared } = config.primary;
  // After a change of roles, what was violated of a member in its old role is over: left unsaid, it would stay violated for ever.
  const inOtherRole = (member: string, now: string): Judgement => ({
    ...{ member, verdict: "holds", why: `${now} is the primary now` },
  });
  const ofPrimary = (judge: (observation: Observation, id: string) => Judgement): Judge => {
    return (observation) => {
      const now = primaryIn(observation, config);
      return [judge(observation, now), ...(now === declared ? [] : [inOtherRole(declared, now)])];
    };
  };
  const ofStandbys = (judge: (observation: Observation, id: string) => Judgement): Judge => {
    return (observation) => {
      const now = primaryIn(observation, config);
      const others = membersOf(config).filter(({ id }) => id !== now);
      return [...others.map(({ id }) => judge(observation, id)), ...(now === declared ? [] : [inOtherRole(now, now)])];
    };
  };
  const all: readonly Timed[] = [
    {
      ...words("primary_down", "The primary takes connections", "critical"),
      ...times(10, 30),
      reads: ["accepts_connections"],
      judge: ofPrimary(judgeDoor),
    },
    {
      ...words("connections_near_limit", "Connections are left", "critical"),
      ...times(30, 60),
      reads: ["connections_used_percent"],
      judge: ofPrimary(atMost("connections_used_percent", at.connectionsPercent, "%")),
    },
    {
      ...words("blocked_sessions", "No session waits long for a lock", "warning"),
      ...times(0, 30),
      reads: ["blocked_sessions", "longest_wait_ms"],
      judge: ofPrimary((observation, id) => judgeBlocked(observation, id, at.lockWaitMs)),
    },
    {
      ...words("long_transaction", "No transaction is open for too long", "warning"),
      ...times(0, 30),
      reads: ["longest_transaction_ms"],
      judge: ofPrimary(atMost("longest_transaction_ms", at.transactionMs, "ms")),
    },
    {
      ...words("slot_inactive", "Every replication slot is read", "warning"),
      ...times(300, 30),
      reads: ["inactive_slots", "inactive_slot_bytes"],
      judge: ofPrimary((observation, id) => judgeSlots(observation, id, at.slotBytes)),
    },
    {
      ...words("wraparound_near", "Transaction ids are frozen in time", "critical"),
      ...times(0, 30),
      reads: ["xid_age", "multixact_age"],
      judge: ofPrimary((observation, id) => judgeAge(observation, id, at.wraparoundAge)),
    },
  ];
  const ofReplicas: readonly Timed[] = [
    {
      ...words("standby_down", "Every standby takes connections", "warning"),
      ...times(30, 30),
      reads: ["accepts_connections"],
      judge: ofStandbys(judgeDoor),
    },
    {
      ...words("replica_lag", "Standbys keep up", "warning"),
      ...times(30, 30),
      reads: ["replay_lag_ms", "replay_lag_bytes"],
      judge: ofStandbys((observation, id) => judgeLag(observation, id, at)),
    },
    {
      ...words("split_brain", "One member alone takes writes", "critical"),
      ...times(0, 30),
      reads: ["is_writable"],
      judge: (observation) => [judgeWriters(observation, config)],
    },
  ];
  const ofDisks: Timed = {
    ...words("disk_low", "Disks have space left", "critical"),
    ...times(0, 30),
    reads: ["disk_used_percent"],
    judge: (observation) =>
      membersOf(config)
        .filter(({ disk }) => disk !== undefined)
        .map(({ id }) => atMost("disk_used_percent", at.diskPercent, "%")(observation, id)),
  };
  const offered = [...all, ...(standbys.length > 0 ? ofReplicas : []), ...(hasDisk ? [ofDisks] : [])];
  return offered.map((invariant) => ({ ...invariant, ...withoutAbsent(config.timing[invariant.name] ?? {}) }));
}

const words = (name: string, title: string, severity: Invariant["severity"]) => ({ name, title, severity });
const times = (graceSeconds: number, settleSeconds: number) => ({
  graceMs: graceSeconds * 1000,
  settleMs: settleSeconds * 1000,
});

function withoutAbsent({ graceMs, settleMs }: { graceMs?: number | undefined; settleMs?: number | undefined }) {
  return { ...(graceMs !== undefined && { graceMs }), ...(settleMs !== undefined && { settleMs }) };
}

function atMost(name: string, limit: number, unit: "%" | "ms") {
  return (observation: Observation, member: string): Judgement => {
    const value = numberIn(observation, member, name);
    if (value === undefined) return unknown(observation, member, name);
    const said = { member, value, limit: `<= ${limit} ${unit}` };
    const verdict = value > limit ? "violated" : "holds";
    return { ...said, verdict, why: `${name} is ${value} ${unit} on ${member}` };
  };
}

const unknown = (observation: Observation, member: string, name: string): Judgement => ({
  member,
  verdict: "unknown",
  why: `${member} cannot be judged: ${blindWhy(observation, member, name)}`,
});

function judgeDoor(observation: Observation, member: string): Judgement {
  const accepts = valueIn(observation, member, "accepts_connections");
  if (accepts === undefined) return unknown(observation, member, "accepts_connections");
  const failure = valueIn(observation, member, "connect_failure");
  // One that is full answers: that is about its connections, and has an invariant of its own.
  if (accepts === true || failure === "full") return { member, verdict: "holds", why: `${member} takes connections` };
  const said = observation.members.find(({ id }) => id === member)?.why ?? "it takes no connection";
  return { member, verdict: "violated", value: String(failure), why: `${member} takes no connection: ${said}` };
}

function judgeBlocked(observation: Observation, member: string, limitMs: number): Judgement {
  const blocked = numberIn(observation, member, "blocked_sessions");
  const waitMs = numberIn(observation, member, "longest_wait_ms");
  if (blocked === undefined || waitMs === undefined) return unknown(observation, member, "blocked_sessions");
  const said = { member, value: waitMs, limit: `<= ${limitMs} ms` };
  if (blocked === 0 || waitMs <= limitMs)
    return { ...said, verdict: "holds", why: `${blocked} sessions wait, at most ${waitMs} ms` };
  const pid = valueIn(observation, member, "blocking_pid");
  const state = valueIn(observation, member, "blocking_state");
  const root = pid === undefined ? "they wait in a ring" : `session ${pid} (${state}) is at the root`;
  return {
    ...said,
    verdict: "violated",
    why: `${blocked} sessions wait for a lock, the longest for ${waitMs} ms: ${root}`,
  };
}

function judgeSlots(observation: Observation, member: string, limitBytes: number): Judgement {
  const inactive = numberIn(observation, member, "inactive_slots");
  const bytes = numberIn(observation, member, "inactive_slot_bytes");
  if (inactive === undefined || bytes === undefined) return unknown(observation, member, "inactive_slots");
  const said = { member, value: bytes, limit: `<= ${limitBytes} bytes held by a slot that nobody reads` };
  if (inactive === 0 || bytes <= limitBytes)
    return { ...said, verdict: "holds", why: `${inactive} slots are inactive` };
  const name = valueIn(observation, member, "inactive_slot");
  return {
    ...said,
    verdict: "violated",
    why: `slot ${name} is read by nobody and holds ${bytes} bytes of write-ahead log`,
  };
}

function judgeAge(observation: Observation, member: string, limit: number): Judgement {
  const [xid, multixact] = [numberIn(observation, member, "xid_age"), numberIn(observation, member, "multixact_age")];
  if (xid === undefined || multixact === undefined) return unknown(observation, member, "xid_age");
  const value = Math.max(xid, multixact);
  const why = `the oldest transaction id that is not frozen is ${xid} old, the oldest multixact ${multixact}`;
  return { member, value, limit: `<= ${limit}`, verdict: value > limit ? "violated" : "holds", why };
}

function judgeLag(observation: Observation, member: string, at: PostgresConfig["thresholds"]): Judgement {
  const [ms, bytes] = [
    numberIn(observation, member, "replay_lag_ms"),
    numberIn(observation, member, "replay_lag_bytes"),
  ];
  if (bytes === undefined) return unknown(observation, member, "replay_lag_bytes");
  const said = { member, value: ms ?? bytes, limit: `<= ${at.replayLagMs} ms and <= ${at.replayLagBytes} bytes` };
  if (bytes > at.replayLagBytes || (ms ?? 0) > at.replayLagMs) {
    return {
      ...said,
      verdict: "violated",
      why: `${member} is ${ms ?? "an unknown number of"} ms and ${bytes} bytes behind`,
    };
  }
  if (ms === undefined) return unknown(observation, member, "replay_lag_ms");
  return { ...said, verdict: "holds", why: `${member} is ${ms} ms and ${bytes} bytes behind` };
}

/** Where nobody listens nobody takes writes; a member that could not be asked might. */
function judgeWriters(observation: Observation, config: PostgresConfig): Judgement {
  const ids = membersOf(config).map(({ id }) => id);
  const seen = ids.filter((id) => valueIn(observation, id, "is_writable") !== undefined);
  const writers = seen.filter((id) => valueIn(observation, id, "is_writable") === true);
  const said = { value: writers.length, limit: "<= 1" };
  if (writers.length > 1) return { ...said, verdict: "violated", why: `${writers.join(" and ")} take writes` };
  const unseen = ids.find((id) => !seen.includes(id) && valueIn(observation, id, "connect_failure") !== "refused");
  if (unseen !== undefined) return { verdict: "unknown", why: `${unseen} did not tell whether it takes writes` };
  if (seen.length === 0) return { verdict: "unknown", why: "no member told whether it takes writes" };
  return { ...said, verdict: "holds", why: `${writers[0] ?? "no member"} takes writes, and no other` };
}
