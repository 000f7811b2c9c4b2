import { NodePage } from "@steadyhand/api";
import { type Route, route } from "../http/route.ts";
import type { Services } from "../services.ts";

export function nodeRoutes({ nodes, nodeStore }: Services): Route[] {
  return [
    route({
      operation: "listNodes",
      summary: "The servers that share this database, and how much each of them carries",
      answer: NodePage,
      async handle() {
        const own = nodes.lease()?.id;
        const items = (await nodeStore.list()).map(({ startedAt, ...node }) => ({
          ...node,
          startedAt: startedAt.toISOString(),
          state: node.leaseLeftMs > 0 ? ("living" as const) : ("gone" as const),
          isThis: node.id === own,
        }));
        return { items };
      },
    }),
  ];
}
