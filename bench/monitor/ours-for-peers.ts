import type { Observation } from "@steadyhand/core/invariant";
import { openDeclared } from "@steadyhand/subjects/declared";
import { createSubjectBook } from "../../packages/engine/src/monitor/subject-book.ts";
import { openPlace, openWatchPost, ports, webSubjectFile } from "./watch-post.ts";
import { watchWeb } from "./watch-web.ts";

interface Entry {
  readonly name: string;
  run(): Promise<number>;
}

/**
 * Ours for a run of somebody else's rounds: `--ours bench/monitor/ours-for-peers.ts`. Group 5a is HTTP checks a second of the given
 * address, judged and stored; 5c microseconds an invariant over N values in memory.
 */
export function entries(
  group: string,
  { url, N }: { readonly url?: string; readonly N?: number } = {},
): readonly Entry[] {
  if (group.startsWith("5a ") && url !== undefined) {
    return [{ name: "ours: watched, judged and stored", run: () => checksASecond(url) }];
  }
  if (group.startsWith("5c ") && N !== undefined) {
    return [{ name: "ours: judged, with what is known of each", run: () => microsecondsEach(N) }];
  }
  return [];
}

async function checksASecond(url: string): Promise<number> {
  await using opened = new AsyncDisposableStack();
  const { place, folder } = opened.use(await openPlace());
  const post = opened.use(await openWatchPost(place, folder));
  const { rate } = await watchWeb(post, { subjects: 50, members: 20, forMs: 3_000, urlOf: () => url });
  return rate;
}

async function microsecondsEach(members: number): Promise<number> {
  const ids = Array.from({ length: members }, (_, n) => `m${n}`);
  const file = webSubjectFile(
    "web",
    ids.map((id) => ({ id, url: "http://127.0.0.1/" })),
  );
  const subject = openDeclared(file, ports);
  const book = createSubjectBook({ subject, kept: [], gapMs: 60_000, redact: (text) => text });
  const begun = Date.now();
  const seen = (at: Date): Observation => ({
    ...{ startedAt: at, endedAt: at, blind: [] },
    members: ids.map((id) => ({ id, kind: "web", state: "up" })),
    samples: ids.map((member) => ({ name: "up", member, value: true })),
  });
  const looks = Array.from({ length: 100 }, (_, n) => seen(new Date(begun + n * 1_000)));
  const from = process.hrtime.bigint();
  for (const observation of looks) book.take({ kind: "seen", observation }, observation.endedAt);
  const tookUs = Number(process.hrtime.bigint() - from) / 1000;
  await subject.close();
  return tookUs / (looks.length * members);
}
