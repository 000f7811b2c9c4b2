import type { SubjectSummaryWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useNow } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { SeenAt } from "./SeenAt.tsx";
import { isStale, memberLook, subjectLook } from "./subject-look.ts";

const shown = ["down", "unknown", "leaving", "up"] as const;

/** One subject: how it stands by the last look, how many members stand how, and how old that is. */
export function SubjectRow({ subject }: { readonly subject: SubjectSummaryWire }) {
  const { name, kind, environment, counts } = subject;
  const stale = isStale(subject, useNow());
  const look = subjectLook(subject, stale);
  const label = look.isBlind ? "hatched-label" : "";
  return (
    <Link
      to="/subjects/$name"
      params={{ name }}
      data-subject={name}
      className={`flex flex-col gap-1 px-3 py-3 text-text-0 no-underline hover:bg-surface-3 ${look.isBlind ? "hatched" : ""}`}
    >
      <span className={`flex flex-wrap items-center gap-x-4 gap-y-1 ${label}`}>
        <Standing look={{ ...look, isBlind: false }} />
        <span className="min-w-[160px] flex-1 font-semibold">{name}</span>
        {counts &&
          shown
            .filter((state) => counts[state] > 0)
            .map((state) => (
              <span key={state}>
                {counts[state]} {memberLook(state, stale).word.toLowerCase()}
              </span>
            ))}
      </span>
      <span className={`flex flex-wrap gap-x-4 text-dense text-text-1 ${label}`}>
        <span>
          {kind}, {environment}
        </span>
        <SeenAt subject={subject} />
      </span>
    </Link>
  );
}
