import type { ActionWire } from "@steadyhand/api";
import { WithCode } from "../frame/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { sayDuration } from "../words/index.ts";

/** Actions as rows: what each does, how risky it is at least, and whether it can be taken here. */
export function ActionTable({ actions }: { readonly actions: readonly ActionWire[] }) {
  return (
    <ul className="panel divide-y divide-line">
      {actions.map((action) => (
        <li key={action.name} className="flex flex-col gap-1 px-3 py-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <code className="font-mono font-semibold">{action.name}</code>
            <RiskBadge risk={action.riskFloor} />
            <span className="text-dense text-text-1">
              {action.effect}, {action.isIdempotent ? "twice is the same as once" : "twice is not once"}, up to{" "}
              {sayDuration(action.timeLimitMs)}
            </span>
          </div>
          <p>{action.what}</p>
          {!action.isAvailable && (
            <p className="break-words rounded-panel border border-edge border-dashed px-3 py-2">
              <strong>Not available here:</strong> {action.whyNot}.{" "}
              {action.hint !== undefined && <WithCode text={action.hint} />}
            </p>
          )}
          <details>
            <summary className="cursor-pointer text-text-1">Parameters</summary>
            <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
              {action.parameters.map(({ name, isRequired, standard, what, choices }) => (
                <div key={name} className="contents">
                  <dt className="font-mono text-dense">
                    {name}
                    {isRequired ? " (needed)" : ""}
                  </dt>
                  <dd className="break-words text-dense text-text-1">
                    {what}
                    {choices && `: ${choices.join(", ")}`}
                    {standard !== undefined && `; ${JSON.stringify(standard)} unless said otherwise`}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}
