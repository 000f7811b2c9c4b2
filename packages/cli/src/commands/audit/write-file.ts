import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { OpsError } from "@steadyhand/core/outcome";

type Pieces = AsyncIterable<string | Uint8Array>;

/** Writes pieces as they come, no faster than they are taken. */
export async function writeTo(stream: Writable, pieces: Pieces): Promise<void> {
  for await (const piece of pieces) if (!stream.write(piece)) await once(stream, "drain");
}

/**
 * Writes a new file that only its owner can read; it is never overwritten. Where the pieces end in an error the part that
 * came is removed, unless it shows by itself that it is one. Throws `output.exists`, `output.unwritable`.
 */
export async function writeFile(
  path: string,
  pieces: () => Pieces,
  { keepsPart }: { readonly keepsPart: boolean },
): Promise<void> {
  const stream = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    await once(stream, "open");
  } catch (cause) {
    throw isFileError(cause) ? cannotWrite(path, cause) : cause;
  }
  try {
    await writeTo(stream, pieces());
    await finished(stream.end());
  } catch (cause) {
    stream.destroy();
    // JSON Lines that end too early show it by the last line that is missing. A table would just look shorter.
    if (!keepsPart || stream.bytesWritten === 0) await rm(path, { force: true });
    throw isFileError(cause) ? cannotWrite(path, cause) : cause;
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

function cannotWrite(path: string, cause: NodeJS.ErrnoException): OpsError {
  const isThere = cause.code === "EEXIST";
  return new OpsError(`Cannot write ${path}: ${isThere ? "it is there already" : cause.message}`, {
    kind: "refused",
    code: isThere ? "output.exists" : "output.unwritable",
    hint: "Name another file with --out",
    cause,
  });
}
