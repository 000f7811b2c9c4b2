import type { HandlingWire, IncidentWire } from "@steadyhand/api";
import { type Paged, type Resource, useIncidents, useNext } from "../api/index.ts";

/** Whatever is not over: what is violated first, the worst first, then what settles. */
export function useOpenIncidents(subject?: string): Resource<Pick<Paged<IncidentWire>, "items" | "more">> {
  const open = useIncidents("open", subject);
  const settling = useIncidents("settling", subject);
  if (open.status !== "ready") return open;
  if (settling.status !== "ready") return settling;
  const listed = new Set(open.data.items.map(({ id }) => id));
  return {
    status: "ready",
    blind: open.blind ?? settling.blind,
    retry: () => {
      open.retry();
      settling.retry();
    },
    data: {
      // The two lists are read one after the other: what began to settle in between stands in both.
      items: [...open.data.items, ...settling.data.items.filter(({ id }) => !listed.has(id))].toSorted(byUrgency),
      more: open.data.more ?? settling.data.more,
    },
  };
}

const rank = ({ phase, severity }: IncidentWire) => (phase === "open" ? 0 : 2) + (severity === "critical" ? 0 : 1);
const byUrgency = (one: IncidentWire, other: IncidentWire) => rank(one) - rank(other);

/** Each is a question of its own to the server: of so many it is asked, of those that stand first. */
const mostAsked = 10;

/** What comes next about the incidents that stand first. */
export function useNextOf(open: ReturnType<typeof useOpenIncidents>): ReadonlyMap<string, HandlingWire> {
  const items = open.status === "ready" ? open.data.items : [];
  return useNext(items.slice(0, mostAsked).map(({ id }) => id));
}
