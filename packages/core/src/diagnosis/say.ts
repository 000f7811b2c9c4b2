import { makeVisible } from "../text/index.ts";
import type { Spot } from "./chance-of.ts";
import type { Cause } from "./diagnosis.ts";
import type { Fault } from "./fault.ts";
import type { Hypothesis, Suspect } from "./library.ts";

/** What was read is shown in one line and no longer than this. */
const mostCharacters = 200;

/** `"redis timeout" in the log of node-2` */
export function saySpot({ name, member }: Spot): string {
  const { kind, words } = readName(name);
  if (kind === "violated") return `a violated ${words}${on(member)}`;
  const sign = `"${words.replaceAll("_", " ")}"`;
  return kind === "log" ? `${sign} in the log${member === undefined ? "" : ` of ${member}`}` : `${sign}${on(member)}`;
}

/** That a finding is not there, in our words: what a subject says of it may tell only how it looks when it is. */
export function sayAbsence(spot: Spot): string {
  const { kind, words } = readName(spot.name);
  return kind === "violated" ? `${words} is not violated${on(spot.member)}` : `no ${saySpot(spot)}`;
}

function readName(name: string): { readonly kind: string | undefined; readonly words: string } {
  const [kind, rest] = name.split(/:(.*)/s);
  return rest === undefined ? { kind: undefined, words: quote(name) } : { kind, words: quote(rest) };
}

/** A text that was read, for people: one line, cut, and with nothing in it that hides or deceives. */
export function quote(text: string): string {
  const cut = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
  return makeVisible(cut)
    .map((part) =>
      part.kind === "plain" ? part.text : part.kind === "newline" ? " " : `\\u{${part.codePoint.slice(2)}}`,
    )
    .join("");
}

/** One cause for each fault, with all members that it struck. */
export function causesOf(suspects: readonly Suspect[]): readonly Cause[] {
  return [...Map.groupBy(suspects, ({ fault }) => fault)].map(([fault, struck]) => causeOf(fault, struck));
}

/** `A node is down (node-2), and Redis is slow` */
export function sayCauses(causes: readonly Cause[]): string {
  return list(causes.map(({ title, members }) => `${title}${members.length === 0 ? "" : ` (${list(members)})`}`));
}

export function sayHypothesis(hypothesis: Hypothesis): string {
  if (hypothesis.kind === "undescribed") return "Something that no fault of the library describes";
  if (hypothesis.kind === "nothing") return "Nothing is wrong, and what is seen is chance";
  return sayCauses(causesOf(hypothesis.suspects));
}

export function list(words: readonly string[], last = "and"): string {
  if (words.length <= 1) return words.join();
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

export function on(member: string | undefined): string {
  return member === undefined ? "" : ` on ${member}`;
}

/** `97 %`. What rounds to all or nothing without being it says so. */
export function sayShare(share: number): string {
  if (share > 0 && share < 0.01) return "under 1 %";
  return share < 1 && share >= 0.995 ? "over 99 %" : `${Math.round(100 * share)} %`;
}

/** `3 min 20 s`, `1.2 s`, `15 ms` */
export function sayDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000 && ms % 1_000 !== 0) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const parts = [
    [Math.floor(seconds / 3_600), "h"],
    [Math.floor((seconds % 3_600) / 60), "min"],
    [seconds < 3_600 ? seconds % 60 : 0, "s"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(" ");
}

/** `03:12:20 UTC` */
export function sayClock(at: Date): string {
  return `${at.toISOString().slice(11, 19)} UTC`;
}

function causeOf({ name, title, why }: Fault, struck: readonly Suspect[]): Cause {
  return {
    name,
    title,
    why,
    members: struck.flatMap(({ member }) => (member === undefined ? [] : [member])).toSorted(),
  };
}
