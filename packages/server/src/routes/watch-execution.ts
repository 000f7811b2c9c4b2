import { callerOf, type Route, rawRoute } from "../http/route.ts";
import { securityHeaders } from "../http/security-headers.ts";
import type { Inspect } from "../present/step.ts";
import type { Services } from "../services.ts";
import { openEventStream } from "./event-stream.ts";
import { followExecution } from "./follow-execution.ts";
import { ExecutionParams } from "./ids.ts";
import { createLiveViews, type LiveViews } from "./live-views.ts";

export function watchRoutes(
  { engine, log }: Services,
  inspect: Inspect,
): { readonly routes: Route[]; readonly views: LiveViews } {
  const views = createLiveViews();
  const watch = rawRoute({
    operation: "watchExecution",
    summary: "Server-sent events: `execution` (what changed; everything first) and `output` (live output)",
    params: ExecutionParams,
    async respond({ params: { executionId }, request, reply }) {
      const caller = callerOf(request);
      // A wrong id is answered as a problem, before this becomes a stream.
      const first = await engine.get(caller, executionId);
      reply.hijack();
      const stream = openEventStream(reply.raw, { ...securityHeaders, "cache-control": "no-store" });
      const stop = followExecution({ engine, caller, first, stream, inspect, log });
      const end = () => {
        takeOff();
        stop();
        stream.end();
      };
      const takeOff = views.add(caller, end);
      stream.onClose(end);
    },
  });
  return { routes: [watch], views };
}
