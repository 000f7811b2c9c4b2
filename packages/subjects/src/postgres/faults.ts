import type { Fault } from "@steadyhand/core/diagnosis";
import type { PostgresConfig } from "./config.ts";

/**
 * The ways in which a primary and its standbys break. The priors are our own, relative to each other: sessions that hold up others and
 * connections that leak are what people meet most, a split brain least.
 */
export function createFaults({ standbys, primary }: PostgresConfig): readonly Fault[] {
  const hasStandbys = standbys.length > 0;
  const hasDisk = [primary, ...standbys].some(({ disk }) => disk !== undefined);
  return [
    ...ofPrimary(hasStandbys),
    ...ofSessions,
    ...ofRoom,
    ...(hasDisk ? ofDisks : []),
    ...(hasStandbys ? ofStandbys : []),
  ];
}

const promote = {
  action: "promote",
  parameters: { member: "{{sample:best_standby}}" },
  predicted: "The standby that has most of the log takes writes",
  risks: [
    "What the old primary had not sent is lost",
    "Nothing keeps the old primary from coming back: then two take writes",
    "Clients and the other standbys have to be pointed at the new primary",
  ],
};

function ofPrimary(hasStandbys: boolean): readonly Fault[] {
  return [
    {
      name: "primary_stopped",
      title: "The primary does not run",
      prior: 3,
      strikes: ["primary"],
      shows: {
        "violated:primary_down": 0.99,
        "sample:refused": 0.9,
        "sample:not_serving": 0.08,
        "log:shut_down": 0.4,
        "log:crashed": 0.2,
      },
      spreads: { "sample:not_streaming": 0.97 },
      why: "Its machine answers that nobody listens, and its standbys get no log.",
      repairs: hasStandbys ? [promote] : [],
    },
    {
      name: "primary_lost",
      title: "The primary's machine is gone or cut off from everybody",
      prior: 2,
      strikes: ["primary"],
      shows: { "violated:primary_down": 0.99, "sample:no_answer": 0.97, "sample:streams_while_silent": 0.15 },
      spreads: { "sample:not_streaming": 0.85 },
      why: "Nothing answers in its place, and its standbys get no log.",
      repairs: hasStandbys ? [promote] : [],
    },
    {
      name: "primary_unreachable",
      title: "The network between us and the primary is broken, and the primary lives",
      prior: 2,
      strikes: ["primary"],
      shows: { "violated:primary_down": 0.99, "sample:no_answer": 0.9, "sample:streams_while_silent": 0.97 },
      spreads: {},
      why: "It does not answer us, and a standby still gets log from it. It must not be replaced.",
      repairs: [],
    },
    {
      name: "primary_hung",
      title: "The primary takes no new connection, and open ones go on",
      prior: 1,
      strikes: ["primary"],
      shows: {
        "violated:primary_down": 0.99,
        "sample:no_answer": 0.97,
        "sample:only_open_sessions_answer": 0.95,
        "sample:streams_while_silent": hasStandbys ? 0.95 : 0,
      },
      spreads: {},
      why: "A session that was open answers, and a new one does not come about: the server's first process stands still.",
      repairs: [],
    },
  ];
}

const terminateRoot = {
  action: "terminate_backend",
  parameters: { member: "{{member}}", pid: "{{sample:blocking_pid}}", started: "{{sample:blocking_started}}" },
  predicted: "Its transaction is taken back, and those that wait go on",
  risks: ["What the transaction had done is lost, and its client has to begin again"],
};

const ofSessions: readonly Fault[] = [
  {
    name: "idle_in_transaction",
    title: "A session that does nothing holds locks that others wait for",
    prior: 6,
    strikes: ["primary"],
    shows: {
      "violated:blocked_sessions": 0.9,
      "violated:long_transaction": 0.6,
      "sample:root_idle": 0.98,
      "sample:transaction_idle": 0.8,
      "violated:connections_near_limit": 0.15,
    },
    why: "Its client began a transaction and went away, or waits for something else.",
    repairs: [terminateRoot],
  },
  {
    name: "long_statement_blocks",
    title: "A long statement holds locks that others wait for",
    prior: 4,
    strikes: ["primary"],
    shows: {
      "violated:blocked_sessions": 0.9,
      "violated:long_transaction": 0.6,
      "sample:root_active": 0.98,
      "sample:change_in_queue": 0.01,
      "violated:connections_near_limit": 0.15,
    },
    why: "It works, and what it has locked stays locked until it ends.",
    repairs: [
      {
        action: "cancel_backend",
        parameters: { member: "{{member}}", pid: "{{sample:blocking_pid}}", started: "{{sample:blocking_started}}" },
        predicted: "The statement ends, its transaction is taken back, and those that wait go on",
        risks: [
          "What the statement had done is lost",
          "A client that goes on in its transaction may keep what it locked before",
        ],
      },
      terminateRoot,
    ],
  },
  {
    name: "change_in_queue",
    title: "A change of a table waits for a reader, and all who come after wait behind it",
    prior: 3,
    strikes: ["primary"],
    shows: {
      "violated:blocked_sessions": 0.9,
      "violated:long_transaction": 0.6,
      "sample:change_in_queue": 0.97,
      "sample:root_active": 0.5,
      "sample:root_idle": 0.5,
      "sample:transaction_idle": 0.4,
      "violated:connections_near_limit": 0.3,
    },
    why: "Locks are given in the order in which they were asked for: nothing passes a request for a whole table.",
    repairs: [
      {
        action: "cancel_backend",
        parameters: { member: "{{member}}", pid: "{{sample:queued_pid}}", started: "{{sample:queued_started}}" },
        predicted: "The change is given up, and the readers behind it go on",
        risks: ["The change has to be made again, with a lock_timeout"],
      },
    ],
  },
  {
    name: "prepared_transaction",
    title: "A prepared transaction that nobody ended holds locks",
    prior: 0.5,
    strikes: ["primary"],
    shows: { "violated:blocked_sessions": 0.9, "violated:long_transaction": 0.6, "sample:root_prepared": 0.98 },
    why: "It has no session and outlives restarts: only COMMIT PREPARED or ROLLBACK PREPARED ends it, and which of them is for its owner to say.",
    repairs: [],
  },
  {
    name: "forgotten_transaction",
    title: "A transaction is open for long and holds up nobody yet",
    prior: 3,
    strikes: ["primary"],
    shows: { "violated:long_transaction": 0.97, "sample:transaction_idle": 0.7, "violated:wraparound_near": 0.05 },
    why: "It keeps vacuum from removing anything that it might still see.",
    repairs: [
      {
        action: "terminate_backend",
        parameters: {
          member: "{{member}}",
          pid: "{{sample:longest_transaction_pid}}",
          started: "{{sample:longest_transaction_started}}",
        },
        predicted: "Its transaction is taken back, and vacuum can go on",
        risks: ["It may be a backup or a report that somebody waits for"],
      },
    ],
  },
  {
    name: "connections_leak",
    title: "Clients keep connections that they do not use",
    prior: 4,
    strikes: ["primary"],
    shows: { "violated:connections_near_limit": 0.98, "sample:mostly_idle": 0.95, "log:too_many_clients": 0.7 },
    why: "Most of the connections do nothing: a pool that is too large, or one that loses what it hands out.",
    repairs: [],
  },
  {
    name: "connections_rush",
    title: "More clients work at once than the server takes",
    prior: 2,
    strikes: ["primary"],
    shows: { "violated:connections_near_limit": 0.98, "sample:mostly_idle": 0.03, "log:too_many_clients": 0.7 },
    why: "Most of the connections work.",
    repairs: [],
  },
];

