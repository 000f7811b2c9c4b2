/** How a piece of output is drawn. Colours are names of the theme; what the theme has no name for is left as it is. */
export interface AnsiStyle {
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderlined?: boolean;
  readonly isInverse?: boolean;
  readonly colour?: AnsiColour;
}

export type AnsiColour = (typeof colours)[number];

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

/** Reads output in pieces, as it comes. Keeps colours, and leaves every other escape in the text for all to see. */
export interface AnsiReader {
  push(text: string): AnsiSpan[];
}

const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const plain: AnsiStyle = {};
/** A colour sequence: `ESC [ 1 ; 31 m`. */
const sgr = /\u001b\[([0-9;:]*)m/g;
/** The beginning of one that the next piece may finish. */
const unfinished = /\u001b(?:\[[0-9;:]{0,32})?$/;

export function createAnsiReader(): AnsiReader {
  let style = plain;
  let held = "";
  return {
    push(piece) {
      const whole = held + piece;
      held = whole.match(unfinished)?.[0] ?? "";
      const text = whole.slice(0, whole.length - held.length);
      const spans: AnsiSpan[] = [];
      let end = 0;
      for (const match of text.matchAll(sgr)) {
        if (match.index > end) spans.push({ text: text.slice(end, match.index), style });
        style = applyCodes(style, match[1] ?? "");
        end = match.index + match[0].length;
      }
      if (end < text.length) spans.push({ text: text.slice(end), style });
      return spans;
    },
  };
}

function applyCodes(before: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map((code) => (code === "" ? 0 : Number(code)));
  let style = before;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, used } = extendedColour(codes.slice(at + 1));
      if (code === 38) style = { ...style, colour };
      at += used;
    } else style = applyCode(style, code);
  }
  return style;
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code >= 30 && code <= 37) return { ...style, colour: colours[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, colour: colours[code - 90] };
  switch (code) {
    case 0:
      return plain;
    case 1:
      return { ...style, isBold: true };
    case 2:
      return { ...style, isDim: true };
    case 3:
      return { ...style, isItalic: true };
    case 4:
      return { ...style, isUnderlined: true };
    case 7:
      return { ...style, isInverse: true };
    case 22:
      return { ...style, isBold: false, isDim: false };
    case 23:
      return { ...style, isItalic: false };
    case 24:
      return { ...style, isUnderlined: false };
    case 27:
      return { ...style, isInverse: false };
    case 39:
      return { ...style, colour: undefined };
    default:
      // Backgrounds could hide text in its own colour; the rest has no look here.
      return style;
  }
}

/** `5;n` of 256 colours, or `2;r;g;b`: the nearest of the eight names, and how many codes it took. */
function extendedColour(codes: readonly number[]): { readonly colour: AnsiColour | undefined; readonly used: number } {
  const [kind, first = 0, green = 0, blue = 0] = codes;
  if (kind === 2) return { colour: nearest(first, green, blue), used: 4 };
  if (kind !== 5) return { colour: undefined, used: 0 };
  if (first < 16) return { colour: colours[first % 8], used: 2 };
  if (first >= 232) return { colour: undefined, used: 2 };
  const level = (index: number) => ((Math.floor((first - 16) / 6 ** index) % 6) * 255) / 5;
  return { colour: nearest(level(2), level(1), level(0)), used: 2 };
}

function nearest(red: number, green: number, blue: number): AnsiColour | undefined {
  const brightest = Math.max(red, green, blue);
  // Greys are text in the theme's own colour: black on black must not hide anything.
  if (brightest - Math.min(red, green, blue) < 40) return undefined;
  const bit = (channel: number) => (channel > brightest / 2 ? 1 : 0);
  return colours[bit(red) + 2 * bit(green) + 4 * bit(blue)];
}
