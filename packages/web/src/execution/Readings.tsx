import type { StepWire } from "@steadyhand/api";
import { Mark } from "../timeline/index.ts";

type Reading = NonNullable<StepWire["readings"]>[number];

const looks = {
  holds: { shape: "check", tone: "good", word: "holds" },
  does_not_hold: { shape: "cross", tone: "plain", word: "does not hold" },
  unreadable: { shape: "question", tone: "plain", word: "could not be read" },
} as const;

/** What each guard showed before the change: what held there must hold after it. */
export function Readings({ readings }: { readonly readings: readonly Reading[] }) {
  if (readings.length === 0) return null;
  return (
    <ul aria-label="Guards before the change" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <li className="text-text-1">Before the change:</li>
      {readings.map(({ guard, result, why }) => {
        const { shape, tone, word } = looks[result];
        return (
          <li key={guard} className="flex items-center gap-1" title={why}>
            <Mark shape={shape} tone={tone} isBlind={result === "unreadable"} /> {guard} {word}
          </li>
        );
      })}
    </ul>
  );
}
