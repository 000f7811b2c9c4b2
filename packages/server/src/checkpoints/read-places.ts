import { isAbsolute } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { filePlace } from "./file-place.ts";
import { gitPlace } from "./git-place.ts";
import type { CheckpointPlace } from "./place.ts";
import { webhookPlace } from "./webhook-place.ts";

const variable = "STEADYHAND_CHECKPOINTS";

/**
 * The places that the environment names, separated by blanks: `file:/path`, `git:/path/of/a/repository`, or the address of a
 * webhook. Throws `checkpoints.config`.
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
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw wrong(text, "it is no place");
  return webhookPlace(url, env.STEADYHAND_CHECKPOINTS_TOKEN);
}

function wrong(text: string, why: string): OpsError {
  return new OpsError(`Cannot keep checkpoints in ${JSON.stringify(text)}, as ${variable} says: ${why}`, {
    kind: "invalid",
    code: "checkpoints.config",
    hint: "Give places such as file:/mnt/worm/checkpoints.jsonl, git:/srv/checkpoints or https://audit.example.com/steadyhand, separated by blanks",
  });
}
