import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DatabasePlace, openDatabase } from "../../src/index.ts";
import { readEvents } from "../../src/ledger/index.ts";
import { quiet, tenantId } from "../test-server.ts";
import { acknowledgedFile, writers } from "./acknowledged.ts";

/** What became of all that was ever appended. */
export interface MarkerCount {
  readonly acknowledged: number;
  /** Acknowledged, and not there. */
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  /** There, though nobody was told so: the answer was cut off. */
  readonly untold: number;
}

export async function countMarkers(place: DatabasePlace, home: string): Promise<MarkerCount> {
  const there = new Map<string, number>();
  const database = await openDatabase({ place, log: quiet });
  for await (const rows of readEvents({ database, tenantId, upTo: Number.MAX_SAFE_INTEGER })) {
    for (const { text } of rows) {
      const { why } = JSON.parse(text);
      there.set(why, (there.get(why) ?? 0) + 1);
    }
  }
  await database.close();
  const files = Array.from({ length: writers }, (_, writer) => readFile(join(home, acknowledgedFile(writer)), "utf8"));
  // A last line that is cut off was not acknowledged to anybody.
  const told = (await Promise.all(files)).flatMap((text) => text.split("\n").slice(0, -1));
  return {
    acknowledged: told.length,
    lost: told.filter((marker) => !there.has(marker)),
    twice: [...there].filter(([, count]) => count > 1).map(([marker]) => marker),
    untold: there.size - new Set(told).size,
  };
}
