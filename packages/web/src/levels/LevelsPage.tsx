import type { ActorWire, ElevationWire, ScopeLevelWire } from "@steadyhand/api";
import { useState } from "react";
import { useElevations, useLevels } from "../api/index.ts";
import { BlindPanel, Empty, Loading, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { AskElevation } from "./AskElevation.tsx";
import { ElevationCard } from "./ElevationCard.tsx";
import { ScopeCard } from "./ScopeCard.tsx";

/** How far subjects and projects may go by themselves: levels, offers to raise them, and elevations. */
export function LevelsPage({ me }: { readonly me: ActorWire }) {
  const levels = useLevels();
  useTitle("Levels");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Levels</h1>
          <p className="text-text-1">
            How far subjects and projects may go by themselves. People raise a level; errors lower it.
          </p>
        </div>
        <Reach path="/levels" command="npx steady level show" />
      </div>
      <ElevationSection me={me} />
      <section aria-label="Subjects and projects" className="flex flex-col gap-3">
        <h2>Subjects and projects</h2>
        {levels.status === "loading" && <Loading what="the levels" />}
        {levels.status === "failed" && <ProblemPanel problem={levels.problem} onRetry={levels.retry} />}
        {levels.status === "ready" && (
          <>
            {levels.blind && <BlindPanel {...levels.blind} />}
            {levels.data.items.length === 0 && (
              <Empty says="Nothing was run yet, and no level is set.">
                Each run belongs to a subject and a project; they show up here with their first run.
              </Empty>
            )}
            <div className="grid items-start gap-4 lg:grid-cols-2">
              {levels.data.items
                .toSorted((one, other) => urgency(other) - urgency(one))
                .map((level) => (
                  <ScopeCard key={`${level.scope.kind} ${level.scope.name}`} level={level} />
                ))}
            </div>
          </>
        )}
      </section>
    </div>
  );
}

/** What waits for an answer stands first, then what somebody has set a level for. */
const urgency = ({ offer, newest }: ScopeLevelWire) => (offer ? 2 : 0) + (newest ? 1 : 0);

const isNow = ({ state }: ElevationWire) => state === "active" || state === "asked";

function ElevationSection({ me }: { readonly me: ActorWire }) {
  const elevations = useElevations();
  const [isAsking, setAsking] = useState(false);
  const [isAll, setAll] = useState(false);
  const items = elevations.status === "ready" ? elevations.data.items : [];
  const shown = isAll ? items : items.filter(isNow);
  return (
    <section aria-label="Emergency elevation" className="panel flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2>Emergency elevation</h2>
        {!isAsking && (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            Ask for one
          </button>
        )}
        {items.some((elevation) => !isNow(elevation)) && (
          <button type="button" className="button" aria-pressed={isAll} onClick={() => setAll(!isAll)}>
            Past ones too
          </button>
        )}
      </div>
      <p className="text-text-1">
        One level more for at most an hour: one person asks, another grants, and it is over by itself.
      </p>
      {isAsking && <AskElevation onDone={() => setAsking(false)} />}
      {elevations.status === "failed" && <ProblemPanel problem={elevations.problem} onRetry={elevations.retry} />}
      {elevations.status === "ready" && shown.length === 0 && <p>None is active or asked for.</p>}
      {shown.length > 0 && (
        <ul className="flex flex-col gap-2">
          {shown.map((elevation) => (
            <ElevationCard key={elevation.id} elevation={elevation} me={me} />
          ))}
        </ul>
      )}
    </section>
  );
}
