import type { StatusWire } from "@steadyhand/api";
import { saySecondKey } from "./say-second-key.ts";

/** What holds of the second key, in one plain line, and what to do about it. Quiet where all is well. */
export function SecondKeyBanner({ secondKey }: Pick<StatusWire, "secondKey">) {
  const { state, line, todo } = saySecondKey(secondKey);
  const isCalm = state === "working";
  return (
    <aside
      aria-label="Second key"
      data-state={state}
      className={isCalm ? "px-1 text-dense text-text-1" : "panel border-edge bg-surface-2 px-4 py-3"}
    >
      <p className={isCalm ? "" : "font-semibold"}>{line}</p>
      {todo !== undefined && <p className="text-text-1">{todo}</p>}
    </aside>
  );
}
