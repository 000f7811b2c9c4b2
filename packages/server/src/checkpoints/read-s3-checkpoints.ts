import { OpsError } from "@steadyhand/core/outcome";
import { AwsClient } from "aws4fetch";
import type { S3Limits, S3PlaceOptions } from "./s3-place.ts";

const mostTries = 3;
/** So many are on their way at once. */
const atOnce = 16;
/** A checkpoint has a few hundred characters, and its frontier at most 53 hashes. */
const mostBytes = 65_536;

/**
 * The lines that a bucket keeps of one tenant, in order, as `s3Place` put them there. What this machine signed in an elder
 * form is there under no tenant's name, and is given too. Throws `checkpoints.unreadable`.
 */
export async function* readS3Checkpoints(
  options: S3PlaceOptions,
  tenantId: string,
  limits: ReadLimits = {},
): AsyncGenerator<string, void, undefined> {
  const bucket = openBucket(options, limits);
  for (const folder of [`${tenantId}/`, "other/"]) {
    for await (const names of bucket.list(folder)) {
      for (let from = 0; from < names.length; from += atOnce) {
        yield* await Promise.all(names.slice(from, from + atOnce).map(bucket.read));
      }
    }
  }
}

export interface ReadLimits extends S3Limits {
  /** So many names are asked for at once. Default 1,000, and more no service gives. */
  readonly pageSize?: number;
}

function openBucket(options: S3PlaceOptions, limits: ReadLimits) {
  const { requestMs = 15_000, firstPauseMs = 250, pageSize = 1_000 } = limits;
  const { bucket, prefix, endpoint } = options;
  const client = new AwsClient({ ...options, service: "s3", retries: 0 });
  const base = `${endpoint.href.replace(/\/$/, "")}/${bucket}`;
  const where = `s3://${bucket}/${prefix} at ${endpoint.host}`;

  async function ask(url: string): Promise<string> {
    for (let tried = 1; ; tried++) {
      const answer = await askOnce(url).catch((error: unknown) => ({ isPassing: true, why: whyOf(error) }));
      if (typeof answer === "string") return answer;
      if (!answer.isPassing || tried === mostTries) throw unreadable(where, answer.why);
      await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (tried - 1)));
    }
  }

  async function askOnce(url: string) {
    const signed = await client.sign(url, { method: "GET" });
    // An answer from elsewhere is no answer of this place.
    const response = await fetch(signed, { redirect: "error", signal: AbortSignal.timeout(requestMs) });
    const text = await response.text();
    if (response.ok) return text;
    return {
      isPassing: response.status >= 500 || response.status === 429,
      why: `it answers status ${response.status}`,
    };
  }

  return {
    async *list(folder: string): AsyncGenerator<readonly string[], void, undefined> {
      const within = [prefix, folder].filter(Boolean).join("/");
      for (let marker = ""; ; ) {
        // The first form of listing, which every service has: where to go on from is a name that we know.
        const query = new URLSearchParams({ prefix: within, "max-keys": String(pageSize), ...(marker && { marker }) });
        const listing = await ask(`${base}?${query}`);
        const names = [...listing.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name = ""]) => name);
        yield names.filter((name) => name.endsWith(".json"));
        const isCut = /<IsTruncated>true<\/IsTruncated>/.test(listing);
        marker = names.at(-1) ?? "";
        if (!isCut || marker === "") return;
      }
    },
    async read(name: string): Promise<string> {
      const text = await ask(`${base}/${name.split("/").map(encodeURIComponent).join("/")}`);
      // Too long for one of ours: said of it is that it is none.
      return text.slice(0, mostBytes).replace(/\n$/, "");
    },
  };
}

/** What `fetch` says first is only that it failed. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it did not answer in time";
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}

function unreadable(where: string, why: string): OpsError {
  return new OpsError(`Cannot read the checkpoints in ${where}: ${why}`, {
    kind: "unavailable",
    code: "checkpoints.unreadable",
    hint: "Check address, bucket and keys, and that these keys may list and read there",
  });
}
