import type { MetricRequest, MetricSeries, Subject } from "@steadyhand/subject";
import type { Dispatcher } from "undici";
import { queryRange } from "../prometheus/index.ts";
import type { SubjectFileValue } from "./document.ts";
import { fromEnvironment } from "./fill.ts";
import type { DeclaredPorts } from "./ports.ts";

/** The time series of a described subject: those of the first Prometheus that its file names, or none. */
export function metricsOf(
  { observe }: SubjectFileValue,
  agent: Dispatcher,
  { env }: Pick<DeclaredPorts, "env">,
): Pick<Subject, "queryMetrics"> {
  const [written] = Object.values(observe).flatMap((observer) => ("promql" in observer ? [observer.prometheus] : []));
  if (written === undefined) return {};
  return {
    async queryMetrics({ signal, ...asked }: MetricRequest): Promise<readonly MetricSeries[]> {
      const address = fromEnvironment(written, env);
      if (address === undefined) throw new Error(`the environment has no ${written.slice("env:".length)}`);
      const { origin, pathname } = new URL(address);
      return queryRange(asked, async (path) => {
        const at = `${pathname.replace(/\/$/, "")}${path}`;
        const { statusCode, body } = await agent.request({ origin, path: at, method: "GET", signal });
        return { status: statusCode, text: await body.text() };
      });
    },
  };
}
