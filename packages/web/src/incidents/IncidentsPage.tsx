import { Link } from "@tanstack/react-router";
import { useIncidents } from "../api/index.ts";
import { BlindPanel, Empty, Loading, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { IncidentList } from "./IncidentList.tsx";
import { useNextOf, useOpenIncidents } from "./use-open-incidents.ts";

/** What is wrong now, and below it what was. */
export function IncidentsPage() {
  useTitle("Incidents");
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Incidents</h1>
          <p className="text-text-1">What is wrong with the subjects that are watched, and what is done about it.</p>
        </div>
        <Reach path="/incidents" command="npx steady incidents list" />
      </div>
      <OpenSection />
      <ResolvedSection />
    </div>
  );
}

function OpenSection() {
  const open = useOpenIncidents();
  const next = useNextOf(open);
  return (
    <section aria-label="Open incidents" className="flex flex-col gap-2">
      <h2>Open</h2>
      {open.status === "loading" && <Loading what="open incidents" />}
      {open.status === "failed" && <ProblemPanel problem={open.problem} onRetry={open.retry} />}
      {open.status === "ready" && (
        <>
          {open.blind && <BlindPanel {...open.blind} />}
          {open.data.items.length === 0 && (
            <Empty says="Nothing is known to be wrong.">
              What is not watched is not seen: <Link to="/subjects">Subjects</Link> shows what is, and what cannot be
              seen.
            </Empty>
          )}
          <IncidentList incidents={open.data.items} next={next} />
          {open.data.more && (
            <button type="button" className="button self-start" onClick={open.data.more}>
              Show more open ones
            </button>
          )}
        </>
      )}
    </section>
  );
}

function ResolvedSection() {
  const resolved = useIncidents("resolved");
  return (
    <section aria-label="Resolved incidents" className="flex flex-col gap-2">
      <h2>Resolved</h2>
      {resolved.status === "loading" && <Loading what="resolved incidents" />}
      {resolved.status === "failed" && <ProblemPanel problem={resolved.problem} onRetry={resolved.retry} />}
      {resolved.status === "ready" && (
        <>
          {resolved.blind && <BlindPanel {...resolved.blind} />}
          {resolved.data.items.length === 0 && <p className="text-text-1">None has been resolved yet.</p>}
          <IncidentList incidents={resolved.data.items} />
          {resolved.data.more && (
            <button
              type="button"
              className="button self-start"
              disabled={resolved.data.isReadingMore}
              onClick={resolved.data.more}
            >
              Show older ones
            </button>
          )}
        </>
      )}
    </section>
  );
}
