import type { ActionCall } from "@steadyhand/core/action";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { MeantDrains } from "./meant-drains.ts";
import { offer } from "./offer.ts";
import { type PdStore, readEvicted, readStores } from "./pd-answers.ts";
import { done, type Hands, limitOf, lookFirst, notDone, notKnown, until, whyNotTaken } from "./performing.ts";

const minuteMs = 60_000;
const scheduler = "evict-leader-scheduler";
const list = `/scheduler-config/${scheduler}/list`;
const storeId = z.int().positive().describe("The store, by PD's number");
const common = {
  riskFloor: "caution",
  effect: "configures",
  blastRadius: "many",
  isIdempotent: true,
  isReversible: true,
  settlingMs: 5_000,
} as const;

/** Keeping a store without leaders, and letting it lead again. */
export function drainActions(hands: Hands): readonly SubjectAction[] {
  return [drainStore(hands), undrainStore(hands)];
}

/** What a process that is about to drain a store, or to let it lead again, means by that. */
export function heardOf(meant: MeantDrains, now: () => Date): (call: ActionCall) => void {
  return ({ name, parameters: { store_id: id, for_minutes: minutes } }) => {
    if (typeof id !== "number") return;
    if (name === "undrain_store") meant.forget(id);
    else if (name === "drain_store" && typeof minutes === "number") {
      meant.mean(id, new Date(now().getTime() + minutes * minuteMs));
    }
  };
}

function drainStore(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      ...common,
      name: "drain_store",
      title: "Move all leaders off a store",
      what: "Adds evict-leader for one store and waits until it leads nothing. It stays in force, also when PD restarts, until it is undone; its data stays where it is.",
      verification: "PD shows evict-leader for the store, and that it leads no region",
      timeLimitMs: 30 * minuteMs,
    },
    parameters: z.strictObject({
      store_id: storeId,
      for_minutes: z
        .int()
        .min(1)
        .max(10_080)
        .default(60)
        .describe("For how long that is meant: after it, the drain is called left behind"),
    }),
    inverse: ({ store_id }) => ({ name: "undrain_store", parameters: { store_id } }),
  });
  return {
    action,
    async perform(call, options) {
      const { store_id: id, for_minutes: minutes } = parametersOf(call);
      const signal = limitOf(call, options.signal);
      const refused = await whyNotDrained(hands, id, signal);
      if (refused !== undefined) return refused;
      const answer = await hands.pd.change("POST", "/schedulers", { name: scheduler, store_id: id }, { signal });
      // Meant from the moment on that it may be in force.
      if (answer.kind === "ok" || answer.kind === "lost")
        hands.meant.mean(id, new Date(hands.now().getTime() + minutes * minuteMs));
      const notTaken = whyNotTaken(answer, `Read whether evict-leader holds for store ${id}`);
      return notTaken ?? (await waitUntilDrained(hands, id, signal));
    },
  };
}

/** Leaders need somewhere to go: PD would take it all the same, and nothing would move. */
async function whyNotDrained({ pd }: Hands, id: number, signal: AbortSignal): Promise<Performed | undefined> {
  const stores = await lookFirst(pd, "/stores/check", readStores, signal);
  if (!stores.ok) return stores.performed;
  if (!stores.value.some((store) => store.id === id && store.state !== "Tombstone")) {
    return notDone("tikv.no_store", `PD has no store ${id}`, "Read the stores that PD has");
  }
  const evicted = await evictedStores({ pd }, signal);
  if (evicted === undefined)
    return notDone(
      "tikv.unreachable",
      "PD does not say which stores are drained",
      "Nothing was changed; check PD first",
    );
  const others = stores.value.filter((store) => store.id !== id && store.state === "Up" && !evicted.includes(store.id));
  if (others.length > 0) return undefined;
  return notDone(
    "tikv.nowhere_to_go",
    `no other store is up and may lead, so the leaders of store ${id} have nowhere to go`,
    "Let another store lead first",
  );
}

async function waitUntilDrained({ pd, pollMs }: Hands, id: number, signal: AbortSignal): Promise<Performed> {
  let left: number | undefined;
  const performed = await until<Performed>(
    async () => {
      const store = await storeOf({ pd }, id, signal);
      left = store?.leaders ?? left;
      const evicted = await evictedStores({ pd }, signal);
      if (evicted !== undefined && !evicted.includes(id))
        return notDone("tikv.undone_by_others", `somebody took evict-leader off store ${id} again`, "Find out who did");
      return store?.leaders === 0 && evicted !== undefined
        ? done(`store ${id} leads no region; evict-leader stays in force until it is undone`)
        : undefined;
    },
    { pollMs, signal },
  );
  const still =
    left === undefined ? "it could not be seen how many regions it leads" : `it still leads ${left} regions`;
  return (
    performed ??
    notDone(
      "tikv.drain_unfinished",
      `evict-leader is in force for store ${id}, and ${still}`,
      "Wait longer, or undo it with undrain_store",
    )
  );
}

function undrainStore(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      ...common,
      name: "undrain_store",
      title: "Let a store lead again",
      what: "Takes evict-leader off one store. PD's balancing brings leaders back by and by.",
      blastRadius: "one",
      verification: "PD shows evict-leader for the store no more",
      timeLimitMs: 2 * minuteMs,
    },
    parameters: z.strictObject({ store_id: storeId }),
    inverse: ({ store_id }) => ({ name: "drain_store", parameters: { store_id } }),
  });
  return {
    action,
    async perform(call, options) {
      const { store_id: id } = parametersOf(call);
      const signal = limitOf(call, options.signal);
      const answer = await hands.pd.change("DELETE", `/schedulers/${scheduler}-${id}`, undefined, { signal });
      const isGone = answer.kind === "refused" && answer.status === 404;
      const notTaken = isGone ? undefined : whyNotTaken(answer, `Read whether evict-leader holds for store ${id}`);
      if (notTaken !== undefined) return notTaken;
      const seen = await until(
        async () => ((await evictedStores(hands, signal))?.includes(id) === false ? true : undefined),
        { pollMs: hands.pollMs, signal },
      );
      if (seen === undefined)
        return notKnown(
          `PD took it, and did not show in time that evict-leader is off store ${id}`,
          "Read the schedulers that PD has",
        );
      hands.meant.forget(id);
      return done(isGone ? `evict-leader did not hold for store ${id}` : `evict-leader is off store ${id}`);
    },
  };
}

/** `undefined` where it could not be read. */
async function evictedStores({ pd }: Pick<Hands, "pd">, signal: AbortSignal): Promise<readonly number[] | undefined> {
  const answer = await pd.get(list, { signal });
  if (answer.kind === "ok") return readEvicted(answer.body);
  // Without a store the scheduler itself is gone.
  return answer.kind === "refused" && answer.status === 404 ? [] : undefined;
}

async function storeOf({ pd }: Pick<Hands, "pd">, id: number, signal: AbortSignal): Promise<PdStore | undefined> {
  const answer = await pd.get("/stores/check", { signal });
  return answer.kind === "ok" ? readStores(answer.body).find((store) => store.id === id) : undefined;
}
