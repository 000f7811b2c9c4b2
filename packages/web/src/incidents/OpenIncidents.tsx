import { Link } from "@tanstack/react-router";
import { BlindPanel, ProblemPanel } from "../frame/index.ts";
import { IncidentList } from "./IncidentList.tsx";
import { useNextOf, useOpenIncidents } from "./use-open-incidents.ts";

/** What is wrong now, for the home page: it stands before all else there, and nothing is drawn while nothing is wrong. */
export function OpenIncidents() {
  const open = useOpenIncidents();
  const next = useNextOf(open);
  if (open.status === "loading") return null;
  if (open.status === "failed") return <ProblemPanel problem={open.problem} onRetry={open.retry} />;
  if (open.data.items.length === 0 && !open.blind) return null;
  return (
    <section aria-label="Open incidents" className="flex flex-col gap-2">
      <h2>
        <Link to="/incidents" className="text-text-0">
          Open incidents
        </Link>
      </h2>
      {open.blind && <BlindPanel {...open.blind} />}
      <IncidentList incidents={open.data.items} next={next} />
    </section>
  );
}
