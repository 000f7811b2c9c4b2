import { attemptsOut } from "@steadyhand/core/execution";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { StepId } from "@steadyhand/core/runbook";
import type { Bus, BusPayload } from "./bus.ts";
import type { LiveOutput, Snapshot } from "./engine.ts";
import type { EngineLog } from "./engine-options.ts";
import type { Nodes } from "./nodes.ts";
import type { ExecutionKey } from "./ports.ts";
import type { Watchers } from "./watchers.ts";

const changedTopic = "execution.changed";
const outputTopic = "execution.output";
const askedTopic = "execution.asked";

/** Live views of an execution that another node moves. */
export interface Relay {
  /** What is told to them is told to the watchers on other nodes too. */
  readonly watchers: Watchers;
  /** Makes the nodes that carry what was changed here look at once, instead of at their next heartbeat. */
  askOthers(): void;
  open(): void;
  /** Brings every view that is open here up to date. Without a bus this is how it hears at all. */
  refresh(): void;
  close(): void;
}

/** News of other nodes by the bus, as far as there is one; what a message says is never trusted, it is read again. */
export function createRelay({
  bus,
  nodes,
  watchers,
  see,
  log,
}: {
  readonly bus: Bus | undefined;
  readonly nodes: Nodes | undefined;
  readonly watchers: Watchers;
  readonly see: (key: ExecutionKey) => Promise<Snapshot>;
  readonly log: EngineLog;
}): Relay {
  const shown = new Map<string, number>();
  /** The attempt of which another node told the output that is kept here. */
  const heardOf = new Map<string, string>();
  let stopHearing: (() => void)[] = [];
  const hasPeers = () => (nodes?.peers().length ?? 0) > 0;
  const self = () => nodes?.lease()?.id ?? "";

  function refreshOne(key: ExecutionKey): void {
    const name = nameOf(key);
    see(key).then(
      (snapshot) => {
        const { sequence } = snapshot.execution;
        if (attemptsOut(snapshot.execution).length === 0) forgetHeard(key);
        if ((shown.get(name) ?? -1) >= sequence) return;
        shown.set(name, sequence);
        watchers.changed(snapshot);
      },
      (error: unknown) => log.error({ ...key, error }, "a live view could not be brought up to date"),
    );
  }

  /** Keeps the output of one attempt at a time, as long as somebody watches. */
  function keepHeard(key: ExecutionKey, output: LiveOutput): void {
    const attempt = `${output.stepId}/${output.attempt}`;
    if (heardOf.get(nameOf(key)) !== attempt) watchers.forget(key);
    heardOf.set(nameOf(key), attempt);
    watchers.output(key, output);
  }

  function forgetHeard(key: ExecutionKey): void {
    if (heardOf.delete(nameOf(key))) watchers.forget(key);
  }

  function hear(listener: (from: Heard) => void): (payload: BusPayload) => void {
    return (payload) => {
      const heard = readHeard(payload);
      if (heard !== undefined && heard.node !== self()) listener(heard);
    };
  }

  function tell(topic: string, { tenantId, executionId }: ExecutionKey, more: BusPayload = null): void {
    if (bus !== undefined && hasPeers()) bus.publish(topic, { node: self(), tenantId, executionId, more });
  }

  return {
    watchers: {
      ...watchers,
      add(key, watcher) {
        const remove = watchers.add(key, watcher);
        return () => {
          remove();
          if (!watchers.isWatched(key)) forgetHeard(key);
        };
      },
      changed(snapshot) {
        watchers.changed(snapshot);
        const { tenantId, id: executionId } = snapshot.execution;
        tell(changedTopic, { tenantId, executionId });
      },
      output(key, output) {
        // It runs here now: what is kept is this node's to forget.
        heardOf.delete(nameOf(key));
        watchers.output(key, output);
        tell(outputTopic, key, { ...output, at: output.at.toISOString() });
      },
    },
    askOthers() {
      if (bus !== undefined && hasPeers()) bus.publish(askedTopic, { node: self() });
    },
    open() {
      if (bus === undefined) return;
      stopHearing = [
        bus.subscribe(
          changedTopic,
          hear((heard) => heard.key && watchers.isWatched(heard.key) && refreshOne(heard.key)),
        ),
        bus.subscribe(
          outputTopic,
          hear(({ key, output }) => key && output && watchers.isWatched(key) && keepHeard(key, output)),
        ),
        bus.subscribe(
          askedTopic,
          hear(() => nodes?.look()),
        ),
      ];
    },
    refresh() {
      const watched = watchers.watched();
      if (watched.length === 0) shown.clear();
      for (const key of watched) refreshOne(key);
    },
    close() {
      for (const stop of stopHearing) stop();
      stopHearing = [];
    },
  };
}

function nameOf({ tenantId, executionId }: ExecutionKey): string {
  return `${tenantId}/${executionId}`;
}

interface Heard {
  readonly node: string;
  readonly key?: ExecutionKey;
  readonly output?: LiveOutput;
}

/** Reads a message of another node; `undefined` for what is none. */
function readHeard(payload: BusPayload): Heard | undefined {
  if (!isRecord(payload)) return undefined;
  const { node, tenantId, executionId, more } = payload;
  if (typeof node !== "string") return undefined;
  if (typeof tenantId !== "string" || typeof executionId !== "string") return { node };
  // Ids are only used to look up what is watched here.
  const key = { tenantId: tenantId as TenantId, executionId: executionId as ExecutionId };
  const output = isRecord(more) ? readOutput(more) : undefined;
  return { node, key, ...(output && { output }) };
}

function readOutput({ stepId, attempt, stream, text, at }: Record<string, unknown>): LiveOutput | undefined {
  const isStream = stream === "stdout" || stream === "stderr";
  if (typeof stepId !== "string" || typeof attempt !== "number" || !isStream) return undefined;
  if (typeof text !== "string" || typeof at !== "string") return undefined;
  // A step's id is only compared with those of the execution that is shown.
  return { stepId: stepId as StepId, attempt, stream, text, at: new Date(at) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
