import { drawLine } from "../../io/draw-text.ts";
import type { Panel } from "../screen/frame.ts";
import { type Line, wrapWords } from "../screen/line.ts";
import type { StoryLine } from "../story/story-line.ts";

const timeWidth = 6;

/** The newest of what happened, in words, each with the seconds since its chapter began. */
export function storyPanel(lines: readonly StoryLine[], { begunAt }: { readonly begunAt: Date | undefined }): Panel {
  return {
    title: "story",
    draw({ width, height }) {
      // A number that was counted is of no interest once the next one is.
      const worth = lines.filter(({ event }, index) => event !== "countdown" || index === lines.length - 1);
      const told = worth.slice(-height).flatMap((line) => drawOne(line, width, begunAt));
      return told.slice(-height);
    },
  };
}

function drawOne({ at, text, tone }: StoryLine, width: number, begunAt: Date | undefined): readonly Line[] {
  const after =
    begunAt === undefined || at < begunAt ? "" : `+${Math.round((at.getTime() - begunAt.getTime()) / 1000)} s`;
  return wrapWords(drawLine(text), width - timeWidth).map((words, index) => [
    ["quiet", (index === 0 ? after : "").padEnd(timeWidth)],
    tone === undefined ? words : [tone, words],
  ]);
}
