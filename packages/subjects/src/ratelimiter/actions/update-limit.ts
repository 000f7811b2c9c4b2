import type { ActionRemark } from "@steadyhand/core/action";
import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import { keyForm, mostLimit } from "../contract.ts";
import { fetchText } from "../look/fetch-text.ts";
import { declareAction } from "./declare-action.ts";
import { answeringNodes, type Known, seenRedis } from "./known.ts";
import { orderNode } from "./order-node.ts";
import { type Missing, untilShown } from "./until-shown.ts";

const limit = z.number().int().min(1).max(mostLimit);
const key = z.string().regex(keyForm, "1 to 200 letters, digits and _ . : @ -");
const parameters = z.strictObject({
  key: key.describe("The key whose limit it is"),
  limit: limit.describe(`How many requests, 1 to ${mostLimit}`),
  from: limit.optional().describe("What it must be before; what was last seen where it is left out"),
});
/** As it is sealed: `from` is what was seen when it was proposed. */
const pinned = parameters.required();
const limitsSchema = z.object({ limits: z.record(z.string(), z.number()) });

/** A limit that grows or shrinks by more than this is most likely a slip of the hand. */
const farFactor = 10;

/** Sets what one key may do within the window. */
export function updateLimit(known: Known): SubjectAction {
  const action = declareAction({
    declaration: {
      name: "update_limit",
      version: 1,
      title: "Change a limit",
      what: "Sets how many requests one key may make within the window, on all nodes at once.",
      riskFloor: "caution",
      effect: "configures",
      isIdempotent: true,
      isReversible: true,
      blastRadius: "one",
      verification: "every node that answers shows the new limit",
      settlingMs: 1_000,
      timeLimitMs: 15_000,
    },
    schema: parameters,
    availability: () => seenRedis(known),
    look: ({ key, limit, from: meant }) => {
      const from = limitOf(known, key);
      if (from === undefined)
        return { problems: [{ path: "key", message: "Redis holds no limit for it, and no default" }] };
      if (meant !== undefined && meant !== from)
        return { problems: [{ path: "from", message: `it is ${from} by now` }] };
      if (from === limit) return { problems: [{ path: "limit", message: `it is ${limit} already` }] };
      return {
        pinned: { from },
        inverse: { name: "update_limit", parameters: { key, limit: from } },
        remarks: remarksOf({ key, limit, from }),
      };
    },
  });
  return {
    action,
    async perform(call, options) {
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(call.timeoutMs)]);
      const { key, limit, from } = pinned.parse(call.parameters);
      // Redis compares and sets in one step: what somebody else set meanwhile is not overwritten.
      const ordered = await orderNode(known, {
        method: "PUT",
        path: "/api/limits",
        body: { key, limit, from },
        signal,
      });
      if (!ordered.ok) return ordered.performed;
      return await untilShown({
        done: `the limit of ${key} was set from ${from} to ${limit}`,
        signal,
        missing: () => missing(known, { key, limit, signal }),
      });
    },
  };
}

function limitOf({ latest }: Known, key: string): number | undefined {
  const redis = latest()?.redis;
  return redis?.answer === "answered" ? (redis.limits[key] ?? redis.defaultLimit) : undefined;
}

function remarksOf({ key, limit, from }: { key: string; limit: number; from: number }): readonly ActionRemark[] {
  const factor = Math.max(limit / from, from / limit);
  if (factor <= farFactor) return [];
  const why = `The limit of ${key} goes from ${from} to ${limit}, by a factor of ${Math.round(factor)}.`;
  return [{ rule: "action.update_limit.far", risk: "dangerous", why }];
}

interface Changed {
  readonly key: string;
  readonly limit: number;
  readonly signal: AbortSignal;
}

async function missing(known: Known, { key, limit, signal }: Changed): Promise<Missing> {
  const shown = await Promise.all(
    answeringNodes(known).map(async ({ id, url }) => {
      const text = await fetchText(`${url}/api/limits`, signal);
      return { id, limits: limitsSchema.parse(JSON.parse(text)).limits };
    }),
  );
  const other = shown.find(({ limits }) => limits[key] !== limit);
  return other && `${other.id} shows ${other.limits[key] ?? "none"}`;
}
