import { customers } from "./customers.ts";
import type { LabParts } from "./lab-parts.ts";

/** Breaks something, and takes it back. Both are harmless twice. */
interface Breakage {
  readonly what: string;
  inject(parts: LabParts, node: string): Promise<void> | void;
  undo(parts: LabParts, node: string): Promise<void> | void;
}

/** How long the slow path holds each packet, each way: with it no request can be within half a second. */
const slowMs = 250;
/** Behind by more than a beat counts for. */
const clockStepMs = -60_000;
const staleKey = customers[0] ?? "";

/** Every way in which the lab can be broken, by one call, and mended, by one call. */
export const labFaults = {
  node_gone: {
    what: "the node's process is killed",
    async inject(parts, node) {
      const place = parts.place(node);
      await place.process?.kill();
      place.process = undefined;
    },
    async undo(parts, node) {
      const place = parts.place(node);
      if (place.process === undefined) await place.start();
    },
  },
  redis_gone: {
    what: "Redis is killed, and what it counted is lost",
    inject: (parts) => parts.redis().kill(),
    async undo(parts) {
      if (parts.redis().hasEnded()) await parts.restartRedis();
    },
  },
  redis_hung: {
    what: "Redis stands still: connections stay open, nothing answers",
    inject: (parts) => parts.redis().freeze(),
    undo: (parts) => parts.redis().thaw(),
  },
  redis_cut: {
    what: "the node's open connections to Redis carry nothing any more",
    inject: (parts, node) => parts.place(node).path.sever(),
    undo: (parts, node) => parts.place(node).path.mend(),
  },
  redis_slow: {
    what: `the node's open connections to Redis take ${slowMs} ms longer each way`,
    inject: (parts, node) => parts.place(node).path.slow(slowMs),
    undo: (parts, node) => parts.place(node).path.mend(),
  },
  cache_stale: {
    what: "one key falls out of what the node reads anew from Redis",
    inject: (parts, node) => order(parts, node, { fault: "cache_stale", isOn: true, key: staleKey }),
    undo: (parts, node) => order(parts, node, { fault: "cache_stale", isOn: false, key: staleKey }),
  },
  check_skipped: {
    what: "the node lets every request through and asks no counter",
    inject: (parts, node) => order(parts, node, { fault: "check_skipped", isOn: true }),
    undo: (parts, node) => order(parts, node, { fault: "check_skipped", isOn: false }),
  },
  clock_stepped: {
    what: `the node's machine clock is stepped by ${clockStepMs / 1000} s after the node had measured it`,
    inject: (parts, node) => order(parts, node, { fault: "clock_stepped", isOn: true, stepMs: clockStepMs }),
    undo: (parts, node) => order(parts, node, { fault: "clock_stepped", isOn: false, stepMs: clockStepMs }),
  },
} as const satisfies Record<string, Breakage>;

export type LabFault = keyof typeof labFaults;

export function isLabFault(name: string): name is LabFault {
  return Object.hasOwn(labFaults, name);
}

type Order = Parameters<NonNullable<ReturnType<LabParts["place"]>["process"]>["order"]>[0];

/** A node that is gone cannot misbehave, and one that was started afresh does not. */
async function order(parts: LabParts, node: string, order: Order) {
  await parts.place(node).process?.order(order);
}
