import { type Incident, incidentIdOf } from "@steadyhand/core/incident";
import type { Observation, Sample } from "@steadyhand/core/invariant";
import { openDeclared } from "@steadyhand/subjects/declared";
import { createSubjectBook } from "../../packages/engine/src/monitor/subject-book.ts";
import { subjectTransition } from "../../packages/engine/src/monitor/subject-transition.ts";
import { median, percentile, print } from "../figure.ts";
import { ports, webSubjectFile } from "./watch-post.ts";

const members = 1_000;
const looks = 800;
const rounds = 5;
const aimUs = 10;

/** How many of a thousand are down at a look. Who is down changes from look to look, so that all of them have a history. */
const shapes: Readonly<Record<string, { readonly title: string; readonly down: (look: number) => number }>> = {
  well: { title: "all of them well, and some of them were not", down: (look) => (look < looks / 4 ? 20 : 0) },
  some: { title: "one in fifty down, another one at each look", down: () => members / 50 },
  half: { title: "half of them down, others at each look", down: () => members / 2 },
};

/**
 * One invariant over a thousand members of one subject: judged, watched with what is known of each, put together for the store and
 * decided. The time between two looks passes in the argument only.
 */
export async function benchHistory(): Promise<void> {
  for (const [name, { title, down }] of Object.entries(shapes)) {
    const all: (readonly number[])[] = [];
    for (let round = 0; round < rounds; round++) all.push(await lookOften(down));
    const aim = `<= ${aimUs} µs a member, p50 and p99`;
    const note = `one invariant over ${members} members, ${looks} looks, the middle one of ${rounds} rounds; ${title}`;
    for (const [share, value] of [
      ["p50", median(all.map(median))],
      ["p99", median(all.map((each) => percentile(each, 0.99)))],
    ] as const) {
      print({ name: `monitor.member.${name}_${share}`, value, unit: "µs", aim, met: value <= aimUs, note });
    }
  }
}

async function lookOften(down: (look: number) => number): Promise<readonly number[]> {
  const ids = Array.from({ length: members }, (_, n) => `m${n}`);
  const file = webSubjectFile(
    "web",
    ids.map((id) => ({ id, url: "http://127.0.0.1/" })),
  );
  const subject = openDeclared(file, ports);
  const book = createSubjectBook({ subject, kept: [], gapMs: 60_000, redact: (text) => text });
  let open: Incident | undefined;
  const each: number[] = [];
  const begun = Date.UTC(2026, 0, 1);
  for (let look = 0; look < looks; look++) {
    const at = new Date(begun + look * 5_000);
    const observation = seen({ ids, down: down(look), look, at });
    const from = process.hrtime.bigint();
    book.take({ kind: "seen", observation }, at);
    const unsaved = book.unsaved();
    if (book.isTroubled() || open !== undefined || !unsaved.isEmpty) {
      const looked = { subject: "web", standing: book.standing(), isObserved: book.isObserved(), at, unsaved };
      const known = { ...(open && open.phase !== "resolved" && { open }), recent: [] };
      const transition = subjectTransition({ ...looked, newId: incidentIdOf(at, Math.random) }, known);
      open = transition.incident ?? open;
      if (open?.phase === "resolved") open = undefined;
      unsaved.saved();
    }
    each.push(Number(process.hrtime.bigint() - from) / 1000 / members);
  }
  await subject.close();
  // What is loaded and compiled with the first looks is none of a look's cost.
  return each.slice(looks / 4);
}

interface Scene {
  readonly ids: readonly string[];
  readonly down: number;
  readonly look: number;
  readonly at: Date;
}

function seen({ ids, down, look, at }: Scene): Observation {
  const isUp = (n: number) => (n + look * 7) % ids.length >= down;
  const samples = ids.map((member, n): Sample => ({ name: "up", member, value: isUp(n) }));
  const states = ids.map((id, n) => ({ id, kind: "web", state: isUp(n) ? "up" : "down" }) as const);
  return { startedAt: at, endedAt: at, members: states, samples, blind: [] };
}
