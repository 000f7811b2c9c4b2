import { useOpenIncidents } from "./use-open-incidents.ts";

/** How many incidents are open, in a bubble. */
export function OpenCount() {
  const open = useOpenIncidents();
  if (open.status !== "ready" || open.blind || open.data.items.length === 0) return null;
  return (
    <span className="ml-1 inline-block min-w-5 rounded-panel bg-text-0 px-1 text-center font-semibold text-dense text-surface-0">
      {open.data.items.length}
      {open.data.more && "+"}
      <span className="sr-only"> open</span>
    </span>
  );
}
