import type { IncidentWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { FewOf, Moment } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { sayCount, sayValue } from "../words/index.ts";
import { violationLook } from "./incident-look.ts";
import { SeverityBadge } from "./SeverityBadge.tsx";

type Violation = IncidentWire["violations"][number];

/** What is violated, what settles and what is over: each with since when, what was seen and what it is held against. */
export function ViolationList({ violations }: { readonly violations: readonly Violation[] }) {
  const title = violations.every(({ state }) => state === "resolved") ? "What was violated" : "What is violated";
  return (
    <section aria-label={title} className="panel p-4">
      <h2 className="mb-2">{title}</h2>
      <ul className="divide-y divide-line">
        <FewOf items={violations.toSorted(byUrgency)} most={mostShown}>
          {(violation) => (
            <ViolationRow key={`${violation.invariant}/${violation.member ?? ""}`} violation={violation} />
          )}
        </FewOf>
      </ul>
    </section>
  );
}

/** An incident may hold thousands: of a whole rack, say. */
const mostShown = 50;

function ViolationRow({ violation }: { readonly violation: Violation }) {
  const { invariant, member, title, severity, why, value, limit, times, batch } = violation;
  return (
    <li
      className="flex flex-col gap-1 py-2"
      data-violation={member === undefined ? invariant : `${invariant}/${member}`}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Standing look={violationLook(violation)} />
        <span className="font-semibold">{title}</span>
        <span className="text-text-1">
          <code className="font-mono">{invariant}</code>
          {member !== undefined && (
            <>
              {" "}
              of <code className="font-mono">{member}</code>
            </>
          )}
        </span>
        <SeverityBadge severity={severity} />
      </div>
      <p>
        <VisibleText text={why} />
      </p>
      <p className="text-dense text-text-1">
        {value !== undefined && (
          <>
            Value <span className="font-semibold text-text-0">{sayValue(value)}</span>
            {limit !== undefined && (
              <>
                , held against <VisibleText text={limit} />
              </>
            )}
            .{" "}
          </>
        )}
        {value === undefined && limit !== undefined && (
          <>
            Held against <VisibleText text={limit} />.{" "}
          </>
        )}
        Since <Moment at={violation.since} />.{" "}
        {violation.state === "settling" && violation.holdsSince !== undefined && (
          <>
            Holds since <Moment at={violation.holdsSince} />.{" "}
          </>
        )}
        {violation.resolvedAt !== undefined && (
          <>
            Over <Moment at={violation.resolvedAt} />.{" "}
          </>
        )}
        {times > 1 && `It came ${sayCount(times, "time")}. `}
        {batch > 1 && `It joined later (batch ${batch}): it may be something else. `}
      </p>
    </li>
  );
}

const order = { violated: 0, settling: 1, resolved: 2 } as const;

const byUrgency = (one: Violation, other: Violation) =>
  order[one.state] - order[other.state] ||
  Number(other.severity === "critical") - Number(one.severity === "critical") ||
  Date.parse(one.since) - Date.parse(other.since);
