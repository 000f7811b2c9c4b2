import type { BlindSpot, Sample } from "@steadyhand/core/invariant";
import { askHttp } from "./http.ts";
import { between, p99MsOf, readBuckets } from "./latency.ts";
import type { Looker, Part } from "./look.ts";
import { queryP99 } from "./prometheus.ts";

/** The stores of which something says how long requests take: their status server, or a Prometheus that has asked them. */
export function measuredStores({ prometheus, stores }: Looker["config"]): ReadonlySet<string> {
  const measured = stores.filter(({ status_url }) => status_url !== undefined || prometheus !== undefined);
  return new Set(measured.map(({ address }) => address));
}

/** How long 99 of 100 requests took since the last look; for the first look, since the store's process began. */
export async function lookAtLatency(looker: Looker, signal: AbortSignal): Promise<Part> {
  if (measuredStores(looker.config).size === 0) return { samples: [], blind: [] };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(looker.config.read_limit_ms)]);
  const fromPrometheus = askPrometheus(looker, limited);
  const parts = await Promise.all(
    looker.config.stores.map(async ({ address, status_url: url }) => {
      if (url !== undefined) return await askStore(looker, { address, url }, limited);
      return { samples: [], blind: [], address };
    }),
  );
  const ofPrometheus = await fromPrometheus;
  return {
    samples: [...parts, ofPrometheus].flatMap(({ samples }) => samples),
    blind: [...parts, ofPrometheus].flatMap(({ blind }) => blind),
  };
}

async function askStore(
  { served, tls }: Looker,
  { address: member, url }: { readonly address: string; readonly url: string },
  signal: AbortSignal,
): Promise<{ samples: Sample[]; blind: BlindSpot[] }> {
  const answer = await askHttp({ method: "GET", url: `${url}/metrics`, signal, tls });
  const silent = { name: "status_answers", member, value: answer.kind === "answered" };
  if (answer.kind !== "answered" || answer.status !== 200) {
    const why = answer.kind === "answered" ? `${url}/metrics answered ${answer.status}` : answer.why;
    // Told to end, we have not found out whether it answers.
    return { samples: signal.aborted ? [] : [silent], blind: [{ what: "p99_ms", member, why }] };
  }
  const now = readBuckets(answer.text);
  const p99 = p99MsOf(between(served.get(member), now)) ?? 0;
  served.set(member, now);
  return { samples: [silent, { name: "p99_ms", member, value: Number(p99.toFixed(3)) }], blind: [] };
}

/** For the stores whose status server is not asked: Prometheus knows them as its instances. */
async function askPrometheus(
  { config, tls }: Looker,
  signal: AbortSignal,
): Promise<{ samples: Sample[]; blind: BlindSpot[] }> {
  const unasked = config.stores.filter(({ status_url }) => status_url === undefined);
  if (config.prometheus === undefined) return { samples: [], blind: [] };
  const { url } = config.prometheus;
  const byInstance = await queryP99(url, { signal, tls }).catch(
    (error: unknown) => new Error(`Prometheus: ${String(error)}`),
  );
  const samples: Sample[] = [];
  const blind: BlindSpot[] = [];
  for (const { address: member, instance = `${member.replace(/:\d+$/, "")}:20180` } of unasked) {
    const p99 = byInstance instanceof Error ? undefined : byInstance.get(instance);
    if (p99 !== undefined) samples.push({ name: "p99_ms", member, value: Number(p99.toFixed(3)) });
    else
      blind.push({
        what: "p99_ms",
        member,
        why: byInstance instanceof Error ? byInstance.message : `Prometheus has no instance ${instance}`,
      });
  }
  return { samples, blind };
}
