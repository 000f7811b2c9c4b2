import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import type { CheckpointPlace } from "./place.ts";

/** A bucket of an S3-compatible service. */
export interface S3PlaceOptions {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
  /** Of the service, addressed by path. */
  readonly endpoint: URL;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Each object is locked for so many days: nobody, its owner included, can delete or replace it before. */
  readonly lockDays?: number;
}

export interface S3Limits {
  /** For one request and its answer. Default 15,000. */
  readonly requestMs?: number;
  /** Before the second try; twice as long before the third. Default 250. */
  readonly firstPauseMs?: number;
}

const mostTries = 3;
/** So many are on their way at once. */
const atOnce = 8;

/**
 * A bucket: one object a checkpoint, under a name that holds what it states, so that to keep one twice is to keep it once,
 * and two that contradict each other stand beside each other. Nothing is ever asked to be deleted or replaced.
 */
export function s3Place(options: S3PlaceOptions, limits: S3Limits = {}): CheckpointPlace {
  const { bucket, prefix, endpoint } = options;
  const client = new AwsClient({ ...options, service: "s3", retries: 0 });
  const base = `${endpoint.href.replace(/\/$/, "")}/${bucket}`;
  return {
    name: `s3://${bucket}/${prefix} at ${endpoint.host}`,
    async keep(lines) {
      for (let from = 0; from < lines.length; from += atOnce) {
        await Promise.all(lines.slice(from, from + atOnce).map((line) => put(line)));
      }
    },
  };

  async function put(line: string): Promise<void> {
    const path = [prefix, nameOf(line)].filter(Boolean).join("/");
    const url = `${base}/${path.split("/").map(encodeURIComponent).join("/")}`;
    const body = `${line}\n`;
    for (let tried = 1; ; tried++) {
      const problem = await tryOnce(url, body);
      if (problem === undefined) return;
      if (!problem.isPassing || tried === mostTries) throw problem.error;
      await pause((limits.firstPauseMs ?? 250) * 2 ** (tried - 1));
    }
  }

  async function tryOnce(url: string, body: string): Promise<Failure | undefined> {
    try {
      const headers = headersOf(body, options.lockDays);
      const signed = await client.sign(url, { method: "PUT", body, headers });
      // An answer from elsewhere is no answer of this place.
      const response = await fetch(signed, {
        redirect: "error",
        signal: AbortSignal.timeout(limits.requestMs ?? 15_000),
      });
      await response.body?.cancel();
      if (response.ok) return undefined;
      const isPassing = response.status >= 500 || response.status === 429;
      return { isPassing, error: new Error(`it answered with status ${response.status}`) };
    } catch (error) {
      return { isPassing: true, error };
    }
  }
}

interface Failure {
  /** Whether another try may go better. */
  readonly isPassing: boolean;
  readonly error: unknown;
}

/** `TENANT/COUNT-HEAD.json`, so that a listing is in order. What is no checkpoint of today's form is named by its digest. */
function nameOf(line: string): string {
  const [, count = "", head = "", tenant = ""] =
    /^\{"checkpoint":\{"at":"[^"]*","count":(\d+),"head":"([0-9a-f]{64})",.*"tenantId":"([A-Za-z0-9_-]+)"\}/.exec(
      line,
    ) ?? [];
  const digest = createHash("sha256").update(line).digest("hex").slice(0, 16);
  if (tenant === "") return `other/${digest}.json`;
  return `${tenant}/${count.padStart(15, "0")}-${head.slice(0, 16)}-${digest}.json`;
}

/** A service that locks objects asks for a digest of what it is sent. */
function headersOf(body: string, lockDays: number | undefined): Record<string, string> {
  const headers = {
    "content-type": "application/json",
    "content-md5": createHash("md5").update(body).digest("base64"),
  };
  if (lockDays === undefined) return headers;
  const until = new Date(Date.now() + lockDays * 86_400_000).toISOString();
  return { ...headers, "x-amz-object-lock-mode": "COMPLIANCE", "x-amz-object-lock-retain-until-date": until };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
