/** One measured figure: a JSON line on stdout. A ratio to a peer or a limit in the same run says more than a time. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What we want it to be, as a sentence. */
  readonly aim?: string;
  /** Whether it reached its aim; absent where there is none. */
  readonly met?: boolean;
  /** What it is compared with, and anything a reader needs. */
  readonly note?: string;
}

export function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify({ ...figure, value: Number(figure.value.toPrecision(4)) })}\n`);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Milliseconds that one call takes. */
export function timeMs(run: () => unknown): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Takes several contestants in turn, round after round, so that a machine that gets slower slows all of them. */
export function inTurn<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, () => unknown>>,
): Record<Name, number[]> {
  const names = Object.keys(contestants) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times[name].push(timeMs(contestants[name]));
  }
  return times;
}

/** Median of the ratios round by round. */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
