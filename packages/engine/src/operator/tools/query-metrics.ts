import type { ToolCall } from "@steadyhand/core/investigation";
import type { MetricSeries } from "@steadyhand/subject";
import type { Given, ToolContext } from "./perform-tool.ts";

const [usualMinutes, mostMinutes, mostSeries, mostQuery] = [30, 1440, 20, 4_000] as const;

/** Asks the subject's time series. The rules go by what they look at themselves: nothing in a series is taken for a finding. */
export async function queryMetrics(
  { arguments: { query, minutes } }: ToolCall,
  { operated: { subject }, options: { clock }, signal }: ToolContext,
): Promise<Given> {
  if (subject.queryMetrics === undefined) {
    return { outcome: "refused", text: `no time series are kept of ${subject.name} that could be asked` };
  }
  if (typeof query !== "string" || query.trim() === "" || query.length > mostQuery) {
    return { outcome: "refused", text: `a query is a text of 1 to ${mostQuery} characters` };
  }
  const back = typeof minutes === "number" ? Math.min(Math.max(minutes, 1), mostMinutes) : usualMinutes;
  const until = clock.now();
  const since = new Date(until.getTime() - back * 60_000);
  const series = await subject.queryMetrics({ query, since, until, signal });
  if (series.length === 0) return { outcome: "answered", text: "there is no such series: that is not zero" };
  const left = series.length - mostSeries;
  return {
    outcome: "answered",
    text: [...series.slice(0, mostSeries).map(say), ...(left > 0 ? [`and ${left} more series`] : [])].join("\n"),
  };
}

function say({ labels, points }: MetricSeries): string {
  const named = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `{${named.join(", ")}} ${points.map(({ at, value }) => `${at.toISOString().slice(11, 19)} ${value}`).join(", ")}`;
}
