import { randomInt } from "node:crypto";

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** A secret that stands nowhere but where it was planted, and the ways in which it could come out again. */
export interface Canary {
  readonly name: string;
  readonly value: string;
  readonly spellings: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Plants a canary: letters and digits at random, so that no spelling of it arises by chance. */
export function hatch(name: string, length = 20): Canary {
  // One digit at least: what looks like a word is taken for one.
  const drawn = Array.from({ length: length - 1 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  return mark(name, `${drawn}7`);
}

/** Takes a secret that somebody else made for a canary. */
export function mark(name: string, value: string): Canary {
  const bytes = Buffer.from(value);
  const hex = bytes.toString("hex");
  const percent = hex.replaceAll(/../g, "%$&");
  const spellings = [
    { name: "plain", text: value },
    // Behind nothing, one and two bytes the same value gives other characters; both ends are shared and left out.
    ...[0, 1, 2].map((shift) => ({ name: `base64, shifted by ${shift}`, text: insideOfBase64(bytes, shift) })),
    { name: "hex", text: hex },
    { name: "hex in capitals", text: hex.toUpperCase() },
    { name: "percent", text: percent },
    { name: "percent in capitals", text: percent.toUpperCase() },
  ];
  return { name, value, spellings: spellings.map(({ name: how, text }) => ({ name: how, bytes: Buffer.from(text) })) };
}

/** Letters and digits never give the characters in which the two alphabets differ at these places, or both are told. */
function insideOfBase64(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  const first = shift === 0 ? 0 : 4;
  return whole.slice(first, first + Math.floor((bytes.length - (first === 0 ? 0 : 3 - shift)) / 3) * 4);
}

/** Something that was looked through, by the name of the sink. */
export interface Found {
  readonly sink: string;
  readonly bytes: Buffer;
}

/** Where a canary was found: the sinks by name, each with the spelling and what stood around it. */
export function search(canary: Canary, sinks: readonly Found[]): Map<string, string> {
  const seen = new Map<string, string>();
  for (const { sink, bytes } of sinks) {
    for (const { name, bytes: wanted } of canary.spellings) {
      const at = bytes.indexOf(wanted);
      if (at < 0 || seen.has(sink)) continue;
      const around = bytes.subarray(Math.max(0, at - 80), at + wanted.length + 20).toString("latin1");
      seen.set(sink, `${name}: ${JSON.stringify(around.replaceAll(/[^ -~]/g, "."))}`);
    }
  }
  return seen;
}
