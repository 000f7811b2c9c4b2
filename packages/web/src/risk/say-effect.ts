import type { EvidenceWire } from "@steadyhand/api";

const reachWords = { one: "one object", many: "what it selects", all: "everything there is" } as const;

/** What the tables say that it does to the world, how far, and whether that can be taken back; empty where they do not. */
export function sayEffect({ effect, reach, isReversible }: EvidenceWire): string {
  if (effect === undefined) return "";
  const far = reach === undefined ? "" : `, ${reachWords[reach]}`;
  const isReading = effect === "reads" || effect === "reveals";
  const back =
    isReversible === undefined || isReading
      ? ""
      : isReversible
        ? "; it can be taken back"
        : "; it cannot be taken back";
  return `It ${effect}${far}${back}.`;
}
