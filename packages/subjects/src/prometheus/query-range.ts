import type { MetricRequest, MetricSeries } from "@steadyhand/subject";
import { z } from "zod";

const Matrix = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("matrix"),
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
    ),
  }),
});
const Refused = z.object({ status: z.literal("error"), error: z.string() });

/** So many points of each series are enough to see where it goes. */
const mostPoints = 60;
const leastStepMs = 1_000;

/**
 * A range query over Prometheus' HTTP API, which only reads. `ask` gets a path with its query, and gives what was answered. Rejects with what
 * stood in the way.
 */
export async function queryRange(
  { query, since, until }: Omit<MetricRequest, "signal">,
  ask: (path: string) => Promise<{ readonly status: number; readonly text: string }>,
): Promise<readonly MetricSeries[]> {
  const stepMs = Math.max(leastStepMs, (until.getTime() - since.getTime()) / mostPoints);
  const asked = new URLSearchParams({
    ...{ query, start: String(since.getTime() / 1000), end: String(until.getTime() / 1000) },
    step: String(stepMs / 1000),
  });
  const { status, text } = await ask(`/api/v1/query_range?${asked}`);
  const answer = read(text);
  const refused = Refused.safeParse(answer);
  if (refused.success) throw new Error(`Prometheus refuses the query: ${refused.data.error}`);
  const matrix = Matrix.safeParse(answer);
  if (!matrix.success) throw new Error(`Prometheus answered ${status}, and no series: ${text.slice(0, 200)}`);
  return matrix.data.data.result.map(({ metric, values }) => ({
    labels: metric,
    points: values.map(([seconds, value]) => ({ at: new Date(seconds * 1000), value: Number(value) })),
  }));
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
