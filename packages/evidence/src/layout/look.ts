import type { Risk } from "@steadyhand/core/risk";

/** Points. A page is white paper: the light theme, with ink dark enough for a copy of a copy. */
export const margins = { left: 48, right: 48, top: 50, bottom: 58 } as const;

export const papers = { a4: { width: 595.28, height: 841.89 }, letter: { width: 612, height: 792 } } as const;
export type Paper = keyof typeof papers;

export const colours = {
  text: "#16191d",
  muted: "#4a525c",
  accent: "#0b4a9c",
  line: "#c4cad1",
  shade: "#f3f5f7",
  escape: "#fbe3b8",
  alarm: "#9f1220",
  alarmShade: "#fbe9ea",
  good: "#175e33",
  goodShade: "#e9f4ec",
} as const;

/** Each risk's own shape and colour; its word stands beside it. */
export const risks: Readonly<Record<Risk, string>> = {
  safe: "#175e33",
  caution: "#7d4a00",
  dangerous: "#a8101e",
  unknown: "#4a525c",
};

export const sizes = { title: 21, h1: 15, h2: 11.5, h3: 9.5, body: 9, dense: 8, code: 8, log: 7.4, hash: 6.4 } as const;
/** From the top of one line to that of the next, in sizes. */
export const leading = 1.36;
