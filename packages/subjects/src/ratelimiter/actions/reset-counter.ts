import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import { keyForm } from "../contract.ts";
import { readNode } from "../look/read-node.ts";
import { declareAction } from "./declare-action.ts";
import { answeringNodes, type Known, seenRedis } from "./known.ts";
import { orderNode } from "./order-node.ts";
import { type Missing, untilShown } from "./until-shown.ts";

const parameters = z.strictObject({
  key: z.string().regex(keyForm, "1 to 200 letters, digits and _ . : @ -").describe("The key that counts from zero"),
});
const answerSchema = z.object({ had: z.number(), at: z.number() });

/** Lets one key count from zero on all nodes. */
export function resetCounter(known: Known): SubjectAction {
  const action = declareAction({
    declaration: {
      name: "reset_counter",
      version: 1,
      title: "Reset a counter",
      what: "Lets one key count from zero, in Redis and in the copies of all nodes.",
      riskFloor: "caution",
      effect: "deletes",
      isIdempotent: true,
      isReversible: false,
      blastRadius: "one",
      verification: "Redis holds nothing of the key from before, and no node's copy is older than the reset",
      settlingMs: 1_000,
      timeLimitMs: 15_000,
    },
    schema: parameters,
    availability: () => seenRedis(known),
    look: ({ key }) => ({
      remarks: [
        { rule: "action.reset_counter.limit", risk: "caution", why: `${key} has its whole limit again at once.` },
      ],
    }),
  });
  return {
    action,
    async perform(call, options) {
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(call.timeoutMs)]);
      const { key } = parameters.parse(call.parameters);
      const ordered = await orderNode(known, { method: "POST", path: "/api/counters/reset", body: { key }, signal });
      if (!ordered.ok) return ordered.performed;
      const answered = performance.now();
      const { had, at } = answerSchema.parse(ordered.answer);
      return await untilShown({
        done: `${key} was reset at ${had}`,
        signal,
        missing: () => missing(known, { key, at, answered, signal }),
      });
    },
  };
}

interface Reset {
  readonly key: string;
  /** In Redis's time. */
  readonly at: number;
  /** When we knew of it, on our steady clock. */
  readonly answered: number;
  readonly signal: AbortSignal;
}

async function missing(known: Known, { key, at, answered, signal }: Reset): Promise<Missing> {
  const oldest = await known.reader.oldestIn(key, signal);
  if (oldest !== undefined && oldest < at) return "Redis still holds requests from before";
  const nodes = await Promise.all(nodesOf(known).map((node) => readNode(node, signal)));
  const stale = nodes.find((node) => {
    if (node.answer !== "answered" || "why" in node.metrics) return false;
    const copy = node.metrics.counts.find((count) => count.key === key);
    return copy !== undefined && copy.ageMs > performance.now() - answered;
  });
  return stale && `${stale.id} still shows its count from before`;
}

function nodesOf(known: Known) {
  const answering = new Set(answeringNodes(known).map(({ id }) => id));
  return known.config.nodes.filter(({ id }) => answering.has(id));
}
