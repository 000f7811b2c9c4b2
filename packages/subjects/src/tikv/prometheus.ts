import { z } from "zod";
import type { TlsKeys } from "./config.ts";
import { askHttp } from "./http.ts";

const Vector = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

const p99Query =
  'histogram_quantile(0.99, sum by (le, instance) (rate(tikv_grpc_msg_duration_seconds_bucket{type!="kv_gc"}[1m])))';

/** The 99th of a hundred requests in milliseconds by `instance`, which is a store's status address. Rejects with why. */
export async function queryP99(
  url: string,
  { signal, tls }: { readonly signal: AbortSignal; readonly tls: TlsKeys | undefined },
) {
  const answer = await askHttp({
    method: "GET",
    url: `${url}/api/v1/query?query=${encodeURIComponent(p99Query)}`,
    signal,
    tls,
  });
  if (answer.kind !== "answered") throw new Error(answer.why);
  if (answer.status !== 200) throw new Error(`Prometheus answered ${answer.status}: ${answer.text.slice(0, 200)}`);
  const { data } = Vector.parse(JSON.parse(answer.text));
  // Without a request in that minute it is not a number.
  return new Map(
    data.result.map(({ metric, value: [, seconds] }) => [metric.instance ?? "", Number(seconds) * 1000 || 0]),
  );
}
