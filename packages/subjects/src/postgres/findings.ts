import type { Finding } from "@steadyhand/core/diagnosis";
import type { Invariant, Observation } from "@steadyhand/core/invariant";
import type { LogLine } from "@steadyhand/subject";
import { membersOf, type PostgresConfig } from "./config.ts";
import { findingsInLogs } from "./log-findings.ts";
import { numberIn, primaryIn, valueIn } from "./seen-values.ts";

type Sign = Pick<Finding, "name" | "member" | "what"> & {
  /** Absent where it could not be looked at: then it is no finding. */
  readonly isThere: boolean | undefined;
};

/** Most of the sessions do nothing: a pool that leaks, rather than a rush. */
const mostlyIdlePercent = 70;
/** Log that a standby has and has not replayed, or that it has not even got: less is on its way. */
const behindBytes = 64 * 1024;

/** What one look shows of the findings that the faults name. All of them are named after what is not as it should be. */
export function findingsOf(
  { config, invariants }: { readonly config: PostgresConfig; readonly invariants: readonly Invariant[] },
  observation: Observation,
  logs: readonly LogLine[],
): readonly Finding[] {
  const primary = primaryIn(observation, config);
  const standbys = membersOf(config)
    .map(({ id }) => id)
    .filter((id) => id !== primary);
  const signs = [
    ...invariants.flatMap((invariant) => violations(invariant, observation)),
    ...membersOf(config).flatMap(({ id }) => doorSigns(observation, id)),
    streamsWhileSilent(observation, primary, standbys),
    ...sessionSigns(observation, primary),
    idleSign(observation, primary, config),
    ...slotSigns(observation, primary, config),
    ...standbys.flatMap((id) => standbySigns(observation, id)),
  ];
  const at = observation.endedAt;
  const seen = signs.flatMap(({ isThere, ...sign }) => (isThere === undefined ? [] : [{ ...sign, isThere, at }]));
  return [...seen, ...findingsInLogs(logs, at)];
}

function violations({ name, judge }: Invariant, observation: Observation): readonly Sign[] {
  return judge(observation).map(({ verdict, member, why }) => ({
    name: `violated:${name}`,
    ...(member !== undefined && { member }),
    isThere: verdict === "unknown" ? undefined : verdict === "violated",
    what: why,
  }));
}

function doorSigns(observation: Observation, member: string): readonly Sign[] {
  const isSilent = isSilentIn(observation, member);
  const failure = valueIn(observation, member, "connect_failure");
  const failed = (kind: string) => (isSilent === undefined ? undefined : failure === kind);
  return [
    { name: "sample:refused", member, isThere: failed("refused"), what: `nobody listens where ${member} should` },
    {
      name: "sample:no_answer",
      member,
      isThere: failed("no_answer"),
      what: `${member} does not answer a new connection`,
    },
    {
      name: "sample:not_serving",
      member,
      isThere: failed("not_serving"),
      what: `${member} starts, recovers or shuts down`,
    },
    {
      name: "sample:only_open_sessions_answer",
      member,
      isThere:
        isSilent === undefined
          ? undefined
          : isSilent && valueIn(observation, member, "answers_on_open_session") === true,
      what: `a session that was open on ${member} answers, and a new one does not come about`,
    },
  ];
}

/** Whether it gives a new connection no word. One that says that it is full has spoken. */
function isSilentIn(observation: Observation, member: string): boolean | undefined {
  const accepts = valueIn(observation, member, "accepts_connections");
  if (accepts === undefined) return undefined;
  return accepts === false && valueIn(observation, member, "connect_failure") !== "full";
}

/** The server lives and nobody of us reaches it. */
function streamsWhileSilent(observation: Observation, primary: string, standbys: readonly string[]): Sign {
  const isSilent = isSilentIn(observation, primary);
  const streaming = standbys.filter((id) => valueIn(observation, id, "streams") === true);
  return {
    name: "sample:streams_while_silent",
    member: primary,
    isThere: isSilent === undefined ? undefined : isSilent && streaming.length > 0,
    what: `${streaming.join(", ") || "no standby"} gets log from ${primary}, which takes no connection of ours`,
  };
}

