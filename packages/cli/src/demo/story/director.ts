import type { Seen } from "../installation/seen.ts";
import type { Breakage, Chapter, Lab } from "../labs/lab.ts";
import type { StoryLine } from "./story-line.ts";
import { tellNews } from "./tell-news.ts";

/** Where the demo stands. Chapters count from 1. */
export type Act =
  /** Nothing is broken by us. `next` is offered. */
  | { readonly kind: "ready"; readonly next: number; readonly last?: number }
  | { readonly kind: "counting"; readonly chapter: number; readonly left: number }
  | { readonly kind: "running"; readonly chapter: number; readonly isEscalated: boolean };

/** Goes from chapter to chapter: counts down, breaks the lab, and tells what the installation makes of it. */
export interface Director {
  act(): Act;
  story(): readonly StoryLine[];
  /** When the last chapter's fault was there. */
  begunAt(): Date | undefined;
  /** Begins a chapter, where none runs and nothing is wrong; else says why not. */
  begin(chapter: number): void;
  /** Takes back what was broken, as a person at the machine would. */
  mend(): Promise<void>;
  /** Takes what the installation says now. */
  hear(seen: Seen): void;
  /** While paused nothing is counted down. */
  pause(isPaused: boolean): void;
  /** Says something that is no news of the installation. */
  say(line: Omit<StoryLine, "at">): void;
  close(): void;
}

export interface DirectorPorts {
  readonly lab: Pick<Lab, "chapters" | "break" | "mend" | "title">;
  now(): Date;
  /** Each line as it comes. */
  told(line: StoryLine): void;
  changed(): void;
}

const countFrom = 3;
const secondMs = 1_000;
const keptLines = 500;

export function createDirector({ lab, now, told, changed }: DirectorPorts): Director {
  const story: StoryLine[] = [];
  let act: Act = { kind: "ready", next: 1 };
  let begunAt: Date | undefined;
  let seen: Seen = { at: now() };
  let isPaused = false;
  let timer: NodeJS.Timeout | undefined;

  function tell(line: StoryLine): void {
    story.push(line);
    story.splice(0, story.length - keptLines);
    told(line);
  }
  const say = (line: Omit<StoryLine, "at">) => {
    tell({ at: now(), ...line });
    changed();
  };
  const turnTo = (next: Act) => {
    act = next;
    changed();
  };

  function count(chapter: number, left: number): void {
    if (left === 0) return void breakIt(chapter);
    turnTo({ kind: "counting", chapter, left });
    say({ event: "countdown", text: `${left} …`, data: { chapter, left } });
    timer = setTimeout(() => wait(chapter, left), secondMs);
  }

  function wait(chapter: number, left: number): void {
    if (isPaused) timer = setTimeout(() => wait(chapter, left), secondMs / 4);
    else count(chapter, left - 1);
  }

  async function breakIt(chapter: number): Promise<void> {
    begunAt = now();
    turnTo({ kind: "running", chapter, isEscalated: false });
    try {
      for (const breakage of breaksOf(chapter)) {
        await lab.break(breakage);
        say({ event: "fault", text: `Now: ${breakage.what}.`, tone: "dangerous", data: { chapter, ...breakage } });
      }
    } catch (error) {
      failed(error);
      turnTo({ kind: "ready", next: chapter });
    }
  }

  const failed = (error: unknown) =>
    say({ event: "failed", text: error instanceof Error ? error.message : String(error), tone: "caution" });
  const breaksOf = (chapter: number): readonly Breakage[] => chapterOf(chapter)?.breaks ?? [];
  const chapterOf = (chapter: number): Chapter | undefined => lab.chapters[chapter - 1];

  function hear(after: Seen): void {
    for (const line of tellNews(seen, after)) tell(line);
    seen = after;
    if (act.kind === "running") follow(act, after);
    changed();
  }

  /** A chapter is over with the incident that its fault brought about. */
  function follow({ chapter, isEscalated }: Extract<Act, { readonly kind: "running" }>, after: Seen): void {
    const { incident, investigation } = after;
    if (incident === undefined || begunAt === undefined) return;
    if (incident.phase !== "resolved") {
      const needsPerson = investigation?.escalated !== undefined;
      if (needsPerson !== isEscalated) act = { kind: "running", chapter, isEscalated: needsPerson };
      return;
    }
    if (Date.parse(incident.resolvedAt ?? "") < begunAt.getTime()) return;
    // What was done is seen to its end, too: whether it helped is what the chapter is about.
    if (investigation?.remedy !== undefined && investigation.remedy.phase !== "ended") return;
    const next = chapter < lab.chapters.length ? chapter + 1 : 1;
    act = { kind: "ready", next, last: chapter };
    tell({ at: after.at, event: "chapter_over", text: `Chapter ${chapter} is over.`, tone: "safe", data: { chapter } });
  }

  return {
    act: () => act,
    story: () => story,
    begunAt: () => begunAt,
    begin(number) {
      const chapter = chapterOf(number);
      const isBusy = act.kind !== "ready" || (seen.incident !== undefined && seen.incident.phase !== "resolved");
      if (chapter === undefined) return;
      if (isBusy)
        return say({ event: "busy", text: "Something is still broken: let it come to its end first.", tone: "quiet" });
      const { title, text } = chapter;
      say({ event: "chapter", text: `${number}. ${title}`, tone: "strong", data: { chapter: number, title } });
      say({ event: "text", text });
      count(number, countFrom);
    },
    async mend() {
      if (act.kind !== "running") return;
      try {
        await lab.mend(breaksOf(act.chapter));
        say({
          event: "mended",
          text: "Mended by hand, at the machine: the lab's own door took the fault back.",
          tone: "accent",
        });
      } catch (error) {
        failed(error);
      }
    },
    hear,
    pause: (paused) => {
      isPaused = paused;
    },
    say,
    close: () => clearTimeout(timer),
  };
}
