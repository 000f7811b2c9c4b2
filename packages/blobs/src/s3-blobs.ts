import { OpsError } from "@steadyhand/core/outcome";
import type { BlobKey, BlobStore, ListedBlob } from "@steadyhand/engine";
import { AwsClient } from "aws4fetch";
import { mostSealedBytes } from "./container.ts";
import type { S3Address } from "./s3-address.ts";

export interface S3Limits {
  /** For one request and its answer. Default 4,000. */
  readonly requestMs?: number;
  /** Before the second try; twice as long before each further one. Default 200. */
  readonly firstPauseMs?: number;
}

const mostTries = 3;

/**
 * Blobs as objects, `PREFIX/SPACE/AB/NAME`, addressed by path. The name is the digest of the content, so a put that is
 * repeated writes the same again, and the service checks what it received against it.
 */
export function openS3Blobs(address: S3Address, limits: S3Limits = {}): BlobStore {
  const { endpoint, bucket, prefix } = address;
  const client = new AwsClient({ ...address, service: "s3", retries: 0 });
  const description = `s3://${bucket}/${prefix} at ${endpoint.host}`;
  const folder = (space: string) => (prefix === "" ? `${space}/` : `${prefix}/${space}/`);
  const pathOf = ({ space, name }: BlobKey) => `${folder(space)}${name.slice(0, 2)}/${name}`;
  const base = `${endpoint.href.replace(/\/$/, "")}/${bucket}`;
  const urlOf = (key: BlobKey) => `${base}/${pathOf(key).split("/").map(encodeURIComponent).join("/")}`;
  const ask = (what: string, url: string, request: Request) =>
    askBounded({ client, description, limits }, what, url, request);
  return {
    kind: "s3",
    description,
    async put(key, sealed) {
      const headers = { "x-amz-content-sha256": key.name, "content-type": "application/octet-stream" };
      await ask("store a blob", urlOf(key), { method: "PUT", headers, body: Buffer.from(sealed) });
    },
    async get(key) {
      const answer = await ask("read a blob", urlOf(key), { method: "GET", mayBeAbsent: true });
      return answer.status === 404 ? undefined : answer.body;
    },
    async delete(key) {
      await ask("delete a blob", urlOf(key), { method: "DELETE", mayBeAbsent: true });
    },
    async list({ space }, { limit, after }) {
      // The first form of listing, which every service has: where to go on from is a name of ours, and no token is needed.
      const query = new URLSearchParams({ prefix: folder(space), "max-keys": String(limit) });
      if (after !== undefined) query.set("marker", `${folder(space)}${after.slice(0, 2)}/${after}`);
      const { body } = await ask("list blobs", `${base}?${query}`, { method: "GET" });
      return readListing(body.toString("utf8"));
    },
  };
}

interface Request {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly mayBeAbsent?: boolean;
}

interface Asking {
  readonly client: AwsClient;
  readonly description: string;
  readonly limits: S3Limits;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** Tries again what may pass by itself: a service that is away, busy or slow. */
async function askBounded(
  { client, description, limits: { requestMs = 4_000, firstPauseMs = 200 } }: Asking,
  what: string,
  url: string,
  { mayBeAbsent = false, ...request }: Request,
): Promise<Answer> {
  for (let tried = 1; ; tried++) {
    const answer = await askOnce(client, url, request, requestMs).catch((error: unknown) => ({ error }));
    if ("error" in answer) {
      if (tried === mostTries) throw unreachable(what, description, answer.error);
    } else if (answer.status < 300 || (mayBeAbsent && isAbsentKey(answer))) return answer;
    else if (!isPassing(answer.status)) throw refused(what, description, answer);
    else if (tried === mostTries) throw unreachable(what, description, new Error(`it answers ${saidBy(answer)}`));
    await pause(firstPauseMs * 2 ** (tried - 1));
  }
}

async function askOnce(
  client: AwsClient,
  url: string,
  request: Omit<Request, "mayBeAbsent">,
  ms: number,
): Promise<Answer> {
  const { body, ...rest } = request;
  const signed = await client.sign(url, { ...rest, ...(body && { body: new Uint8Array(body) }) });
  // An answer from elsewhere is no answer of this service.
  const response = await fetch(signed, { redirect: "error", signal: AbortSignal.timeout(ms) });
  return { status: response.status, body: await readBounded(response) };
}

/** A listing of a thousand names is smaller than a blob may be. */
async function readBounded(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    parts.push(part);
    // What is longer is not ours, and is not read whole.
    if (bytes > mostSealedBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostSealedBytes + 1);
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** That the bucket is absent is another thing than that a blob is. */
function isAbsentKey({ status, body }: Answer): boolean {
  return status === 404 && !body.includes("NoSuchBucket");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const entryPattern = /<Contents>([\s\S]*?)<\/Contents>/g;

function readListing(xml: string): ListedBlob[] {
  return [...xml.matchAll(entryPattern)].flatMap(([, entry = ""]) => {
    const [, key = ""] = entry.match(/<Key>([^<]*)<\/Key>/) ?? [];
    const [, modified = ""] = entry.match(/<LastModified>([^<]*)<\/LastModified>/) ?? [];
    const name = key.slice(key.lastIndexOf("/") + 1);
    const storedAt = new Date(modified);
    // Whatever else lies in the bucket is not ours to look at.
    return /^[0-9a-f]{64}$/.test(name) && !Number.isNaN(storedAt.getTime()) ? [{ name, storedAt }] : [];
  });
}

/** The service's own code; the rest of an answer stays out. */
function saidBy({ status, body }: Answer): string {
  const [, code] = body.toString("utf8").match(/<Code>([A-Za-z0-9.]{1,60})<\/Code>/) ?? [];
  return code === undefined ? `status ${status}` : `status ${status}, ${code}`;
}

function unreachable(what: string, description: string, cause: unknown): OpsError {
  return new OpsError(`Cannot ${what} in ${description}: ${whyOf(cause)}`, {
    kind: "unavailable",
    code: "blobs.unreachable",
    hint: "Outputs go into the database meanwhile, sealed, and are moved once the service is back",
    cause,
  });
}

/** What `fetch` says first is only that it failed. */
function whyOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "TimeoutError") return "it did not answer in time";
  return cause.cause instanceof Error && cause.cause.message !== "" ? cause.cause.message : cause.message;
}

function refused(what: string, description: string, answer: Answer): OpsError {
  return new OpsError(`Cannot ${what} in ${description}: it answers ${saidBy(answer)}`, {
    kind: "unavailable",
    code: "blobs.refused",
    hint: "Check bucket, region and keys, and that these keys may read, write, delete and list there",
  });
}
