import type { SubjectWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { FewOf } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { memberLook } from "./subject-look.ts";

/** Every member that is expected or was seen, as shape, word and colour, with why. */
export function MemberList(props: { readonly members: SubjectWire["members"]; readonly isStale: boolean }) {
  const { members, isStale } = props;
  if (members.length === 0) return <p className="text-text-1">It has no members.</p>;
  return (
    <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
      <FewOf items={members.toSorted((one, other) => rank(one.state) - rank(other.state))} most={mostShown}>
        {({ id, kind, state, why, isExpected }) => {
          const look = memberLook(state, isStale);
          const isBlind = look.isBlind ?? false;
          return (
            <li
              key={id}
              data-member={id}
              className={`min-w-0 rounded-panel border p-2 ${isBlind ? "hatched border-edge border-dashed" : state === "down" ? "border-2 border-text-0" : "border-line"}`}
            >
              <div className={isBlind ? "hatched-label" : ""}>
                <p className="flex flex-wrap items-center gap-x-3">
                  <Standing look={{ ...look, isBlind: false }} />
                  <code className="break-all font-mono font-semibold">{id}</code>
                  <span className="text-dense text-text-1">
                    {kind}
                    {!isExpected && ", not expected"}
                  </span>
                </p>
                {why !== undefined && (
                  <p className="text-dense text-text-1">
                    <VisibleText text={why} />
                  </p>
                )}
              </div>
            </li>
          );
        }}
      </FewOf>
    </ul>
  );
}

const mostShown = 60;
const order = ["down", "unknown", "leaving", "up"] as const;
const rank = (state: (typeof order)[number] | undefined) => order.indexOf(state ?? "unknown");
