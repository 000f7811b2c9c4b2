import type { Authenticator } from "../access/authenticate.ts";
import type { Route } from "../http/route.ts";
import { cacheInspections } from "../present/inspection-cache.ts";
import type { Services } from "../services.ts";
import { actionRoutes } from "./actions.ts";
import { approvalRoutes } from "./approvals.ts";
import { assessRoutes } from "./assess.ts";
import { auditRoutes } from "./audit.ts";
import { classificationRoutes } from "./classifications.ts";
import { classifyRoutes } from "./classify.ts";
import { divergenceRoutes } from "./divergence.ts";
import { evidenceRoutes } from "./evidence.ts";
import { executionRoutes } from "./executions.ts";
import { followRoutes } from "./follow-ledger.ts";
import { incidentRoutes } from "./incidents.ts";
import { keyRoutes } from "./keys.ts";
import { levelRoutes } from "./levels.ts";
import type { LiveViews } from "./live-views.ts";
import { modelRoutes } from "./model.ts";
import { nodeRoutes } from "./nodes.ts";
import { panicRoutes } from "./panic.ts";
import { peopleRoutes } from "./people.ts";
import { policyRoutes } from "./policy.ts";
import { proofRoutes } from "./proofs.ts";
import { recordRoutes } from "./record.ts";
import { runbookRoutes } from "./runbooks.ts";
import { scheduleRoutes } from "./schedules.ts";
import { sessionRoutes } from "./session.ts";
import { statusRoutes } from "./status.ts";
import { stepRoutes } from "./steps.ts";
import { subjectRoutes } from "./subjects.ts";
import { unfinishedRoutes } from "./unfinished.ts";
import { watchRoutes } from "./watch-execution.ts";

/** Every operation of the API. */
export function allRoutes(
  services: Services,
  edge: { readonly authenticator: Authenticator; readonly signInUrl: (key: string) => string },
): { readonly routes: readonly Route[]; readonly views: LiveViews } {
  const inspect = cacheInspections((snapshot, step) => services.engine.inspect(snapshot, step));
  const watching = watchRoutes(services, inspect);
  const following = followRoutes(services, edge);
  const views: LiveViews = {
    endAll() {
      for (const { views } of [watching, following]) views.endAll();
    },
    endAllOf(...person) {
      for (const { views } of [watching, following]) views.endAllOf(...person);
    },
  };
  const routes = [
    ...statusRoutes(services),
    ...sessionRoutes(edge.authenticator),
    ...runbookRoutes(services),
    ...assessRoutes(services),
    ...classifyRoutes(services),
    ...classificationRoutes(services),
    ...modelRoutes(services),
    ...levelRoutes(services),
    ...actionRoutes(services),
    ...executionRoutes(services, inspect),
    ...incidentRoutes(services),
    ...subjectRoutes(services, inspect),
    ...scheduleRoutes(services),
    ...approvalRoutes(services),
    ...divergenceRoutes(services),
    ...stepRoutes(services, inspect),
    ...watching.routes,
    ...policyRoutes(services),
    ...nodeRoutes(services),
    ...keyRoutes(services),
    ...auditRoutes(services),
    ...following.routes,
    ...unfinishedRoutes(services),
    ...evidenceRoutes(services),
    ...recordRoutes(services),
    ...proofRoutes(services),
    ...panicRoutes(services),
    ...peopleRoutes(services, { signInUrl: edge.signInUrl, views }),
  ];
  return { routes, views };
}
