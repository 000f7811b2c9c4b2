import { OpsError } from "@steadyhand/core/outcome";

/** Where an S3-compatible service keeps our blobs, and as whom we ask. */
export interface S3Address {
  readonly endpoint: URL;
  readonly region: string;
  readonly bucket: string;
  /** Without slashes at its ends; empty for none. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const example = "s3://bucket/prefix?endpoint=https://host:port&region=eu-central-1";

/** Reads `s3://bucket/prefix?endpoint=…&region=…` with the usual `AWS_…` names. Throws `blobs.address`, `blobs.no_credentials`. */
export function readS3Address(text: string, env: Readonly<Record<string, string | undefined>>): S3Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "") throw badAddress(text, "it names no bucket");
  if (url.username !== "" || url.password !== "") {
    throw badAddress(
      "s3://…",
      "keys do not belong into an address: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY hold them",
    );
  }
  const unknown = [...url.searchParams.keys()].filter((name) => name !== "endpoint" && name !== "region");
  if (unknown.length > 0) throw badAddress(text, `${unknown.join(", ")} is not known`);
  const region = url.searchParams.get("region") || env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1";
  const named = url.searchParams.get("endpoint") || env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
  if (!accessKeyId || !secretAccessKey) throw noCredentials(text);
  return {
    endpoint: endpointOf(text, named || `https://s3.${region}.amazonaws.com`),
    region,
    bucket: url.hostname,
    prefix: decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, ""),
    accessKeyId,
    secretAccessKey,
    ...(token && { sessionToken: token }),
  };
}

function endpointOf(text: string, endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) return url;
  throw badAddress(text, `${endpoint} is no address of a service`);
}

function badAddress(text: string, why: string): OpsError {
  return new OpsError(`Cannot keep outputs at ${text}: ${why}`, {
    kind: "invalid",
    code: "blobs.address",
    hint: `STEADYHAND_BLOBS is a folder, the word database, or ${example}`,
  });
}

function noCredentials(text: string): OpsError {
  return new OpsError(`Cannot keep outputs at ${text}: no keys for it were given`, {
    kind: "invalid",
    code: "blobs.no_credentials",
    hint: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  });
}
