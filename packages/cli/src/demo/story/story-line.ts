import type { Tone } from "../../io/paint.ts";

/** One thing that happened, in words, as the story tells it and as `--json` prints it. */
export interface StoryLine {
  readonly at: Date;
  /** Lower case with underscores: what a program that reads the events goes by. */
  readonly event: string;
  readonly text: string;
  readonly tone?: Tone;
  readonly data?: Readonly<Record<string, unknown>>;
}