const ofRoom: readonly Fault[] = [
  {
    name: "slot_left_behind",
    title: "A slot of a consumer that is gone holds write-ahead log",
    prior: 2,
    strikes: ["primary"],
    shows: {
      "violated:slot_inactive": 0.98,
      "sample:slot_of_nobody": 0.98,
      "violated:disk_low": 0.2,
      "log:disk_full": 0.05,
    },
    why: "The server keeps all log that the slot's consumer has not taken, until the disk is full.",
    repairs: [
      {
        action: "drop_slot",
        parameters: { member: "{{member}}", slot: "{{sample:inactive_slot}}" },
        predicted: "The write-ahead log that it held is let go at the next checkpoint",
        risks: ["Its consumer, should it come back, has to be built anew"],
      },
    ],
  },
  {
    name: "freezing_behind",
    title: "Vacuum does not freeze old rows in time",
    prior: 0.5,
    strikes: ["primary"],
    shows: { "violated:wraparound_near": 0.98, "violated:long_transaction": 0.3, "violated:slot_inactive": 0.2 },
    why: "At 3 million transaction ids before the end the server refuses writes. A long transaction, a slot or a prepared transaction may hold vacuum back.",
    repairs: [],
  },
];

const ofDisks: readonly Fault[] = [
  {
    name: "disk_filling",
    title: "The disk fills",
    prior: 2,
    strikes: ["primary", "standby"],
    shows: { "violated:disk_low": 0.98, "log:disk_full": 0.3 },
    why: "Data, log files or write-ahead log take what is left; when nothing is left the server stops.",
    repairs: [],
  },
];

const ofStandbys: readonly Fault[] = [
  {
    name: "standby_stopped",
    title: "A standby does not run",
    prior: 3,
    strikes: ["standby"],
    shows: {
      "violated:standby_down": 0.99,
      "sample:refused": 0.8,
      "sample:no_answer": 0.15,
      "log:shut_down": 0.4,
      "log:crashed": 0.2,
    },
    spreads: { "violated:slot_inactive": 0.7 },
    why: "It takes no connection; a slot of its own keeps the log that it will need.",
    repairs: [],
  },
  {
    name: "replay_paused",
    title: "Somebody paused the replay on a standby",
    prior: 2,
    strikes: ["standby"],
    shows: { "violated:replica_lag": 0.9, "sample:replay_paused": 0.99, "sample:replay_behind": 0.8 },
    why: "It gets all log and takes none of it in until it is told to go on.",
    repairs: [
      {
        action: "resume_replay",
        parameters: { member: "{{member}}" },
        predicted: "The standby catches up",
        risks: ["Whoever paused it may need the old state still, such as to get back a row that was deleted"],
      },
    ],
  },
  {
    name: "replay_slow",
    title: "A standby replays more slowly than log comes",
    prior: 2,
    strikes: ["standby"],
    shows: { "violated:replica_lag": 0.95, "sample:replay_behind": 0.95 },
    why: "It has the log and has not replayed it: a slow disk, or queries that replay has to wait for.",
    repairs: [],
  },
  {
    name: "log_does_not_come",
    title: "Write-ahead log does not come to a standby, or too slowly",
    prior: 2,
    strikes: ["standby"],
    shows: { "violated:replica_lag": 0.9, "sample:receive_behind": 0.9, "sample:not_streaming": 0.7 },
    spreads: { "violated:slot_inactive": 0.4 },
    why: "It has replayed what it has, and the primary has written more.",
    repairs: [],
  },
  {
    name: "split_brain",
    title: "Two members take writes",
    prior: 0.3,
    shows: { "violated:split_brain": 0.99, "violated:slot_inactive": 0.7, "sample:not_streaming": 0.3 },
    why: "A standby was promoted while the old primary lives. What both have written has to be put together by people.",
    repairs: [],
  },
];
