import { useApprovals } from "../api/index.ts";

/** How many questions wait for somebody, in a bubble; nothing while none does or nobody can say. */
export function WaitingCount() {
  const approvals = useApprovals("open", 5_000);
  if (approvals.status !== "ready" || approvals.blind || approvals.data.items.length === 0) return null;
  const { items, more } = approvals.data;
  return (
    <span className="ml-1 inline-block min-w-5 rounded-panel bg-accent-fill px-1 text-center font-semibold text-dense text-on-accent">
      {items.length}
      {more && "+"}
      <span className="sr-only"> wait for an answer</span>
    </span>
  );
}
