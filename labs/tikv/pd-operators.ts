import type { Cluster, Region } from "./model.ts";
import { requestOperator } from "./operator-requests.ts";
import { endOperator, type Operator } from "./operators.ts";
import { json, type Route, route } from "./router.ts";

const statusNumbers = { RUNNING: 1, SUCCESS: 2, CANCEL: 3, REPLACE: 4, TIMEOUT: 6 } as const;

export const operatorRoutes: readonly Route[] = [
  route("POST /operators", ({ cluster, input }) => {
    const { status, body } = requestOperator(cluster, (input ?? {}) as Record<string, unknown>);
    return json(body, status);
  }),
  route("GET /operators", ({ cluster, query }) => {
    const kind = query.get("kind");
    const running = [...cluster.operators.values()].filter(
      (operator) => kind === null || operator.kind.split(",").includes(kind),
    );
    return json(
      running.map((operator) => (query.has("object") ? presentOperator(operator) : lineOf(cluster, operator))),
    );
  }),
  route("GET /operators/records", ({ cluster, query }) => {
    const fromMs = Number(query.get("from") ?? 0) * 1000;
    const ended = cluster.ended.filter(({ endedMs = 0 }) => endedMs >= fromMs);
    return ended.length === 0
      ? json("operator not found", 500)
      : json(ended.map((operator) => lineOf(cluster, operator)));
  }),
  route("GET /operators/:region", ({ cluster, params, query }) => {
    const regionId = Number(params.region);
    const operator = cluster.operators.get(regionId) ?? cluster.ended.findLast((ended) => ended.regionId === regionId);
    if (operator === undefined) return json("operator not found", 500);
    return json(query.has("object") ? presentOperator(operator) : lineOf(cluster, operator));
  }),
  route("DELETE /operators", ({ cluster }) => {
    for (const operator of [...cluster.operators.values()]) endOperator(cluster, operator, "CANCEL");
    return json("All pending operators are canceled.");
  }),
  route("DELETE /operators/:region", ({ cluster, params }) => {
    const operator = cluster.operators.get(Number(params.region));
    if (operator === undefined) return json("operator not found", 500);
    endOperator(cluster, operator, "CANCEL");
    return json("The pending operator is canceled.");
  }),
];

/** An operator as PD writes it: a text, and not an object. */
function lineOf({ regions }: Cluster, operator: Operator): string {
  const { regionId, desc, brief, kind, epoch, createdMs, current, steps, status } = operator;
  const region: Pick<Region, "sizeMiB"> = regions.get(regionId) ?? { sizeMiB: 0 };
  const created = new Date(createdMs).toISOString();
  const listed = steps.map((step, index) => `${index}:{${describe(step)}}`).join(", ");
  const about = `kind:${kind}, region:${regionId}(${epoch.version}, ${epoch.confVer}), createAt:${created}, startAt:${created}`;
  return `status: ${status}, operator: ${desc} {${brief}} (${about}, currentStep:${current}, size:${Math.round(region.sizeMiB)}, steps:[${listed}], timeout:[${operator.timeoutMs / 1000}s])`;
}

function describe(step: Operator["steps"][number]): string {
  switch (step.kind) {
    case "transfer_leader":
      return `transfer leader from store ${step.from} to store ${step.to}`;
    case "add_learner":
      return `add learner peer ${step.peerId} on store ${step.storeId}`;
    case "promote_learner":
      return `promote learner peer ${step.peerId} on store ${step.storeId} to voter`;
    case "remove_peer":
      return `remove peer on store ${step.storeId}`;
    case "split":
      return "split region";
    default:
      return `merge region ${step.source} into region ${step.target}`;
  }
}

const presentOperator = ({ desc, brief, regionId, epoch, timeoutMs, status }: Operator) => ({
  desc,
  brief,
  region_id: regionId,
  region_epoch: { conf_ver: epoch.confVer, version: epoch.version },
  kind: 0,
  timeout: timeoutMs * 1_000_000,
  status: statusNumbers[status],
});
