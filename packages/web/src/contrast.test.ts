import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "styles.css"), "utf8");

type Theme = "light" | "dark";
const themes = { light: 2, dark: 3 } as const;

/** `--name: light-dark(#light, #dark)` */
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((match) => [match[1], match]),
);

function luminance(name: string, theme: Theme): number {
  const hex = tokens.get(name)?.[themes[theme]];
  if (hex === undefined) throw new TypeError(`styles.css has no token ${name}`);
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string, theme: Theme): number {
  const [dark = 0, bright = 0] = [luminance(one, theme), luminance(other, theme)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const surfaces = ["surface-0", "surface-1", "surface-2", "surface-3"];
const ansi = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].map((name) => `ansi-${name}`);

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const pairs = (texts: readonly string[], backgrounds: readonly string[]) =>
    texts.flatMap((text) => backgrounds.map((background): [string, string] => [text, background]));

  it.each([
    ...pairs(["text-0", "text-1", "text-2", "accent"], surfaces),
    ...pairs(["safe", "caution", "dangerous", "unknown", ...ansi], ["surface-0"]),
    ...pairs(["text-0", "text-1"], ["mark", "mark-soft"]),
    ["on-accent", "accent-fill"],
    ["on-dangerous", "dangerous-fill"],
  ])("sets %s on %s at 7:1 or better", (text, background) => {
    expect(contrast(text, background, theme)).toBeGreaterThanOrEqual(7);
  });

  it.each(pairs(["edge", "focus", "safe", "caution", "dangerous", "unknown"], surfaces))(
    "draws %s on %s at 3:1 or better",
    (shape, surface) => {
      expect(contrast(shape, surface, theme)).toBeGreaterThanOrEqual(3);
    },
  );
});
