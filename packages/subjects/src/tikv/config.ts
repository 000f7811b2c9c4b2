import { readFileSync } from "node:fs";
import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";

const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const path = z.string().min(1).max(4096);
const ms = z.int().min(0).max(86_400_000);

const PdMember = z.strictObject({
  /** As `--name` says it. */
  name: z.string().min(1).max(200),
  url: baseUrl,
  log: path.optional(),
});

const Store = z.strictObject({
  /** As `--advertise-addr` says it: a store that lost its data comes back under it with another id. */
  address: z.string().min(1).max(200),
  /** Where its status server can be reached from here. */
  status_url: baseUrl.optional(),
  /** Its `instance` in Prometheus; its host with port 20180 without it. */
  instance: z.string().min(1).max(300).optional(),
  log: path.optional(),
});

const Thresholds = z.strictObject({
  /** Ours: the longest that 99 of 100 requests may take. TiKV's own alert on the storage beneath has the same second. */
  p99_ms: z.number().positive().default(1000),
  /** PD's own: from here on it takes a store for slow. */
  slow_score: z.number().min(1).max(100).default(80),
  /** PD's shipped alert. */
  pending_regions: z.int().min(0).default(100),
  /** Ours: so many times the mean, and at least so many leaders above it. */
  leader_skew: z.number().min(1).default(1.5),
  leader_excess: z.int().min(1).default(10),
});

const Timing = z.strictObject({ grace_ms: ms.optional(), settle_ms: ms.min(5000).optional() });

/** What `parseTikvConfig` takes, for who places its problems in a file. */
export const tikvConfig = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  pd: z.array(PdMember).min(1).max(15),
  stores: z.array(Store).min(1).max(500),
  prometheus: z.strictObject({ url: baseUrl }).optional(),
  tls: z.strictObject({ ca: path, cert: path, key: path }).optional(),
  thresholds: Thresholds.prefault({}),
  timing: z.record(z.string(), Timing).default({}),
  /** Stores that evict-leader is meant to hold for, until further notice. */
  meant_drains: z.array(z.int().positive()).default([]),
  /** A command and its arguments that compacts one store; `{{address}}`, `{{db}}` and `{{cf}}` are filled in. */
  compact_command: z.array(z.string().min(1).max(1000)).min(1).max(50).optional(),
  read_limit_ms: z.int().min(100).max(60_000).default(5000),
});

/** How to reach a PD/TiKV cluster, who must be in it, and what counts as wrong there. */
export type TikvConfig = z.output<typeof tikvConfig>;
export type TikvThresholds = TikvConfig["thresholds"];

/** Reads a configuration. Throws `tikv.config` with everything that is wrong with it. */
export function parseTikvConfig(given: unknown): TikvConfig {
  const parsed = tikvConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`).join("; ");
  throw new OpsError(`Cannot watch the cluster: its configuration does not fit: ${problems}`, {
    kind: "invalid",
    code: "tikv.config",
    hint: "docs/subjects/tikv.md has a whole example",
  });
}

export interface TlsKeys {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Where security is on, PD and TiKV want a certificate of ours and show one of theirs. */
export function readTls({ tls }: TikvConfig): TlsKeys | undefined {
  if (tls === undefined) return undefined;
  const read = (file: string) => readFileSync(file, "utf8");
  return { ca: read(tls.ca), cert: read(tls.cert), key: read(tls.key) };
}
