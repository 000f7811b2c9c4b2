import type { Authenticator } from "../access/authenticate.ts";
import type { Route } from "../http/route.ts";
import { cacheInspections } from "../present/inspection-cache.ts";
import type { Services } from "../services.ts";
import { assessRoutes } from "./assess.ts";
import { auditRoutes } from "./audit.ts";
import { classificationRoutes } from "./classifications.ts";
import { classifyRoutes } from "./classify.ts";
import { executionRoutes } from "./executions.ts";
import { modelRoutes } from "./model.ts";
import { peopleRoutes } from "./people.ts";
import { runbookRoutes } from "./runbooks.ts";
import { sessionRoutes } from "./session.ts";
import { statusRoutes } from "./status.ts";
import { stepRoutes } from "./steps.ts";
import { type LiveViews, watchRoutes } from "./watch-execution.ts";

/** Every operation of the API. */
export function allRoutes(
  services: Services,
  edge: { readonly authenticator: Authenticator; readonly signInUrl: (key: string) => string },
): { readonly routes: readonly Route[]; readonly views: LiveViews } {
  const inspect = cacheInspections((snapshot, step) => services.engine.inspect(snapshot, step));
  const watching = watchRoutes(services, inspect);
  const routes = [
    ...statusRoutes(services),
    ...sessionRoutes(edge.authenticator),
    ...runbookRoutes(services),
    ...assessRoutes(services),
    ...classifyRoutes(services),
    ...classificationRoutes(services),
    ...modelRoutes(services),
    ...executionRoutes(services, inspect),
    ...stepRoutes(services, inspect),
    ...watching.routes,
    ...auditRoutes(services),
    ...peopleRoutes(services, { signInUrl: edge.signInUrl, views: watching.views }),
  ];
  return { routes, views: watching.views };
}
