import type { PanicRunWire, PanicViewWire } from "@steadyhand/api";
import type { Execution } from "@steadyhand/core/execution";
import { askLifetimeMs, type NodeStop, type PanicState, type Resumption, strictest } from "@steadyhand/core/panic";
import type { PanicReport } from "@steadyhand/engine";
import { presentActor } from "../present/actor.ts";

export type OpenRun = Pick<Execution, "id" | "runbook">;

/** What else is known when the database answers in time. */
export interface PanicSurroundings {
  readonly open: readonly OpenRun[];
  readonly people?: number;
}

export function presentPanic(report: PanicReport, { open, people }: PanicSurroundings): PanicViewWire {
  const { panic, stop, nodes, record, bus, resumption, startsRefused, heldBy } = report;
  const { silentSince } = bus;
  return {
    ...(panic.isOn && { press: presentPress(panic) }),
    stop,
    nodes: nodes.map(presentNode),
    runs: panic.isOn ? presentRuns(nodes, open) : [],
    resumption: presentResumption(resumption),
    record,
    bus: { isConnected: bus.isConnected, ...(silentSince && { silentSince: silentSince.toISOString() }) },
    ...(startsRefused && { startsRefused }),
    ...(heldBy !== undefined && { heldBy }),
    ...(people !== undefined && { people }),
  };
}

function presentPress({ id, since, by, reason, kill }: PanicState & { readonly isOn: true }) {
  return { id, since: since.toISOString(), by: presentActor(by), reason, kill };
}

function presentNode({ node, state, attempts, tookMs, problem }: NodeStop) {
  return { ...node, state, attempts: attempts.length, tookMs, problem };
}

/**
 * What has processes first, node by node; then the other open runs. Nothing is known to run of those, and it is known of
 * every node only once each of them was seen stopped: one that is silent may hide them.
 */
function presentRuns(nodes: readonly NodeStop[], open: readonly OpenRun[]): PanicRunWire[] {
  const titles = new Map(open.map(({ id, runbook }) => [id as string, runbook.title]));
  const running = nodes.flatMap(({ node, attempts }) =>
    attempts.map(({ attemptId, state, processes, hasEnded, problem }) => {
      const [executionId = attemptId, stepId, attempt] = attemptId.split("/");
      return {
        ...{
          executionId,
          stepId,
          node: node.name,
          title: titles.get(executionId),
          state,
          processes,
          hasEnded,
          problem,
        },
        ...(attempt !== undefined && { attempt: Number(attempt) }),
      };
    }),
  );
  const state = strictest(nodes.map((node) => node.state));
  const seen = new Set(running.map(({ executionId }) => executionId));
  const waiting = open
    .filter(({ id }) => !seen.has(id))
    .map(({ id, runbook: { title } }) => ({
      ...{ executionId: id, title, state, processes: 0, hasEnded: false },
      ...(state !== "stopped" && { problem: "not every node was seen stopped, and it may run there" }),
    }));
  return [...running, ...waiting];
}

function presentResumption(resumption: Resumption): PanicViewWire["resumption"] {
  if (resumption.phase === "none") return resumption;
  const { phase, by, at, reason } = resumption;
  const expiresAt = new Date(at.getTime() + askLifetimeMs).toISOString();
  return { phase, by: presentActor(by), at: at.toISOString(), reason, expiresAt };
}
