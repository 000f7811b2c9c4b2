import type { AuditEventWire } from "@steadyhand/api";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import { Fragment, useEffect, useId } from "react";
import { type AuditFilter, useAuditEvents } from "../api/index.ts";
import { BlindPanel, Empty, Loading, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { Timeline, TimelineGap } from "../timeline/index.ts";
import { AuditEventRow } from "./AuditEventRow.tsx";
import { auditSearchOf, environments, levels, outcomes } from "./audit-search.ts";
import { sayGap } from "./say-gap.ts";
import { VerifyRecord } from "./VerifyRecord.tsx";

/** The record: every event, newest first, what of it one looks for, and whether it is whole. */
export function AuditPage(props: { readonly filter: AuditFilter; readonly onFilter: (filter: AuditFilter) => void }) {
  const { filter, onFilter } = props;
  const events = useAuditEvents(filter);
  useTitle("Record");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Record</h1>
          <p className="text-text-1">Everything that was decided and done. It only grows.</p>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <VerifyRecord />
          <a className="button" href={exportAddress(filter)} download>
            Export {filter.executionId === undefined ? "the record" : "this execution's record"}
          </a>
          <a className="button" href={exportAddress(filter, "csv")} download>
            as CSV
          </a>
          {filter.executionId !== undefined && (
            <a className="button" href={pathOf(endpoints.getEvidence, { executionId: filter.executionId })} download>
              as PDF
            </a>
          )}
          <Reach path={`/audit${addressQuery(filter)}`} command={commandFor(filter)} />
        </div>
      </div>
      <Filters filter={filter} onFilter={onFilter} />
      {events.status === "loading" && <Loading what="the record" />}
      {events.status === "failed" && <ProblemPanel problem={events.problem} onRetry={events.retry} />}
      {events.status === "ready" && (
        <>
          {events.blind && <BlindPanel {...events.blind} />}
          {events.data.items.length > 0 ? (
            <EventTimeline events={events.data.items} />
          ) : events.data.more ? (
            <LookFurther more={events.data.more} isWaiting={events.data.isReadingMore || events.blind !== undefined} />
          ) : (
            <NoEvents filter={filter} onFilter={onFilter} />
          )}
          {events.data.more && events.data.items.length > 0 && (
            <button
              type="button"
              className="button self-start"
              disabled={events.data.isReadingMore}
              onClick={events.data.more}
            >
              Show older events
            </button>
          )}
        </>
      )}
    </div>
  );
}

/** The server looks through a stretch of the record at a time: what is asked for may lie further back. */
function LookFurther({ more, isWaiting }: { readonly more: () => void; readonly isWaiting: boolean }) {
  useEffect(() => {
    if (!isWaiting) more();
  }, [more, isWaiting]);
  return <Loading what="what lies further back" />;
}

function EventTimeline({ events }: { readonly events: readonly AuditEventWire[] }) {
  return (
    <div className="panel p-2">
      <Timeline label="Events, newest first">
        {events.map((event, index) => {
          const newer = events[index - 1];
          const gap = newer && sayGap(newer.at, event.at);
          return (
            <Fragment key={event.sequence}>
              {gap !== undefined && <TimelineGap says={gap} />}
              <AuditEventRow event={event} />
            </Fragment>
          );
        })}
      </Timeline>
    </div>
  );
}

