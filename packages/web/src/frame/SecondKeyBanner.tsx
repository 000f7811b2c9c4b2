import type { StatusWire } from "@steadyhand/api";

/** That nothing can be safe while there is no second key, in one plain line, and what to do about it. */
export function SecondKeyBanner({ secondKey }: Pick<StatusWire, "secondKey">) {
  if (secondKey.isConfigured) return null;
  return (
    <aside aria-label="Second key" className="panel border-edge bg-surface-2 px-4 py-3">
      <p className="font-semibold">No second key: every step waits for you.</p>
      <p className="text-text-1">{secondKey.howToConfigure}</p>
    </aside>
  );
}
