const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A length of time in plain words: `40 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function sayDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < secondMs) return `${Math.round(ms)} ms`;
  if (ms < 10 * secondMs) return `${trim(Math.floor(ms / 100) / 10)} s`;
  return sayWholeSeconds(ms);
}

/** As `sayDuration`, for clocks that tick: never finer than a second. */
export function sayWholeSeconds(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return two(ms, [minuteMs, "min"], [secondMs, "s"]);
  if (ms < dayMs) return two(ms, [hourMs, "h"], [minuteMs, "min"]);
  return two(ms, [dayMs, "d"], [hourMs, "h"]);
}

type Unit = readonly [number, string];

function two(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small);
  const first = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}
