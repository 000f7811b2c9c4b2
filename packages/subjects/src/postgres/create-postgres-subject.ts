import { OpsError } from "@steadyhand/core/outcome";
import type { LogRequest, Subject } from "@steadyhand/subject";
import { createActions } from "./actions/index.ts";
import { membersOf, type PostgresConfigInput, readPostgresConfig } from "./config.ts";
import { expectedOf } from "./expected.ts";
import { createFaults } from "./faults.ts";
import { findingsOf } from "./findings.ts";
import { createInvariants } from "./invariants.ts";
import { keepSession } from "./kept-session.ts";
import { observe } from "./observe.ts";
import { readServerLog } from "./server-log.ts";
import { topologyOf } from "./topology.ts";

/** Watches a PostgreSQL primary and its standbys. Throws `subject.config` where the configuration cannot be used. */
export function createPostgresSubject(given: PostgresConfigInput, { now }: { now(): Date }): Subject {
  const config = readPostgresConfig(given);
  const members = membersOf(config);
  const watching = new Map(
    members.map(({ id, watch }) => [id, keepSession({ address: watch, purpose: "steadyhand watch" })]),
  );
  const acting = new Map(
    members.flatMap(({ id, act }) =>
      act === undefined ? [] : [[id, keepSession({ address: act, purpose: "steadyhand act" })]],
    ),
  );
  const invariants = createInvariants(config);
  const logs = new Map(members.flatMap(({ id, log }) => (log === undefined ? [] : [[id, log]])));

  async function readLogs({ member, since, limit, signal }: LogRequest) {
    signal.throwIfAborted();
    const path = logs.get(member);
    if (path === undefined) throw noLog(member);
    return readServerLog(path, { member, limit, ...(since && { since }) });
  }

  return {
    name: config.name,
    kind: "postgres",
    expected: expectedOf(config),
    invariants,
    actions: createActions({ config, acting, watching }),
    faults: createFaults(config),
    observe: ({ signal }) => observe({ config, watching, acting, now }, signal),
    findings: (observation, lines) => findingsOf({ config, invariants }, observation, lines),
    topology: (observation) => topologyOf(config, observation),
    ...(logs.size > 0 && { readLogs }),
    async close() {
      for (const kept of [...watching.values(), ...acting.values()]) kept.close();
    },
  };
}

function noLog(member: string): OpsError {
  return new OpsError(`Cannot read the log of ${member}: no file is configured for it`, {
    kind: "not_found",
    code: "subject.no_log",
    hint: "Give the member `log`, the path of the server's log file",
  });
}
