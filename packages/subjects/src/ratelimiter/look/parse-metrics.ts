/** One line of Prometheus's text format. */
export interface MetricLine {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes: Readonly<Record<string, string>> = { "\\\\": "\\", '\\"': '"', "\\n": "\n" };

/** Reads the text format (https://prometheus.io/docs/instrumenting/exposition_formats/). What is no sample, such as a comment, is left out. */
export function parseMetrics(text: string): readonly MetricLine[] {
  return text.split("\n").flatMap((written): MetricLine[] => {
    const [, name, labels = "", value = ""] = written.trim().match(line) ?? [];
    if (name === undefined) return [];
    const number = numberOf(value);
    return Number.isNaN(number) ? [] : [{ name, labels: labelsOf(labels), value: number }];
  });
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(label)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\\[\\"n]/g, (written) => escapes[written] ?? written),
    ]),
  );
}

function numberOf(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  return text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}
