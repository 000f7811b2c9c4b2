import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";

interface ConfigPlace {
  /** Named on purpose; it must be there. */
  readonly named: string | undefined;
  /** Looked at when nobody named one; it may be absent. */
  readonly usual: string;
  /** Where a relative name begins. */
  readonly workingDirectory: string;
  /** What the file is for, as in "the model's configuration". */
  readonly what: string;
  readonly code: string;
}

export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads a configuration file. One that is there and cannot be read stops the start: what somebody set up for safety
 * must not be left out in silence.
 */
export function readConfigFile({ named, usual, workingDirectory, what, code }: ConfigPlace): ConfigFile | undefined {
  const path = named ? resolve(workingDirectory, named) : usual;
  try {
    return { path, text: utf8.decode(readFileSync(path)) };
  } catch (cause) {
    const reason = reasonOf(cause);
    if (!named && reason === "ENOENT") return undefined;
    throw new OpsError(`Cannot read ${what} in ${path}: ${reasons[reason] ?? reason}`, {
      kind: "invalid",
      code,
      hint: "Correct it, or move it away to start without it",
      cause,
    });
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not valid UTF-8",
};

function reasonOf(cause: unknown): string {
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
