import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Clock } from "@steadyhand/engine";
import type { ServerLog } from "../log.ts";
import { openProgress } from "../record/progress.ts";
import type { CheckpointPlace } from "./place.ts";

/** How a place is doing. */
export interface PlaceState {
  readonly name: string;
  /** When it last took something; absent while it has never. */
  readonly keptAt?: Date;
  /** Why it does not take what it is given, since when. */
  readonly failing?: { readonly since: Date; readonly why: string };
}

export interface Publisher {
  /** Gives each place what it does not have yet. Never throws: what stands in the way is logged and shown. */
  publish(): Promise<void>;
  states(): readonly PlaceState[];
  /** Tries a last time and ends the timer. */
  close(): Promise<void>;
}

/** As often as checkpoints are signed. */
const everyMs = 60_000;
/** So much is given to a place at once. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Carries the lines of the checkpoint file to other places, in order, each at its own pace. How far each has come lies in a
 * file beside it; where that is lost, everything is carried once more.
 */
export async function openPublisher(options: {
  readonly file: string;
  readonly stateFile: string;
  readonly places: readonly CheckpointPlace[];
  readonly clock: Clock;
  readonly log: Pick<ServerLog, "warn">;
}): Promise<Publisher> {
  const { file, stateFile, places, clock, log } = options;
  const offsets = await openProgress(stateFile);
  const states = new Map<string, PlaceState>(places.map(({ name }) => [name, { name }]));
  let running: Promise<void> = Promise.resolve();
  let cancel = () => {};
  let isClosed = false;

  async function carry(place: CheckpointPlace): Promise<void> {
    const { name } = place;
    try {
      for (;;) {
        const from = offsets.of(name);
        const { lines, end } = await linesAfter(file, from);
        if (lines.length === 0) return;
        await place.keep(lines);
        await offsets.keep(name, end);
        states.set(name, { name, keptAt: clock.now() });
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const before = states.get(name);
      states.set(name, { ...before, name, failing: { since: before?.failing?.since ?? clock.now(), why } });
      log.warn({ place: name, error }, "a place does not take the checkpoints");
    }
  }

  const publish = () => {
    // One after the other, so that no two are in one place at once.
    running = running.then(async () => {
      await Promise.all(places.map(carry));
    });
    return running;
  };
  const again = () => {
    if (isClosed) return;
    cancel = clock.at(new Date(clock.now().getTime() + everyMs), () => void publish().then(again));
  };
  if (places.length > 0) void publish().then(again);
  return {
    publish,
    states: () => [...states.values()],
    async close() {
      isClosed = true;
      cancel();
      await publish();
    },
  };
}

/** The whole lines after an offset, and where they end. A file that is shorter than that begins anew. */
async function linesAfter(file: string, offset: number): Promise<{ lines: readonly string[]; end: number }> {
  const size = (await stat(file)).size;
  const start = offset > size ? 0 : offset;
  const chunks: Buffer[] = [];
  if (start < size) {
    const end = Math.min(size, start + mostBytes) - 1;
    for await (const chunk of createReadStream(file, { start, end })) chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  const whole = bytes.lastIndexOf("\n") + 1;
  const lines = bytes.toString("utf8", 0, whole).split("\n").filter(Boolean);
  return { lines, end: start + whole };
}
