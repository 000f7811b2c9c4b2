import type { Panel } from "../screen/frame.ts";
import type { Line } from "../screen/line.ts";
import { sparkline } from "../screen/sparkline.ts";
import type { Second } from "../workload/meter.ts";

const labelWidth = 12;
const valueWidth = 12;

/** What the customers get, second by second, by the lab's own counters. */
export function workloadPanel(seconds: readonly Second[]): Panel {
  const last = seconds.at(-1) ?? {};
  const hasVerdicts = seconds.some(({ allowed }) => allowed !== undefined);
  return {
    title: "workload",
    draw({ width }) {
      const room = Math.max(0, width - labelWidth - valueWidth - 1);
      const row = (name: string, value: string, values: readonly (number | undefined)[]): Line => [
        ["quiet", name.padEnd(labelWidth)],
        value.padEnd(valueWidth),
        ["accent", ` ${sparkline(values, room)}`],
      ];
      const rate = (value: number | undefined) => (value === undefined ? "?" : `${value.toFixed(0)}/s`);
      const of = (name: keyof Second) => seconds.map((second) => second[name]);
      return [
        row("requests", rate(last.requests), of("requests")),
        ...(hasVerdicts
          ? [
              row("allowed", rate(last.allowed), of("allowed")),
              row("blocked", rate(last.denied), of("denied")),
              row("failed", rate(last.failed), of("failed")),
            ]
          : []),
        row("p99", last.p99Ms === undefined ? "?" : `<= ${sayMs(last.p99Ms)}`, of("p99Ms")),
      ];
    },
  };
}

function sayMs(value: number): string {
  return value >= 1000 ? `${value / 1000} s` : `${Number(value.toFixed(1))} ms`;
}
