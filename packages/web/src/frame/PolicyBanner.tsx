import type { PolicyStateWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { sayPolicyTrouble } from "./say-policy.ts";

/** On every page, while another policy holds than the file would say. Silent where all is well. */
export function PolicyBanner({ policy }: { readonly policy: PolicyStateWire }) {
  const trouble = sayPolicyTrouble(policy);
  if (trouble === undefined) return null;
  return (
    <aside role="status" aria-label="Policy" className="panel mb-4 border-2 border-edge bg-surface-2 px-4 py-3">
      <p className="font-semibold">{trouble.line}</p>
      <p className="break-words text-text-1">
        {trouble.todo} <Link to="/policy">See what holds and what is wrong</Link>
      </p>
    </aside>
  );
}
