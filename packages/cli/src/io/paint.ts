import { styleText } from "node:util";

/** What a piece of text is, so far as a colour can say it again. Red is for danger and for nothing else. */
export type Tone = "safe" | "caution" | "dangerous" | "unknown" | "strong" | "quiet" | "accent";

export type Paint = (tone: Tone, text: string) => string;

const formats = {
  safe: "green",
  caution: "yellow",
  dangerous: ["bold", "red"],
  unknown: "gray",
  strong: "bold",
  quiet: "dim",
  accent: "cyan",
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

const plain: Paint = (_tone, text) => text;

/** Colours text where colour can be seen, and leaves it alone elsewhere. */
export function paintFor(hasColour: boolean): Paint {
  if (!hasColour) return plain;
  return (tone, text) => styleText(formats[tone], text, { validateStream: false });
}
