import { isAbsolute } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { filePlace } from "./file-place.ts";
import { gitPlace } from "./git-place.ts";
import type { CheckpointPlace } from "./place.ts";
import { type S3PlaceOptions, s3Place } from "./s3-place.ts";
import { webhookPlace } from "./webhook-place.ts";

const variable = "STEADYHAND_CHECKPOINTS";

/**
 * The places that the environment names, separated by blanks: `file:/path`, `git:/path/of/a/repository`,
 * `s3://bucket/prefix?endpoint=…&region=…&lock=DAYS`, or the address of a webhook. Throws `checkpoints.config`.
 */
export function readPlaces(env: Readonly<Record<string, string | undefined>>): readonly CheckpointPlace[] {
  const texts = (env[variable] ?? "").split(/\s+/).filter(Boolean);
  const places = texts.map((text) => readPlace(text, env));
  const twice = places.find(({ name }, index) => places.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) throw wrong(twice.name, "it stands there twice");
  return places;
}

function readPlace(text: string, env: Readonly<Record<string, string | undefined>>): CheckpointPlace {
  const [, kind = "", path = ""] = /^(file|git):(.*)$/s.exec(text) ?? [];
  if (kind !== "") {
    if (!isAbsolute(path)) throw wrong(text, "its path does not begin at the root");
    return kind === "file" ? filePlace(path) : gitPlace(path);
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "s3:") return s3Place(readS3(url, text, env));
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw wrong(text, "it is no place");
  return webhookPlace(url, env.STEADYHAND_CHECKPOINTS_TOKEN);
}

/** The bucket that an `s3://…` names, for reading what lies there. Throws `checkpoints.config`. */
export function readS3Options(text: string, env: Readonly<Record<string, string | undefined>>): S3PlaceOptions {
  if (!URL.canParse(text)) throw wrong(text, "it names no bucket");
  return readS3(new URL(text), text, env);
}

const known: ReadonlySet<string> = new Set(["endpoint", "region", "lock"]);

/** Keys come from the usual names of the environment, and never from an address, which is shown and logged. */
function readS3(url: URL, text: string, env: Readonly<Record<string, string | undefined>>): S3PlaceOptions {
  const { searchParams: query, hostname: bucket } = url;
  if (url.username !== "" || url.password !== "") throw wrong(`s3://…@${bucket}`, "keys do not belong into an address");
  const other = [...query.keys()].find((name) => !known.has(name));
  if (bucket === "" || other !== undefined) throw wrong(text, other ? `${other} is not known` : "it names no bucket");
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
  if (!accessKeyId || !secretAccessKey) throw wrong(text, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
  const region = query.get("region") || env.AWS_REGION || "us-east-1";
  const endpoint = query.get("endpoint") || env.AWS_ENDPOINT_URL_S3 || `https://s3.${region}.amazonaws.com`;
  if (!/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : "")) {
    throw wrong(text, "its endpoint is no address of a service");
  }
  const lock = query.get("lock");
  if (lock !== null && !/^[1-9]\d{0,4}$/.test(lock)) throw wrong(text, "its lock is no number of days from 1 to 99999");
  return {
    ...{ bucket, region, accessKeyId, secretAccessKey, endpoint: new URL(endpoint) },
    prefix: decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, ""),
    ...(token && { sessionToken: token }),
    ...(lock !== null && { lockDays: Number(lock) }),
  };
}

function wrong(text: string, why: string): OpsError {
  return new OpsError(`Cannot use ${JSON.stringify(text)} as a place of checkpoints: ${why}`, {
    kind: "invalid",
    code: "checkpoints.config",
    hint: "Give places such as file:/mnt/worm/checkpoints.jsonl, git:/srv/checkpoints, s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-central-1&lock=365 or https://audit.example.com/steadyhand, separated by blanks",
  });
}
