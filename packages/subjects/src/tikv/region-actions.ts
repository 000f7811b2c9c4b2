import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import { offer } from "./offer.ts";
import { performOnRegion } from "./on-region.ts";
import type { PdRegion } from "./pd-answers.ts";
import type { Hands } from "./performing.ts";

const id = (what: string) => z.int().positive().describe(what);
const minuteMs = 60_000;
const common = { riskFloor: "caution", effect: "configures", blastRadius: "one", settlingMs: 5_000 } as const;

/** Changes to single regions, each by an operator of PD. PD itself drops one whose region changed in between. */
export function regionActions(hands: Hands): readonly SubjectAction[] {
  return [transferLeader(hands), transferPeer(hands), splitRegion(hands), mergeRegions(hands)];
}

function transferLeader(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      ...common,
      name: "transfer_leader",
      title: "Let another store lead a region",
      what: "Gives the lead of one region to a store that has a voter of it. PD's balancing may move it again later.",
      isIdempotent: true,
      isReversible: true,
      verification: "PD shows the store as the region's leader",
      timeLimitMs: 2 * minuteMs,
    },
    parameters: z.strictObject({ region_id: id("The region"), to_store_id: id("The store that is to lead it") }),
  });
  return {
    action,
    async perform(call, { signal }) {
      const { region_id: regionId, to_store_id: to } = parametersOf(call);
      const order = { name: "transfer-leader", region_id: regionId, to_store_id: to };
      const said = () => `store ${to} leads region ${regionId}`;
      return performOnRegion(
        hands,
        { regionId, order, said, isDone: (now) => now?.leaderStoreId === to },
        call,
        signal,
      );
    },
  };
}

function transferPeer(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      ...common,
      name: "transfer_peer",
      title: "Move a replica of a region",
      what: "Moves one region's peer from one store to another: a new one is made first, and then the old one is removed.",
      isIdempotent: true,
      isReversible: true,
      verification: "PD shows a voter of the region on the one store and none on the other",
      timeLimitMs: 15 * minuteMs,
    },
    parameters: z.strictObject({
      region_id: id("The region"),
      from_store_id: id("The store that is to lose its replica"),
      to_store_id: id("The store that is to get one"),
    }),
    check: ({ from_store_id, to_store_id }) =>
      from_store_id === to_store_id
        ? [{ path: "to_store_id", message: "it is the store that the replica lies on" }]
        : [],
    inverse: ({ region_id, from_store_id, to_store_id }) => ({
      name: "transfer_peer",
      parameters: { region_id, from_store_id: to_store_id, to_store_id: from_store_id },
    }),
  });
  return {
    action,
    async perform(call, { signal }) {
      const { region_id: regionId, from_store_id: from, to_store_id: to } = parametersOf(call);
      const order = { name: "transfer-peer", region_id: regionId, from_store_id: from, to_store_id: to };
      const isDone = (now?: PdRegion) => now?.voters.includes(to) === true && !now.peers.includes(from);
      return performOnRegion(
        hands,
        { regionId, order, isDone, said: () => `region ${regionId} has its replica on store ${to}` },
        call,
        signal,
      );
    },
  };
}

function splitRegion(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      ...common,
      name: "split_region",
      title: "Split a region",
      what: "Makes two regions or more out of one, at its middle or at the keys that are given.",
      isIdempotent: false,
      isReversible: false,
      verification: "PD shows the region with a newer version and a smaller range",
      timeLimitMs: 5 * minuteMs,
    },
    parameters: z.strictObject({
      region_id: id("The region"),
      policy: z
        .enum(["approximate", "scan", "usekey"])
        .default("approximate")
        .describe("How its middle is found, or that keys are given"),
      keys: z
        .array(z.string().regex(/^([0-9a-fA-F]{2})+$/, "is not hex"))
        .max(100)
        .default([])
        .describe("Where to split, in hex; for usekey alone"),
    }),
    check: ({ policy, keys }) =>
      (policy === "usekey") === keys.length > 0
        ? []
        : [{ path: "keys", message: "keys are given with usekey, and only then" }],
  });
  return {
    action,
    async perform(call, { signal }) {
      const { region_id: regionId, policy, keys } = parametersOf(call);
      const order = { name: "split-region", region_id: regionId, policy, ...(keys.length > 0 && { keys }) };
      return performOnRegion(
        hands,
        {
          regionId,
          order,
          // A merge makes the version newer too, and the range wider.
          isDone: (now, before) =>
            now !== undefined &&
            now.version > before.version &&
            (now.startKey !== before.startKey || now.endKey !== before.endKey),
          said: () => `region ${regionId} is split`,
        },
        call,
        signal,
      );
    },
  };
}

function mergeRegions(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      ...common,
      name: "merge_regions",
      title: "Merge a region into its neighbour",
      what: "Puts one region's range and data to the region beside it.",
      isIdempotent: true,
      isReversible: false,
      blastRadius: "many",
      verification: "PD shows the one region no more",
      timeLimitMs: 10 * minuteMs,
    },
    parameters: z.strictObject({
      source_region_id: id("The region that goes"),
      target_region_id: id("The region that stays"),
    }),
    check: ({ source_region_id, target_region_id }) =>
      source_region_id === target_region_id ? [{ path: "target_region_id", message: "it is the same region" }] : [],
  });
  return {
    action,
    async perform(call, { signal }) {
      const { source_region_id: source, target_region_id: target } = parametersOf(call);
      const order = { name: "merge-region", source_region_id: source, target_region_id: target };
      const change = {
        regionId: source,
        order,
        isDone: (now: unknown) => now === undefined,
        said: () => `region ${source} is merged into region ${target}`,
      };
      return performOnRegion(hands, change, call, signal);
    },
  };
}
