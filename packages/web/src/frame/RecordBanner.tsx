import type { StatusWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { Moment } from "./Moment.tsx";
import { sayRecordTrouble } from "./say-record.ts";
import { WithCode } from "./WithCode.tsx";

/** On every page, while nothing can be recorded: no record, no action. */
export function RecordBanner(props: {
  readonly recordFailing: StatusWire["recordFailing"];
  readonly blind: { readonly since: Date; readonly problem: ApiProblem } | undefined;
}) {
  const trouble = sayRecordTrouble(props.recordFailing, props.blind);
  if (trouble === undefined) return null;
  const { since, why, todo } = trouble;
  return (
    <aside role="alert" aria-label="Record" className="panel mb-4 border-2 border-dangerous bg-surface-2 px-4 py-3">
      <p className="break-words">
        <span className="font-bold text-dangerous">The record cannot be written: nothing runs.</span> Since{" "}
        <Moment at={since} />. {why}.
      </p>
      <p className="mt-1">
        <span className="font-semibold">What to do:</span> <WithCode text={todo} />. The server tries again by itself.
      </p>
    </aside>
  );
}
