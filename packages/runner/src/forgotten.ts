import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Attempts whose journal is gone because their result is durable elsewhere. An order for one of them is a repeat. */
export interface Forgotten {
  has(attemptId: string): boolean;
  add(attemptId: string): void;
}

const remembered = 100_000;

/** Reads what was forgotten before. Of very many, the oldest are dropped: no outbox repeats an order that late. */
export function openForgotten(directory: string): Forgotten {
  const path = join(directory, "forgotten.log");
  const lines = readLines(path);
  const ids = new Set(lines.slice(-remembered));
  if (lines.length > remembered * 2) writeFileSync(path, `${[...ids].join("\n")}\n`, { mode: 0o600 });
  return {
    has: (attemptId) => ids.has(shortHash(attemptId)),
    add(attemptId) {
      const id = shortHash(attemptId);
      if (ids.has(id)) return;
      appendFileSync(path, `${id}\n`, { mode: 0o600 });
      ids.add(id);
      for (const oldest of ids) {
        if (ids.size <= remembered) break;
        ids.delete(oldest);
      }
    },
  };
}

function shortHash(attemptId: string): string {
  return createHash("sha256").update(attemptId).digest("base64url").slice(0, 22);
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    // Nothing was forgotten yet.
    return [];
  }
}
