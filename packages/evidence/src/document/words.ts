import type { Actor } from "@steadyhand/core/identity";

/** A moment as it was recorded, to the millisecond and with its zone. */
export function sayTime(at: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, -1)} UTC` : at;
}

/** The same under a heading that names the zone. */
export function sayMoment(at: string): string {
  return sayTime(at).replace(/ UTC$/, "");
}

/** How long after the start of the run. A clock may have been set back in between. */
export function saySince(at: string, start: string | undefined): string {
  const lengthMs = Date.parse(at) - Date.parse(start ?? at);
  if (Number.isNaN(lengthMs)) return "";
  return `${lengthMs < 0 ? "−" : "+"}${sayDuration(Math.abs(lengthMs))}`;
}

/** `12 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function sayDuration(lengthMs: number): string {
  if (lengthMs < 1000) return `${Math.round(lengthMs)} ms`;
  if (lengthMs < 59_950) return `${(lengthMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(lengthMs / 1000);
  if (seconds < 3600) return twoUnits([Math.floor(seconds / 60), "min"], [seconds % 60, "s"]);
  const minutes = Math.round(seconds / 60);
  return twoUnits([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
}

function twoUnits([large, largeUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

export function sayBytes(bytes: number): string {
  if (bytes < 1024) return counted(bytes, "byte");
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A person by name; whatever else acted also by its kind. */
export function sayActor({ kind, name }: Actor): string {
  return kind === "person" ? name : `${name} (${kind})`;
}

const levelNames: Readonly<Record<number, string>> = {
  1: "L1 observe",
  2: "L2 suggest",
  3: "L3 semi-auto",
  4: "L4 auto",
  5: "L5 full",
};

export function sayLevel(level: number): string {
  return levelNames[level] ?? `L${level}`;
}

const verdicts: Readonly<Record<string, string>> = {
  run: "It may run by itself",
  approve: "It waits for a person's yes",
  by_hand: "It may only be done by a person's own hand",
  refuse: "It is refused",
};

export function sayVerdict(verdict: string | undefined): string {
  return verdicts[verdict ?? ""] ?? `Verdict: ${verdict ?? "not recorded"}`;
}

const demandKinds: Readonly<Record<string, string>> = {
  click: "a yes, nothing typed",
  typed_target: "the target's name, typed",
  four_eyes: "the target's name, typed by somebody who did not propose it",
};

export function sayDemandKind(kind: string | undefined): string {
  return demandKinds[kind ?? ""] ?? kind ?? "not recorded";
}

/** What was recorded as a sentence: a full stop at its end, and else as it was; a name at its beginning keeps its letters. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
