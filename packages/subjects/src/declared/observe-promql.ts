import type { Dispatcher } from "undici";
import { z } from "zod";
import { blindTo, joined, type Reading, sampleOf, whyOf } from "./look.ts";

export interface PromqlLook {
  readonly sample: string;
  readonly promql: string;
  readonly prometheus: string;
  /** The label that names the member. Without it one value is expected, for the whole. */
  readonly label?: string;
  readonly signal: AbortSignal;
}

const Point = z.tuple([z.number(), z.string()]);
const Answer = z.union([
  z.object({
    status: z.literal("success"),
    data: z.union([
      z.object({
        resultType: z.literal("vector"),
        result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: Point })),
      }),
      z.object({ resultType: z.literal("scalar"), result: Point }),
    ]),
  }),
  z.object({ status: z.literal("error"), error: z.string() }),
]);

/** An instant query over Prometheus' HTTP API. An empty result is not zero: the series is absent, so nothing is known. */
export async function observePromql(agent: Dispatcher, look: PromqlLook): Promise<Reading> {
  const { sample, promql, prometheus, label, signal } = look;
  try {
    const { origin, pathname } = new URL("api/v1/query", prometheus.endsWith("/") ? prometheus : `${prometheus}/`);
    const { body } = await agent.request({
      ...{ origin, path: pathname, method: "POST", signal },
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ query: promql }).toString(),
    });
    const answer = Answer.safeParse(await body.json());
    if (!answer.success) return blindTo(sample, `${prometheus} answered what is no vector and no scalar`);
    if (answer.data.status === "error") return blindTo(sample, `${prometheus}: ${whyOf(new Error(answer.data.error))}`);
    const { data } = answer.data;
    if (data.resultType === "scalar") return fromPoint(sample, data.result[1], undefined, prometheus);
    if (data.result.length === 0) return blindTo(sample, `${prometheus} has no series for it`);
    if (label === undefined) {
      const [only, other] = data.result;
      if (only === undefined || other !== undefined)
        return blindTo(
          sample,
          `${prometheus} has ${data.result.length} series for it, and no label says which member each is of`,
        );
      return fromPoint(sample, only.value[1], undefined, prometheus);
    }
    return joined(
      data.result.map(({ metric, value }) => {
        const member = metric[label];
        if (member === undefined) return blindTo(sample, `${prometheus} has a series without the label ${label}`);
        return fromPoint(sample, value[1], member, prometheus);
      }),
    );
  } catch (error) {
    return blindTo(sample, `${prometheus}: ${whyOf(error)}`);
  }
}

/** Values are text, and may be `NaN` or infinite: then there is nothing to hold against anything. */
function fromPoint(sample: string, text: string, member: string | undefined, prometheus: string): Reading {
  const value = Number(text);
  return Number.isFinite(value)
    ? sampleOf(sample, value, member)
    : blindTo(sample, `${prometheus} says ${text}`, member);
}
