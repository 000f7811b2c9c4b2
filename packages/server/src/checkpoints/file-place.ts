import { type FileHandle, open } from "node:fs/promises";
import type { CheckpointPlace } from "./place.ts";

/** A file that is only appended to, such as on a volume that another system owns. */
export function filePlace(path: string): CheckpointPlace {
  return {
    name: `file:${path}`,
    async keep(lines) {
      const file = await open(path, "a+", 0o600);
      try {
        const { size } = await file.stat();
        const isTorn = size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() !== "\n";
        const text = lines.map((line) => `${line}\n`).join("");
        // What stands there in part, after a crash or on a disk that was full, must not take our first line with it.
        await writeWhole(file, isTorn ? `\n${text}` : text, size);
      } finally {
        await file.close();
      }
    },
  };
}

/** All of it, or where that fails none, as far as a file that may only grow lets us take it back. */
async function writeWhole(file: FileHandle, text: string, size: number): Promise<void> {
  try {
    await file.writeFile(text);
    await file.datasync();
  } catch (error) {
    await file.truncate(size).catch(() => {});
    throw error;
  }
}