function Filters({ filter, onFilter }: Parameters<typeof AuditPage>[0]) {
  const id = useId();
  return (
    <search className="grid gap-3 sm:grid-cols-3">
      <div>
        <label htmlFor={`${id}-execution`} className="text-dense text-text-1">
          Execution
        </label>
        <input
          id={`${id}-execution`}
          data-search
          className="field font-mono text-dense"
          placeholder="exe_…"
          value={filter.executionId ?? ""}
          spellCheck={false}
          onChange={(event) => onFilter({ ...filter, executionId: event.target.value.trim() || undefined })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-type`} className="text-dense text-text-1">
          Type of event
        </label>
        <input
          id={`${id}-type`}
          className="field font-mono text-dense"
          placeholder="step.approved"
          list={`${id}-types`}
          value={filter.type ?? ""}
          spellCheck={false}
          onChange={(event) => onFilter({ ...filter, type: event.target.value.trim() || undefined })}
        />
        <datalist id={`${id}-types`}>
          {commonTypes.map((type) => (
            <option key={type} value={type} />
          ))}
        </datalist>
      </div>
      <Choice
        label="Outcome"
        choices={outcomes}
        chosen={filter.outcome}
        onChoose={(outcome) => onFilter({ ...filter, outcome })}
      />
      <div>
        <label htmlFor={`${id}-subject`} className="text-dense text-text-1">
          Subject
        </label>
        <input
          id={`${id}-subject`}
          className="field font-mono text-dense"
          placeholder="api"
          value={filter.subject ?? ""}
          spellCheck={false}
          onChange={(event) => onFilter({ ...filter, subject: event.target.value.trim() || undefined })}
        />
      </div>
      <Choice
        label="Environment"
        choices={environments}
        chosen={filter.environment}
        onChoose={(environment) => onFilter({ ...filter, environment })}
      />
      <Choice
        label="Level"
        choices={levels}
        chosen={filter.level}
        onChoose={(level) => onFilter({ ...filter, level })}
      />
    </search>
  );
}

function Choice<Value extends string | number>(props: {
  readonly label: string;
  readonly choices: readonly Value[];
  readonly chosen: Value | undefined;
  readonly onChoose: (value: Value | undefined) => void;
}) {
  const { label, choices, chosen, onChoose } = props;
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-dense text-text-1">
        {label}
      </label>
      <select
        id={id}
        className="field"
        value={chosen ?? ""}
        onChange={(event) => onChoose(choices.find((one) => String(one) === event.target.value))}
      >
        <option value="">any</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}

function NoEvents({ filter, onFilter }: Parameters<typeof AuditPage>[0]) {
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (!isFiltered) {
    return <Empty says="The record is empty.">It begins with the first runbook that is saved.</Empty>;
  }
  return (
    <Empty says="No event fits this filter.">
      <button type="button" className="button mt-2" onClick={() => onFilter({})}>
        Show the whole record
      </button>
    </Empty>
  );
}

const commonTypes = [
  "runbook.imported",
  "execution.started",
  "execution.taken_over",
  "execution.paused",
  "execution.resumed",
  "execution.abort_asked",
  "execution.aborted",
  "execution.completed",
  "condition.answered",
  "step.proposed",
  "approval.requested",
  "approval.expired",
  "approval.voided",
  "step.approved",
  "step.rejected",
  "step.edited",
  "step.skipped",
  "step.dispatched",
  "step.executed",
  "step.verified",
  "step.late_result",
  "step.rollback_asked",
  "step.rolled_back",
  "step.needs_person",
  "step.done_by_hand",
  "step.retried",
  "command.refused",
  "policy.changed",
  "policy.refused",
  "ledger.verified",
  "ledger.exported",
  "ledger.read",
  "server.started",
  "server.stopped",
];

function exportAddress({ executionId }: AuditFilter, format: "jsonl" | "csv" = "jsonl"): string {
  const query = new URLSearchParams({ ...(executionId !== undefined && { executionId }), format });
  return `${endpoints.exportLedger.path}?${query}`;
}

function addressQuery(filter: AuditFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(auditSearchOf(filter))) query.set(name, String(value));
  return query.size === 0 ? "" : `?${query}`;
}

/** What is typed into the page goes into a shell only between quotes. */
function commandFor({ executionId, ...filter }: AuditFilter): string {
  const options = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (executionId !== undefined && options.length === 0) return `npx steady audit show ${quoted(executionId)}`;
  const all = executionId === undefined ? options : [["execution", executionId] as const, ...options];
  return ["npx steady audit list", ...all.map(([name, value]) => `--${name} ${quoted(String(value))}`)].join(" ");
}

function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
