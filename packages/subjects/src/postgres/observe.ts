import type { Observation, SeenMember } from "@steadyhand/core/invariant";
import { expectedIn } from "@steadyhand/subject";
import { compareMembers, type Looked, seenOf } from "./compare-members.ts";
import type { MemberConfig, PostgresConfig } from "./config.ts";
import { expectedOf } from "./expected.ts";
import type { KeptSession } from "./kept-session.ts";
import { lookAtMember, type MemberLook } from "./look-at-member.ts";
import { together } from "./reading.ts";

export interface Watching {
  readonly config: PostgresConfig;
  /** By member. */
  readonly watching: ReadonlyMap<string, KeptSession>;
  /** By member, where it may act: opened before it is needed, since a server that is full lets nobody in. */
  readonly acting: ReadonlyMap<string, KeptSession>;
  now(): Date;
}

/** One look at all members: the primary first, then its standbys together. */
export async function observe({ config, watching, acting, now }: Watching, signal: AbortSignal): Promise<Observation> {
  const startedAt = now();
  const limitMs = config.memberLimitMs;
  const look = async (member: MemberConfig): Promise<Looked> => {
    const kept = watching.get(member.id);
    if (kept === undefined) throw new TypeError(`No session is kept for ${member.id}`);
    const seen = await lookAtMember({ member, watching: kept, limitMs, signal });
    if (seen.state === "up") await keepOpen(acting.get(member.id), Math.ceil(limitMs / 3), signal);
    return { id: member.id, look: seen };
  };
  const first = await look(config.primary);
  const others = await Promise.all(config.standbys.map(look));
  const all = [first, ...others];
  const { samples, blind } = together([...all.map((member) => member.look), compareMembers(first, others)]);
  return {
    startedAt,
    endedAt: now(),
    members: expectedIn(expectedOf(config), seenMembers(first, others)),
    samples,
    blind,
  };
}

/** Whether it can act is told when it acts; a look is not spoiled by it. */
async function keepOpen(kept: KeptSession | undefined, limitMs: number, signal: AbortSignal): Promise<void> {
  await kept?.get(AbortSignal.any([signal, AbortSignal.timeout(limitMs)])).catch(() => {});
}

function seenMembers(first: Looked, others: readonly Looked[]): readonly SeenMember[] {
  const stream = others.find(({ look }) => seenOf(look, "streams") === true);
  const isSilent = seenOf(first.look, "connect_failure") === "no_answer";
  const standbys = others.map(({ id, look }) => memberOf(id, "standby", look));
  // Log that still comes from it is the word of somebody who can reach it.
  if (first.look.state === "down" && isSilent && stream !== undefined) {
    const why = `${first.look.why}; ${stream.id} still gets its log from it`;
    return [{ id: first.id, kind: "primary", state: "unknown", why }, ...standbys];
  }
  return [memberOf(first.id, "primary", first.look), ...standbys];
}

function memberOf(id: string, kind: string, { state, why }: MemberLook): SeenMember {
  return { id, kind, state, ...(why !== undefined && { why }) };
}
