/** A length of time as people say it: `12 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(lengthMs: number): string {
  if (lengthMs < 1000) return `${Math.round(lengthMs)} ms`;
  if (lengthMs < 59_950) return `${(lengthMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(lengthMs / 1000);
  if (seconds < 3600) return join(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A moment said twice: how long until or since, and when exactly, with its zone. */
export function moment(at: string, now: Date): string {
  const lengthMs = Date.parse(at) - now.getTime();
  const exact = new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  return lengthMs >= 0 ? `in ${duration(lengthMs)} (${exact})` : `${duration(-lengthMs)} ago (${exact})`;
}
