import type { ApprovalWire } from "@steadyhand/api";
import { Moment } from "../frame/index.ts";
import { Mark } from "../timeline/index.ts";
import { sayWanted } from "./say-wanted.ts";

/** Who said yes, and whose yes is still wanted; nothing where anybody's one yes is enough. */
export function PeopleLine({
  approval,
}: {
  readonly approval: Pick<ApprovalWire, "asks" | "needed" | "quorums" | "grants" | "escalations">;
}) {
  const { needed, quorums, grants, escalations } = approval;
  if (needed === 1 && escalations === 0 && quorums.length === 0) return null;
  return (
    <section aria-label="Whose yes it takes" className="flex flex-col gap-1 rounded-panel border-2 border-edge p-2">
      <p className="font-semibold">
        {grants.length} of {needed} said yes
      </p>
      <ul className="flex flex-col gap-1">
        {grants.map(({ by, at }) => (
          <li key={by.id} className="flex items-center gap-2">
            <Mark shape="check" tone="good" />
            <span>
              {by.name} said yes <Moment at={at} />
            </span>
          </li>
        ))}
        {sayWanted(approval).map((wanted) => (
          <li key={wanted} className="flex items-center gap-2">
            <Mark shape="question" tone="now" />
            {wanted}
          </li>
        ))}
      </ul>
      {escalations > 0 && <p>Nobody answered in time before, so others are asked now.</p>}
    </section>
  );
}
