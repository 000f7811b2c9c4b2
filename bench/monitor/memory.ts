import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { print } from "../figure.ts";
import { openPlace } from "./watch-post.ts";
import { startWebTarget } from "./web-target.ts";

const program = fileURLToPath(new URL("memory-program.ts", import.meta.url));
const subjects = 5_000;

interface Weight {
  readonly rss: number;
  readonly heapUsed: number;
}

interface Told {
  readonly empty: Weight;
  readonly watching: Weight;
  /** Resident, with what had not been collected yet. */
  readonly before: number;
  /** Of one core, over one interval. */
  readonly share: number;
}

/** What a process weighs that watches thousands of subjects over HTTP, each every 30 s over a connection of its own that stays open. */
export async function benchMemory(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const target = opened.use(await startWebTarget());
  const { place, folder } = opened.use(await openPlace());
  const { stop: _stop, ended: _ended, ...text } = place;
  const words = ["--expose-gc", program, JSON.stringify(text), folder, target.url, `${subjects}`];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const { empty, watching, before, share }: Told = JSON.parse(stdout);
  const mebibytes = (bytes: number) => bytes / 1024 ** 2;
  const [bare, all, uncollected] = [empty.rss, watching.rss, before].map((bytes) => mebibytes(bytes).toFixed(0));
  const heap = mebibytes(watching.heapUsed - empty.heapUsed).toFixed(0);
  print({
    ...{ name: "monitor.memory_5000_subjects", value: mebibytes(watching.rss - empty.rss), unit: "MiB" },
    note: `resident, ${all} beside ${bare} of a monitor that watches nothing, ${heap} of it heap; ${uncollected} before what nobody needs was collected; one member and one check each, an open connection each`,
  });
  print({
    ...{ name: "monitor.cpu_5000_subjects", value: share * 100, unit: "% of a core" },
    note: `${subjects} looks over HTTP in 30 s, those included`,
  });
}
