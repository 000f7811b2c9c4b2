import type { InvestigationWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { Moment } from "../frame/index.ts";
import { Mark, Timeline, TimelineEntry } from "../timeline/index.ts";
import { TurnEntry, type TurnProps } from "./TurnEntry.tsx";

type Told = InvestigationWire["told"][number];

/** What an investigation asked and was told, newest first: what it does now stands where the eye is. */
export function TurnTimeline({
  investigation,
  readWhole,
}: {
  readonly investigation: InvestigationWire;
  readonly readWhole: TurnProps["readWhole"];
}) {
  const { turns, told, phase } = investigation;
  if (turns.length + told.length === 0) return <p className="text-text-1">It has asked nothing yet.</p>;
  const all = [
    ...turns.map((turn) => ({ at: turn.askedAt, key: `turn-${turn.number}`, turn })),
    ...told.map((word) => ({ at: word.at, key: `told-${word.at}-${word.text}`, word })),
  ];
  return (
    <Timeline label="Turns, newest first">
      {all
        .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
        .map((entry) =>
          "turn" in entry ? (
            <TurnEntry key={entry.key} turn={entry.turn} isLooking={phase === "looking"} readWhole={readWhole} />
          ) : (
            <ToldEntry key={entry.key} word={entry.word} />
          ),
        )}
    </Timeline>
  );
}

function ToldEntry({ word: { by, at, text } }: { readonly word: Told }) {
  return (
    <TimelineEntry mark={<Mark shape="alert" tone="now" />}>
      <div className="px-2 py-1">
        <p>
          <span className="font-semibold">{by.name} said:</span> <VisibleText text={text} />
        </p>
        <p className="text-dense text-text-1">
          <Moment at={at} />
        </p>
      </div>
    </TimelineEntry>
  );
}
