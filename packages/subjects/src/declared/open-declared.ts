import type { LogRequest, Subject } from "@steadyhand/subject";
import { Pool } from "pg";
import { Agent } from "undici";
import { declaredAction } from "./declared-action.ts";
import type { SubjectFileValue } from "./document.ts";
import { findingsOf } from "./findings.ts";
import { invariantOf } from "./judge-invariant.ts";
import { type Lines, observeAll } from "./observe.ts";
import type { DeclaredPorts } from "./ports.ts";
import { metricsOf } from "./query-metrics.ts";
import { readLogs } from "./read-logs.ts";

/** More than this in an answer is no reading. */
const mostAnswerBytes = 1024 * 1024;
/** Nothing that a look asks may change anything, nor wait for long. */
const readOnly = "-c default_transaction_read_only=on -c statement_timeout=5000 -c lock_timeout=2000";

/** A subject from its file. Nothing is asked before the first look. */
export function openDeclared(file: SubjectFileValue, ports: DeclaredPorts): Subject {
  const agent = new Agent({ maxResponseSize: mostAnswerBytes, keepAliveTimeout: 60_000, connections: 16 });
  const pools = new Map<string, Pool>();
  const lines: Lines = {
    agent,
    poolOf(address) {
      const known = pools.get(address);
      if (known !== undefined) return known;
      const application = `steadyhand ${file.subject}`;
      const pool = new Pool({
        ...{ connectionString: address, max: 2, connectionTimeoutMillis: 3_000, options: readOnly },
        ...{ application_name: application, allowExitOnIdle: true },
      });
      // A connection that breaks while nobody uses it: the next look opens another.
      pool.on("error", () => {});
      pools.set(address, pool);
      return pool;
    },
  };
  const observe = ({ signal }: { readonly signal: AbortSignal }) => observeAll(file, { lines, ports, signal });
  const invariants = Object.entries(file.invariants).map(([name, one]) => invariantOf(file, name, one));
  const { logs } = file;
  return {
    name: file.subject,
    kind: "declared",
    expected: file.members.map(({ id, kind }) => ({ id, kind })),
    invariants,
    actions: Object.entries(file.actions).map(([name, one]) =>
      declaredAction(name, one, { file, lines, ports, observe }),
    ),
    faults: Object.entries(file.faults).map(([name, { title, why, prior, strikes, shows, spreads, repairs }]) => ({
      ...{ name, title, why, prior, shows },
      ...(strikes && { strikes }),
      ...(spreads && { spreads }),
      repairs: repairs.map(({ action, with: parameters, predicted, risks }) => ({
        action,
        parameters,
        predicted,
        risks,
      })),
    })),
    observe,
    findings: (observation) => findingsOf(file, invariants, observation),
    topology: () => ({ edges: [] }),
    ...metricsOf(file, agent, ports),
    ...(logs && { readLogs: (request: LogRequest) => readLogs(logs, file, request) }),
    async close() {
      await Promise.all([agent.close(), ...[...pools.values()].map((pool) => pool.end())]);
    },
  };
}
