import type { SeenMember } from "@steadyhand/core/invariant";
import type { MemberConfig } from "./config.ts";
import { readDiskPercent } from "./disk.ts";
import { type Failure, failureOf } from "./failure.ts";
import type { KeptSession } from "./kept-session.ts";
import { type Knocked, knock } from "./knock.ts";
import { blindTo, type Reading, type Seen, samplesOf, together } from "./reading.ts";
import { age, blocking, connections, replication, role, slots, transactions } from "./readings.ts";
import type { Session } from "./session.ts";

/** What every member is asked; `replication` is asked of standbys alone. */
const ofAll: readonly Reading[] = [connections, transactions, blocking, slots, age];

const hiddenWhy = "the role that looks may not see other sessions: grant it pg_monitor";

export interface MemberLook extends Seen {
  readonly state: SeenMember["state"];
  readonly why?: string;
}

export interface LookPlace {
  readonly member: MemberConfig;
  readonly watching: KeptSession;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** One look at one member. Never rejects: what could not be had is blind. */
export async function lookAtMember(place: LookPlace): Promise<MemberLook> {
  const { member, watching, limitMs } = place;
  const limited = AbortSignal.any([place.signal, AbortSignal.timeout(limitMs)]);
  const before = watching.current;
  const [knocked, answers, disk] = await Promise.all([
    // Half of the time: who does not let us in may still answer inside.
    knock(member.watch, { limitMs: Math.ceil(limitMs / 2), signal: place.signal }),
    before === undefined ? false : answersOn(before, limited),
    lookAtDisk(member, limited),
  ]);
  const inside = await lookInside(place, knocked, answers, limited);
  return { ...together([doorOf(member.id, knocked, answers), inside, disk]), ...stateOf(knocked, answers) };
}

/** Whether a session that was open before still answers. */
async function answersOn(session: Session, signal: AbortSignal): Promise<boolean> {
  return session.query("SELECT 1", [], signal).then(
    () => true,
    () => false,
  );
}

function stateOf(knocked: Knocked, answers: boolean): Pick<MemberLook, "state" | "why"> {
  if (knocked.ok) return { state: "up" };
  const { kind, why } = knocked.failure;
  if (kind === "full") return { state: "up", why: `it takes no more connections: ${why}` };
  if (answers)
    return { state: "up", why: `a session that was open answers, and a new one does not come about: ${why}` };
  return kind === "not_ours" ? { state: "unknown", why } : { state: "down", why };
}

const doorSamples = ["accepts_connections"] as const;

function doorOf(id: string, knocked: Knocked, answers: boolean): Seen {
  if (knocked.ok) return { samples: samplesOf(id, { accepts_connections: true }), blind: [] };
  const { kind, why } = knocked.failure;
  if (kind === "not_ours") return { samples: [], blind: blindTo(id, doorSamples, why) };
  const values = { accepts_connections: false, connect_failure: kind, answers_on_open_session: answers };
  return { samples: samplesOf(id, values), blind: [] };
}

async function lookInside(
  { member, watching, signal }: LookPlace,
  knocked: Knocked,
  answers: boolean,
  limited: AbortSignal,
) {
  const names = [role, replication, ...ofAll].flatMap((reading) => reading.names);
  if (!knocked.ok && !answers) {
    const { samples, names: left } = whatFollows(member.id, knocked.failure, names);
    return { samples, blind: blindTo(member.id, left, knocked.failure.why) };
  }
  try {
    const session = await watching.get(limited);
    const part = await ask(member.id, session, role, limited, signal);
    const told = (what: string) => part.samples.some(({ name, value }) => name === what && value === true);
    const more = told("is_writable") ? ofAll : [replication, ...ofAll];
    const parts: Seen[] = [part];
    for (const reading of more) {
      const isHidden = reading.isOfOthers === true && !told("sees_others");
      const hidden = { samples: [], blind: blindTo(member.id, reading.names, hiddenWhy) };
      parts.push(isHidden ? hidden : await ask(member.id, session, reading, limited, signal));
    }
    return together(parts);
  } catch (error) {
    return { samples: [], blind: blindTo(member.id, names, failureOf(error, signal.aborted).why) };
  }
}

/** A server that has no connection left has told us how many of them are used. */
function whatFollows(id: string, { kind }: Failure, names: readonly string[]) {
  if (kind !== "full") return { samples: [], names };
  const samples = samplesOf(id, { connections_used_percent: 100 });
  return { samples, names: names.filter((name) => name !== "connections_used_percent") };
}

async function ask(
  id: string,
  session: Session,
  reading: Reading,
  limited: AbortSignal,
  signal: AbortSignal,
): Promise<Seen> {
  try {
    return { samples: samplesOf(id, await reading.read(session, limited)), blind: [] };
  } catch (error) {
    return { samples: [], blind: blindTo(id, reading.names, failureOf(error, signal.aborted).why) };
  }
}

async function lookAtDisk({ id, disk }: MemberConfig, signal: AbortSignal): Promise<Seen> {
  if (disk === undefined) return together([]);
  try {
    return { samples: samplesOf(id, { disk_used_percent: await readDiskPercent(disk.command, signal) }), blind: [] };
  } catch (error) {
    const why = `${disk.command[0]} did not tell how full the disk is: ${error instanceof Error ? error.message : "it failed"}`;
    return { samples: [], blind: blindTo(id, ["disk_used_percent"], why) };
  }
}
