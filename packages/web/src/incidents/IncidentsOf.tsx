import { IncidentList } from "./IncidentList.tsx";
import { useNextOf, useOpenIncidents } from "./use-open-incidents.ts";

/** The open incident of one subject; nothing where there is none. */
export function IncidentsOf({ subject }: { readonly subject: string }) {
  const open = useOpenIncidents(subject);
  const next = useNextOf(open);
  if (open.status !== "ready" || open.data.items.length === 0) return null;
  return (
    <section aria-label="Open incidents">
      <IncidentList incidents={open.data.items} next={next} />
    </section>
  );
}
