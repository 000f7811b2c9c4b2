import { standingOf } from "../../standing/standing-of.ts";
import type { ShownMember } from "../panels/cluster.ts";
import type { ShownInvariant } from "../panels/monitor.ts";
import type { Seen } from "./seen.ts";
import type { Suspicions } from "./suspicions.ts";

/** What nobody has looked at yet is as unknown as what could not be seen. */
export function shownMembers({ subject }: Seen): readonly ShownMember[] {
  return (subject?.members ?? []).map(({ id, kind, state = "unknown", why }) => ({ id, kind, state, why }));
}

/** Each invariant of each member with what it waits for. Of a member that is down, that it cannot be read is said already. */
export function shownInvariants({ subject }: Seen, suspicions: Pick<Suspicions, "since">): readonly ShownInvariant[] {
  const excused = new Set(subject?.members.flatMap(({ id, state }) => (state === "down" ? [id] : [])));
  return (subject?.invariants ?? []).flatMap((invariant) =>
    invariant.standings
      .filter(({ member, phase }) => phase !== "unknown" || !excused.has(member ?? ""))
      .map((standing) => ({
        name: invariant.name,
        member: standing.member,
        ...standingOf({ since: suspicions.since(invariant.name, standing.member), ...standing }, invariant),
      })),
  );
}
