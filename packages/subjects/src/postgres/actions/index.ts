import type { Availability } from "@steadyhand/core/action";
import type { SubjectAction } from "@steadyhand/subject";
import { membersOf, type PostgresConfig } from "../config.ts";
import type { KeptSession } from "../kept-session.ts";
import { createDropSlot } from "./drop-slot.ts";
import { createPromote } from "./promote.ts";
import { createReplayActions } from "./replay.ts";
import { createSessionActions } from "./sessions.ts";

export interface ActionPlace {
  readonly config: PostgresConfig;
  readonly acting: ReadonlyMap<string, KeptSession>;
  readonly watching: ReadonlyMap<string, KeptSession>;
}

/** What can be changed, on the members that have somebody to act as. */
export function createActions({ config, acting, watching }: ActionPlace): readonly SubjectAction[] {
  const place = { acting: keptIn(acting), watching: keptIn(watching) };
  const members = offered(membersOf(config));
  const standbys = offered(config.standbys);
  const expectedSlots = new Set(config.standbys.flatMap(({ slot }) => (slot === undefined ? [] : [slot])));
  return [
    ...(members === undefined
      ? []
      : [...createSessionActions({ ...place, ...members }), createDropSlot({ ...place, ...members, expectedSlots })]),
    ...(standbys === undefined
      ? []
      : [
          ...createReplayActions({ ...place, ...named(standbys) }),
          createPromote({ ...place, config, ...named(standbys) }),
        ]),
  ];
}

interface Offered {
  readonly members: readonly [string, ...string[]];
  readonly availability: Availability;
}

const named = ({ members, availability }: Offered) => ({ standbys: members, availability });

/** Where nobody can act, the actions are shown all the same, with what is missing. */
function offered(members: readonly { readonly id: string; readonly act?: string | undefined }[]): Offered | undefined {
  const able = members.filter(({ act }) => act !== undefined).map(({ id }) => id);
  const [first, ...rest] = able.length > 0 ? able : members.map(({ id }) => id);
  if (first === undefined) return undefined;
  const why = "no member has an address to act with";
  const hint = "Give a member `act`: docs/subjects/postgres.md says which rights that role needs";
  return {
    members: [first, ...rest],
    availability: able.length > 0 ? { isAvailable: true } : { isAvailable: false, why, hint },
  };
}

function keptIn(sessions: ReadonlyMap<string, KeptSession>) {
  return (member: string): KeptSession => {
    const kept = sessions.get(member);
    if (kept === undefined) throw new TypeError(`No session is kept for ${member}`);
    return kept;
  };
}
