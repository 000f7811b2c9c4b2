import { type UnfinishedIntentWire, UnfinishedPage } from "@steadyhand/api";
import type { TenantId } from "@steadyhand/core/identity";
import type { NodeView, UnfinishedIntent } from "@steadyhand/engine";
import { type Route, route } from "../http/route.ts";
import type { Services } from "../services.ts";

/** What was written down before it was done, and has no outcome yet. */
export function unfinishedRoutes(services: Services): Route[] {
  return [
    route({
      operation: "listUnfinished",
      summary:
        "Intents without an outcome: what may be happening now, how long, on which server, and what is done about it",
      answer: UnfinishedPage,
      async handle({ caller }) {
        const items = await unfinishedOf(services, caller.tenantId);
        await services.reads.note(caller, { what: "unfinished", filter: {}, events: items.length });
        return { items };
      },
    }),
  ];
}

/** As the API presents them, oldest first. */
export async function unfinishedOf(
  { record, nodeStore, now }: Pick<Services, "record" | "nodeStore" | "now">,
  tenantId: TenantId,
): Promise<UnfinishedIntentWire[]> {
  const found = await record.listUnfinished(tenantId);
  const nodes = found.length === 0 ? [] : await nodeStore.list();
  return found.map((intent) => present(intent, { node: nodes.find(({ id }) => id === intent.nodeId), now: now() }));
}

/** What `status` shows is asked for again and again by every open page: it may be this old. */
const freshMs = 5_000;
/** What just began is no news. */
const oldMs = 60_000;

/** Those that are older than a minute. None where they cannot be read: what stands in the way is shown elsewhere. */
export function createOldUnfinished(
  services: Parameters<typeof unfinishedOf>[0],
): (tenantId: TenantId) => Promise<UnfinishedIntentWire[]> {
  const known = new Map<TenantId, { readonly at: number; readonly found: Promise<UnfinishedIntentWire[]> }>();
  return async (tenantId) => {
    const at = services.now().getTime();
    const last = known.get(tenantId);
    const found = last !== undefined && at - last.at < freshMs ? last.found : unfinishedOf(services, tenantId);
    if (found !== last?.found) known.set(tenantId, { at, found });
    return (await found.catch(() => [])).filter(({ ageMs }) => ageMs >= oldMs);
  };
}

function present(
  { isLost, nodeId: _node, dispatchedAt, ...intent }: UnfinishedIntent,
  { node, now }: { readonly node: NodeView | undefined; readonly now: Date },
): UnfinishedIntentWire {
  const isLiving = node !== undefined && node.leaseLeftMs > 0;
  const state = isLost ? "lost" : node === undefined || isLiving ? "awaited" : "node_gone";
  return {
    ...intent,
    dispatchedAt: dispatchedAt.toISOString(),
    ageMs: Math.max(0, now.getTime() - dispatchedAt.getTime()),
    ...(node && { node: { id: node.id, name: node.name, isLiving } }),
    state,
    does: doing[state],
  };
}

const doing = {
  awaited: "it runs, or is about to; its end is awaited, and recorded when it comes",
  node_gone: "its server is gone: another takes it over within seconds, and asks the runner what became of it",
  lost: "nobody can be asked what became of it: it is never repeated; when its time is over a person is asked",
} as const;
