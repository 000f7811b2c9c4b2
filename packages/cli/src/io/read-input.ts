import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { Services } from "../services.ts";

/**
 * The bytes of a file, or of standard input for `-`. Stops reading past `mostBytes`, because a pipe may never end.
 * Throws `input.terminal`, `input.too_large`, `input.not_found` and `input.unreadable`.
 */
export async function readInput(
  path: string,
  { io, workingDirectory, mostBytes }: Pick<Services, "io" | "workingDirectory"> & { readonly mostBytes: number },
): Promise<Buffer> {
  if (path === "-") return readAll(io.input, mostBytes);
  try {
    return readFileSync(isAbsolute(path) ? path : join(workingDirectory, path));
  } catch (cause) {
    const isAbsent = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new OpsError(`Cannot read ${path}: ${isAbsent ? "there is no such file" : (cause as Error).message}`, {
      kind: isAbsent ? "not_found" : "invalid",
      code: isAbsent ? "input.not_found" : "input.unreadable",
      hint: "Give the path of a file, or - to read standard input",
      cause,
    });
  }
}

async function readAll(input: Services["io"]["input"], mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of input) {
    const chunk = Buffer.from(piece);
    bytes += chunk.length;
    if (bytes > mostBytes) {
      throw new OpsError(`Cannot read standard input: it is larger than ${mostBytes} bytes`, {
        kind: "invalid",
        code: "input.too_large",
        hint: "Give less, or cut it into parts",
      });
    }
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
