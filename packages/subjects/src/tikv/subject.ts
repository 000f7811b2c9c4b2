import type { MetricRequest, Subject, SubjectAction } from "@steadyhand/subject";
import { queryRange } from "../prometheus/index.ts";
import { compactStore } from "./compact-store.ts";
import { readTls, type TikvConfig, type TlsKeys } from "./config.ts";
import { drainActions, heardOf } from "./drain-actions.ts";
import { tikvFaults } from "./faults.ts";
import { findingsIn } from "./findings.ts";
import { askHttp } from "./http.ts";
import { tikvInvariants } from "./invariants.ts";
import { look } from "./look.ts";
import { createMeantDrains } from "./meant-drains.ts";
import { createPdClient } from "./pd-client.ts";
import { notKnown } from "./performing.ts";
import { readLogs } from "./read-logs.ts";
import { regionActions } from "./region-actions.ts";
import { resumeScheduler } from "./resume-scheduler.ts";
import { type CommandRunner, runCommand } from "./run-command.ts";
import { topologyOf } from "./topology.ts";

export interface TikvSubjectOptions {
  readonly now?: () => Date;
  /** How long an action waits between two looks at whether it is done: a second without it. */
  readonly pollMs?: number;
  readonly run?: CommandRunner;
}

/** A TiKV cluster, watched and changed through PD. */
export function createTikvSubject(config: TikvConfig, options: TikvSubjectOptions = {}): Subject {
  const { now = () => new Date(), pollMs = 1000, run = runCommand } = options;
  const tls = readTls(config);
  const pd = createPdClient({ endpoints: config.pd, limitMs: config.read_limit_ms, tls });
  const meant = createMeantDrains(config.meant_drains);
  const hands = { pd, now, meant, pollMs };
  const looker = { config, pd, tls, now, meant, served: new Map() };
  const invariants = tikvInvariants(config);
  return {
    name: config.name,
    kind: "tikv",
    expected: [
      ...config.stores.map(({ address }) => ({ id: address, kind: "tikv" })),
      ...config.pd.map(({ name }) => ({ id: name, kind: "pd" })),
    ],
    invariants,
    actions: [...regionActions(hands), ...drainActions(hands), resumeScheduler(hands), compactStore(config, run)].map(
      neverThrowing,
    ),
    faults: tikvFaults,
    observe: ({ signal }) => look(looker, signal),
    findings: (observation, logs) => findingsIn(invariants, observation, logs),
    topology: topologyOf,
    heard: heardOf(meant, now),
    readLogs: (request) => readLogs(config, request),
    ...(config.prometheus && { queryMetrics: askPrometheus(config.prometheus.url, tls) }),
    async close() {
      // Each question has a connection of its own, so nothing is held.
    },
  };
}

function askPrometheus(url: string, tls: TlsKeys | undefined) {
  return ({ signal, ...asked }: MetricRequest) =>
    queryRange(asked, async (path) => {
      const answer = await askHttp({ method: "GET", url: `${url}${path}`, signal, tls });
      if (answer.kind !== "answered") throw new Error(answer.why);
      return answer;
    });
}

/** What is thrown, such as for an answer of another shape, says nothing of how far the change had come. */
function neverThrowing({ action, perform }: SubjectAction): SubjectAction {
  return {
    action,
    perform: (call, options) =>
      perform(call, options).catch((error: unknown) =>
        notKnown(
          `it was not followed to its end: ${String(error).slice(0, 300)}`,
          "Look at what PD shows before it is tried again",
        ),
      ),
  };
}
