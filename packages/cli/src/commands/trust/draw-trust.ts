import type { RunbookTrustWire, TrustChangeWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";

const meanings = {
  0: "0: followed by hand",
  1: "1: every step waits for a person",
  2: "2: has proven itself",
} as const;

export function drawTrustList(trusts: readonly RunbookTrustWire[], now: Date): string {
  if (trusts.length === 0) return "Every runbook stands at trust 1: every step waits for a person";
  const rows = trusts.map(({ runbookId, trust, set, lock }) => [
    runbookId,
    meanings[trust],
    lock ? `LOCKED: ${saidBy(lock, now)}` : "",
    set ? saidBy(set, now) : "",
  ]);
  return table(["runbook", "trust", "lock", "said"], rows);
}

export function drawTrust({ runbookId, trust, set, lock }: RunbookTrustWire, now: Date): string {
  const facts: (readonly [string, string])[] = [
    ["runbook", runbookId],
    ["trust", meanings[trust]],
    ...(set ? [["said", saidBy(set, now)] as const] : []),
    ["locked", lock ? saidBy(lock, now) : "no"],
  ];
  return facts.map(([name, value]) => `${name.padEnd(14)}${value}`).join("\n");
}

export function drawTrustHistory(history: readonly TrustChangeWire[], now: Date): string {
  const rows = history.map(({ kind, trust, isLocked, by, at, why }) => [
    moment(at, now),
    kind === "trust" ? `trust ${trust}` : isLocked ? "locked" : "unlocked",
    drawLine(by.name),
    drawLine(why),
  ]);
  return table(["when", "what", "who", "why"], rows);
}

function saidBy({ by, at, why }: TrustChangeWire, now: Date): string {
  return `${drawLine(by.name)}, ${moment(at, now)}: ${drawLine(why)}`;
}
