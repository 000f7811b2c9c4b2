import { readFile, rename, writeFile } from "node:fs/promises";

/** How far each of several places has come, by their names, over restarts. */
export interface Progress {
  /** 0 for one that is not known. */
  of(name: string): number;
  keep(name: string, reached: number): Promise<void>;
}

/**
 * Progress in one file, which only its owner can read. Where it is lost or cut off by a crash, every place begins anew: what
 * comes twice does no harm, and what is missing would.
 */
export async function openProgress(path: string): Promise<Progress> {
  const known = new Map(Object.entries(await read(path)));
  let saving: Promise<void> = Promise.resolve();
  return {
    of: (name) => known.get(name) ?? 0,
    keep(name, reached) {
      known.set(name, reached);
      // One at a time: two places that came further at once would write the same file.
      const saved = saving.then(() => write(path, Object.fromEntries(known)));
      saving = saved.catch(() => {});
      return saved;
    },
  };
}

async function read(path: string): Promise<Record<string, number>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
    return Object.fromEntries(entries.filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])));
  } catch {
    // Not there yet, or cut off by a crash.
    return {};
  }
}

async function write(path: string, known: Readonly<Record<string, number>>): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(known), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
