import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { splitLines } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import { readS3Options } from "./read-places.ts";
import { readS3Checkpoints } from "./read-s3-checkpoints.ts";

/**
 * The lines of checkpoints that lie in a file, or of one tenant in a bucket as `STEADYHAND_CHECKPOINTS` names it, with the keys
 * of the environment. Throws `checkpoints.config`, `checkpoints.unreadable`, and `checkpoints.none` where there is none: what
 * compares nothing must not look as if it had.
 */
export async function* openCheckpoints(
  place: string,
  from: {
    readonly tenantId: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly workingDirectory: string;
  },
): AsyncGenerator<string, void, undefined> {
  const { tenantId, env, workingDirectory } = from;
  const lines = place.startsWith("s3://")
    ? readS3Checkpoints(readS3Options(place, env), tenantId)
    : linesOf(resolve(workingDirectory, place));
  let count = 0;
  for await (const line of lines) {
    count += 1;
    yield line;
  }
  if (count === 0) throw none(place);
}

async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  try {
    for await (const lines of splitLines(createReadStream(path))) yield* lines;
  } catch (cause) {
    throw cause instanceof OpsError ? cause : unreadable(path, cause);
  }
}

function none(place: string): OpsError {
  return new OpsError(`Cannot compare with the checkpoints in ${withoutQuery(place)}: there is none`, {
    kind: "not_found",
    code: "checkpoints.none",
    hint: "Check the path, or the bucket and its prefix",
  });
}

const withoutQuery = (place: string) => place.replace(/\?.*$/s, "");

function unreadable(path: string, cause: unknown): OpsError {
  return new OpsError(`Cannot read the checkpoints in ${path}: ${cause instanceof Error ? cause.message : cause}`, {
    kind: "not_found",
    code: "checkpoints.unreadable",
    hint: "Name a file such as ledger-anchors.jsonl, or s3://bucket/prefix?endpoint=…&region=…",
    cause,
  });
}
