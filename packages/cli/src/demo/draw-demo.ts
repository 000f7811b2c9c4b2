import { duration } from "../io/duration.ts";
import type { Paint } from "../io/paint.ts";
import type { Seen } from "./installation/seen.ts";
import { shownInvariants, shownMembers } from "./installation/shown.ts";
import type { Suspicions } from "./installation/suspicions.ts";
import type { Lab } from "./labs/lab.ts";
import { openQuestion } from "./open-question.ts";
import { clusterPanel } from "./panels/cluster.ts";
import { monitorPanel } from "./panels/monitor.ts";
import { operatorPanel } from "./panels/operator.ts";
import { storyPanel } from "./panels/story.ts";
import { workloadPanel } from "./panels/workload.ts";
import { drawFrame, type Size } from "./screen/frame.ts";
import { drawKeys, type Key } from "./screen/keys.ts";
import type { Line } from "./screen/line.ts";
import type { Act, Director } from "./story/director.ts";
import type { Second } from "./workload/meter.ts";

/** All that the screen is drawn from. */
export interface View {
  readonly lab: Pick<Lab, "title" | "chapters">;
  readonly seen: Seen;
  readonly suspicions: Pick<Suspicions, "since">;
  readonly director: Pick<Director, "act" | "story" | "begunAt">;
  readonly seconds: readonly Second[];
  readonly isPaused: boolean;
  /** What was typed of a target's name; `undefined` while none is asked for. */
  readonly typed: string | undefined;
  readonly now: Date;
}

export function drawDemo(view: View, size: Size, paint: Paint): readonly string[] {
  const { seen, director, seconds, now } = view;
  const frame = {
    heading: heading(view),
    panels: {
      cluster: clusterPanel({ members: shownMembers(seen), seen: sayLook(seen, now) }),
      monitor: monitorPanel(shownInvariants(seen, view.suspicions), now),
      operator: operatorPanel(seen),
      workload: workloadPanel(seconds),
      story: storyPanel(director.story(), { begunAt: director.begunAt() }),
    },
    footing: footing(view),
  };
  return drawFrame(frame, size, paint);
}

function heading({ lab, director, isPaused }: View): Line {
  const act = director.act();
  const of = lab.chapters.length;
  const where =
    act.kind === "ready"
      ? `${of} chapters`
      : `chapter ${act.chapter} of ${of}: ${lab.chapters[act.chapter - 1]?.title}`;
  const count: Line = act.kind === "counting" ? [["caution", `  ${act.left} …`]] : [];
  return [["strong", " Steadyhand"], `  ${lab.title}  `, ["accent", where], ...count, ...pausedMark(isPaused)];
}

const pausedMark = (isPaused: boolean): Line => (isPaused ? [["caution", "  paused: the systems go on"]] : []);

function footing(view: View): Line {
  const question = openQuestion(view.seen);
  if (view.typed !== undefined && question)
    return [["caution", ` Type ${question.approval.targetName} and Enter to approve, or Esc: `], `${view.typed}▏`];
  return drawKeys(
    keysFor(view.director.act(), { isAsked: question !== undefined, chapters: view.lab.chapters.length }),
  );
}

/** What can be pressed now; what cannot be is not offered. */
export function keysFor(
  act: Act,
  { isAsked, chapters }: { readonly isAsked: boolean; readonly chapters: number },
): readonly Key[] {
  const always = [
    { key: "p", what: "pause" },
    { key: "?", what: "keys" },
    { key: "q", what: "quit" },
  ];
  if (isAsked) return [{ key: "a", what: "approve" }, { key: "r", what: "reject" }, ...always];
  switch (act.kind) {
    case "ready":
      return [{ key: "Enter", what: `chapter ${act.next}` }, { key: `1-${chapters}`, what: "any chapter" }, ...always];
    case "running":
      return act.isEscalated ? [{ key: "m", what: "mend it by hand" }, ...always] : always;
    case "counting":
      return always;
  }
}

function sayLook({ subject }: Seen, now: Date): string {
  return subject?.lastLook === undefined
    ? ""
    : `seen ${duration(Math.max(0, now.getTime() - Date.parse(subject.lastLook.at)))} ago`;
}
