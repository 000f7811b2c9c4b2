import type { AuditEventWire } from "@steadyhand/api";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import { Link } from "@tanstack/react-router";
import { Fragment, useEffect } from "react";
import { useAuditEvents } from "../api/index.ts";
import { BlindPanel, Empty, Loading, ProblemPanel, Reach, useDebounced, useTitle } from "../frame/index.ts";
import { Timeline, TimelineGap } from "../timeline/index.ts";
import { AuditEventRow } from "./AuditEventRow.tsx";
import { type AuditSearch, auditFilterOf, isExecutionId, readAuditSearch } from "./audit-search.ts";
import { RecordFilters } from "./RecordFilters.tsx";
import { sayGap } from "./say-gap.ts";
import { addressQuery, commandFor, exportOf } from "./take-record.ts";
import { VerifyRecord } from "./VerifyRecord.tsx";

interface Props {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

/** Each reading is itself recorded: half a word that is just being typed is not looked for. */
const lookAfterMs = 300;

/** The record: every event, newest first, what of it one looks for, and whether it is whole. */
export function AuditPage({ search, onSearch }: Props) {
  useTitle("Record");
  const [signed, asTable] = [exportOf(search, "jsonl"), exportOf(search, "csv")];
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Record</h1>
          <p className="text-text-1">Everything that was decided and done. It only grows.</p>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <VerifyRecord />
          <a className="button" href={signed.address} download>
            Export {signed.what}
          </a>
          <a className="button" href={asTable.address} download>
            as CSV
          </a>
          {search.execution !== undefined && (
            <a className="button" href={pathOf(endpoints.getEvidence, { executionId: search.execution })} download>
              as PDF
            </a>
          )}
          <Reach path={`/audit${addressQuery(search)}`} command={commandFor(search)} />
        </div>
      </div>
      <RecordFilters search={search} onSearch={onSearch} />
      {search.execution === undefined || isExecutionId(search.execution) ? (
        <Events search={search} onSearch={onSearch} />
      ) : (
        <Empty says="That is no id of an execution.">
          An id begins with <code className="font-mono">exe_</code>: <Link to="/executions">Executions</Link> has them.
        </Empty>
      )}
    </div>
  );
}

function Events({ search, onSearch }: Props) {
  const settled = useDebounced(addressQuery(search), lookAfterMs);
  const events = useAuditEvents(auditFilterOf(readAuditSearch(Object.fromEntries(new URLSearchParams(settled)))));
  return (
    <>
      {events.status === "loading" && <Loading what="the record" />}
      {events.status === "failed" && <ProblemPanel problem={events.problem} onRetry={events.retry} />}
      {events.status === "ready" && (
        <>
          {events.blind ? (
            <BlindPanel {...events.blind} />
          ) : (
            <Following isFollowing={events.data.isFollowing} retry={events.retry} />
          )}
          {events.data.items.length > 0 ? (
            <EventTimeline events={events.data.items} />
          ) : events.data.more ? (
            <LookFurther more={events.data.more} isWaiting={events.data.isReadingMore || events.blind !== undefined} />
          ) : (
            <NoEvents search={search} onSearch={onSearch} />
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
    </>
  );
}

/** Whether what is new appears by itself, and else how to see it. */
function Following({ isFollowing, retry }: { readonly isFollowing: boolean; readonly retry: () => void }) {
  if (isFollowing) return <p className="text-dense text-text-1">What is new appears here by itself.</p>;
  return (
    <p className="text-dense text-text-1">
      It stands still while older events are shown.{" "}
      <button type="button" className="button button-quiet" onClick={retry}>
        Look for new ones
      </button>
    </p>
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

function NoEvents({ search, onSearch }: Props) {
  const isFiltered = addressQuery(search) !== "";
  if (!isFiltered) {
    return <Empty says="The record is empty.">It begins with the first runbook that is saved.</Empty>;
  }
  return (
    <Empty says="No event fits this filter.">
      <button type="button" className="button mt-2" onClick={() => onSearch({})}>
        Show the whole record
      </button>
    </Empty>
  );
}
