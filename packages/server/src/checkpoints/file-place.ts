import { open } from "node:fs/promises";
import type { CheckpointPlace } from "./place.ts";

/** A file that is only appended to, such as on a volume that another system owns. */
export function filePlace(path: string): CheckpointPlace {
  return {
    name: `file:${path}`,
    async keep(lines) {
      const file = await open(path, "a", 0o600);
      try {
        await file.writeFile(lines.map((line) => `${line}\n`).join(""));
        await file.datasync();
      } finally {
        await file.close();
      }
    },
  };
}
