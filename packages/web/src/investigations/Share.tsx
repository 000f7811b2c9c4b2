import { sayPercent } from "../words/index.ts";

/** A probability as a bar with its figure beside it. `isOpen` draws it dashed: nothing is settled by it. */
export function Share(props: { readonly of: string; readonly probability: number; readonly isOpen?: boolean }) {
  const { of, probability, isOpen = false } = props;
  const width = `${Math.max(1, Math.min(100, probability * 100))}%`;
  return (
    <span className="flex items-center gap-2">
      <span
        aria-hidden="true"
        className={`h-3 w-24 shrink-0 overflow-hidden rounded-panel border border-edge ${isOpen ? "border-dashed" : ""}`}
      >
        <span className={`block h-full ${isOpen ? "bg-edge" : "bg-accent-fill"}`} style={{ width }} />
      </span>
      <span>
        {sayPercent(probability)} <span className="text-dense text-text-1">{of}</span>
      </span>
    </span>
  );
}
