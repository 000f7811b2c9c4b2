import { useState } from "react";
import { useActions, useSchedules } from "../api/index.ts";
import { BlindPanel, Empty, Loading, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { ActionTable } from "./ActionTable.tsx";
import { ScheduleCard } from "./ScheduleCard.tsx";

/** What is started later or again and again, and the typed actions that workflows can take. */
export function SchedulesPage() {
  useTitle("Schedules");
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Schedules</h1>
          <p className="text-text-1">
            Runs that are started later, or again and again, on behalf of whoever scheduled them. What needs a person's
            word waits for it, as in any run.
          </p>
        </div>
        <Reach path="/schedules" command="npx steady schedule list" />
      </div>
      <ScheduleSection />
      <ActionSection />
    </div>
  );
}

function ScheduleSection() {
  const schedules = useSchedules();
  const [isAll, setAll] = useState(false);
  const items = schedules.status === "ready" ? schedules.data.items : [];
  const shown = isAll ? items : items.filter(({ phase }) => phase !== "ended");
  return (
    <section aria-label="Schedules" className="flex flex-col gap-3">
      {schedules.status === "loading" && <Loading what="the schedules" />}
      {schedules.status === "failed" && <ProblemPanel problem={schedules.problem} onRetry={schedules.retry} />}
      {schedules.status === "ready" && schedules.blind && <BlindPanel {...schedules.blind} />}
      {items.some(({ phase }) => phase === "ended") && (
        <button type="button" className="button self-start" aria-pressed={isAll} onClick={() => setAll(!isAll)}>
          Ended ones too
        </button>
      )}
      {schedules.status === "ready" && shown.length === 0 && (
        <Empty says="Nothing is scheduled.">
          Schedule a kept runbook from the terminal:{" "}
          <code className="font-mono">npx steady schedule add RUNBOOK --cron '30 2 * * 1-5'</code>
        </Empty>
      )}
      <ul className="grid items-start gap-3 lg:grid-cols-2">
        {shown.map((schedule) => (
          <ScheduleCard key={schedule.id} schedule={schedule} />
        ))}
      </ul>
    </section>
  );
}

function ActionSection() {
  const actions = useActions();
  return (
    <section aria-label="Actions" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2>Actions</h2>
          <p className="text-text-1">What a workflow can do besides commands, and what each says of itself.</p>
        </div>
        <Reach path="/schedules" command="npx steady actions list" />
      </div>
      {actions.status === "loading" && <Loading what="the actions" />}
      {actions.status === "failed" && <ProblemPanel problem={actions.problem} onRetry={actions.retry} />}
      {actions.status === "ready" && (
        <>
          {actions.blind && <BlindPanel {...actions.blind} />}
          <ActionTable actions={actions.data.items} />
        </>
      )}
    </section>
  );
}
