import type { StandingWire, SubjectWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { FewOf, Moment } from "../frame/index.ts";
import { SeverityBadge } from "../incidents/index.ts";
import { Standing } from "../timeline/index.ts";
import { sayDuration, sayValue } from "../words/index.ts";
import { standingLook } from "./subject-look.ts";

type Invariant = SubjectWire["invariants"][number];

/** What must hold, and where it stands on each member: what is wrong first, what holds last. */
export function InvariantList(props: { readonly invariants: readonly Invariant[]; readonly isStale: boolean }) {
  const { invariants, isStale } = props;
  return (
    <ul className="divide-y divide-line">
      {invariants
        .toSorted((one, other) => rank(one.phase) - rank(other.phase))
        .map((invariant) => (
          <li key={invariant.name} className="flex flex-col gap-1 py-3">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="font-semibold">{invariant.title}</span>
              <code className="font-mono text-dense text-text-1">{invariant.name}</code>
              <SeverityBadge severity={invariant.severity} />
              <span className="text-dense text-text-1">
                counts {invariant.graceMs === 0 ? "at once" : `after ${sayDuration(invariant.graceMs)}`}, is over after{" "}
                {sayDuration(invariant.settleMs)}
              </span>
            </p>
            {invariant.standings.length === 0 && <WithoutStanding invariant={invariant} isStale={isStale} />}
            <ul className="flex flex-col gap-1">
              <FewOf
                items={invariant.standings.toSorted((one, other) => rank(one.phase) - rank(other.phase))}
                most={mostShown}
              >
                {(standing) => (
                  <StandingRow
                    key={standing.member ?? ""}
                    invariant={invariant.name}
                    standing={standing}
                    isStale={isStale}
                  />
                )}
              </FewOf>
            </ul>
          </li>
        ))}
    </ul>
  );
}

/** What is wrong stands first: the others hold. */
const mostShown = 12;

/** Nobody is named: it holds of all, or nobody has looked. */
function WithoutStanding(props: { readonly invariant: Invariant; readonly isStale: boolean }) {
  const { name, phase } = props.invariant;
  if (phase === undefined) return <p className="text-text-1">It was not looked at here yet.</p>;
  const look = standingLook({ invariant: name, phase, verdict: "holds" }, props.isStale);
  return (
    <p data-standing={name}>
      <Standing look={name === "observed" && !look.isBlind ? { ...look, word: "All of it is seen" } : look} />
    </p>
  );
}

const order = ["violated", "unknown", "suspected", "settling", "holding"] as const;
const rank = (phase: StandingWire["phase"] | undefined) => order.indexOf(phase ?? "unknown");

function StandingRow(props: {
  readonly invariant: string;
  readonly standing: StandingWire;
  readonly isStale: boolean;
}) {
  const { invariant, standing, isStale } = props;
  const { member, why, value, limit, since, holdsSince } = standing;
  return (
    <li
      className="flex flex-wrap items-center gap-x-3 gap-y-1"
      data-standing={member === undefined ? invariant : `${invariant}/${member}`}
    >
      <Standing look={standingLook({ ...standing, invariant }, isStale)} />
      {member !== undefined && <code className="font-mono">{member}</code>}
      {value !== undefined && (
        <span>
          <VisibleText text={sayValue(value)} />
          {limit !== undefined && (
            <span className="text-dense text-text-1">
              {" "}
              held against <VisibleText text={limit} />
            </span>
          )}
        </span>
      )}
      <span className="text-dense text-text-1">
        <VisibleText text={why} />
        {since !== undefined && (
          <>
            , since <Moment at={since} />
          </>
        )}
        {holdsSince !== undefined && (
          <>
            , holds since <Moment at={holdsSince} />
          </>
        )}
      </span>
    </li>
  );
}