function sessionSigns(observation: Observation, member: string): readonly Sign[] {
  const blocked = numberIn(observation, member, "blocked_sessions");
  const state = valueIn(observation, member, "blocking_state");
  const longest = numberIn(observation, member, "longest_transaction_ms");
  const isBlocked = blocked === undefined ? undefined : blocked > 0;
  const rootIs = (isIt: (text: string) => boolean) => (isBlocked === undefined ? undefined : isIt(String(state ?? "")));
  const pid = valueIn(observation, member, "blocking_pid");
  const says = `session ${pid} holds up ${blocked ?? 0} others and is ${state}`;
  const longestState = String(valueIn(observation, member, "longest_transaction_state") ?? "");
  return [
    { name: "sample:root_idle", member, isThere: rootIs((text) => text.startsWith("idle")), what: says },
    { name: "sample:root_active", member, isThere: rootIs((text) => text === "active"), what: says },
    {
      name: "sample:root_prepared",
      member,
      isThere: rootIs((text) => text === "prepared transaction"),
      what: "a prepared transaction, which has no session, holds up others",
    },
    {
      name: "sample:change_in_queue",
      member,
      isThere: isBlocked === undefined ? undefined : valueIn(observation, member, "queued_pid") !== undefined,
      what: `session ${valueIn(observation, member, "queued_pid")} waits for a whole table and holds up others by waiting`,
    },
    {
      name: "sample:transaction_idle",
      member,
      isThere: longest === undefined ? undefined : longestState.startsWith("idle in transaction"),
      what: `the longest transaction is ${longest} ms old and ${longestState}`,
    },
  ];
}

/** Idle connections are what pools are for: they say something only where connections are short. */
function idleSign(observation: Observation, member: string, { thresholds }: PostgresConfig): Sign {
  const used = numberIn(observation, member, "connections_used_percent");
  const idle = numberIn(observation, member, "connections_idle_percent");
  const isShort = used !== undefined && used > thresholds.connectionsPercent;
  return {
    name: "sample:mostly_idle",
    member,
    isThere: isShort && idle !== undefined ? idle >= mostlyIdlePercent : undefined,
    what: `${idle} % of the connections do nothing`,
  };
}

function slotSigns(observation: Observation, member: string, { standbys }: PostgresConfig): readonly Sign[] {
  const inactive = numberIn(observation, member, "inactive_slots");
  const name = valueIn(observation, member, "inactive_slot");
  return [
    {
      name: "sample:slot_of_nobody",
      member,
      isThere: inactive === undefined ? undefined : inactive > 0 && !standbys.some(({ slot }) => slot === name),
      what: `slot ${name} is read by nobody and belongs to no expected standby`,
    },
  ];
}

function standbySigns(observation: Observation, member: string): readonly Sign[] {
  const paused = valueIn(observation, member, "is_replay_paused");
  const streams = valueIn(observation, member, "streams");
  const notReplayed = numberIn(observation, member, "not_replayed_bytes");
  const notReceived = numberIn(observation, member, "not_received_bytes");
  return [
    { name: "sample:replay_paused", member, isThere: isTrue(paused), what: `somebody paused the replay on ${member}` },
    { name: "sample:not_streaming", member, isThere: isTrue(negated(streams)), what: `${member} gets no log` },
    {
      name: "sample:replay_behind",
      member,
      isThere: notReplayed === undefined ? undefined : notReplayed > behindBytes,
      what: `${member} has got ${notReplayed} bytes of log that it has not replayed`,
    },
    {
      name: "sample:receive_behind",
      member,
      isThere: notReceived === undefined ? undefined : notReceived > behindBytes,
      what: `${notReceived} bytes of log have not come to ${member}`,
    },
  ];
}

const isTrue = (value: unknown) => (typeof value === "boolean" ? value : undefined);
const negated = (value: unknown) => (typeof value === "boolean" ? !value : undefined);
