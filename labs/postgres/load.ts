import { setTimeout as passed } from "node:timers/promises";
import { openConnection } from "./connection.ts";

const pauseMs = 40;

/** A light load: one client that writes a row some 25 times a second, and comes back whenever it loses the server. */
export interface Load {
  /** How many writes went through. */
  writes(): number;
  stop(): Promise<void>;
}

export function startLoad(url: string): Load {
  const end = new AbortController();
  let writes = 0;
  let drop = () => {};

  async function writeOn(): Promise<void> {
    const connection = await openConnection(url, "lab load", (made) => {
      drop = made;
    });
    while (!end.signal.aborted) {
      await connection.query("UPDATE load SET writes = writes + 1, at = now() WHERE id = $1", [writes % 10]);
      writes++;
      await passed(pauseMs, undefined, { signal: end.signal });
    }
  }

  async function keepOn(): Promise<void> {
    while (!end.signal.aborted) {
      // Faults are what the lab is for: it tries again.
      await writeOn().catch(() => {});
      drop();
      await passed(pauseMs, undefined, { signal: end.signal }).catch(() => {});
    }
  }

  const ended = keepOn();
  return {
    writes: () => writes,
    async stop() {
      end.abort();
      // A frozen server never answers: what waits for it is ended from this side.
      drop();
      await ended;
    },
  };
}
