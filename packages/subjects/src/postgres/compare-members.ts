import type { Sample } from "@steadyhand/core/invariant";
import type { MemberLook } from "./look-at-member.ts";
import { blindTo, type Seen, samplesOf, together } from "./reading.ts";
import { bytesBehind } from "./wal-position.ts";

/** One member's look, by its name. */
export interface Looked {
  readonly id: string;
  readonly look: MemberLook;
}

const lagSamples = ["replay_lag_ms", "replay_lag_bytes"] as const;

/**
 * What only shows when members are held against each other. `first` was looked at before the others, so that what they had replayed
 * by then is not called lag.
 */
export function compareMembers(first: Looked, others: readonly Looked[]): Seen {
  const all = [first, ...others];
  const writer = all.find(({ look }) => seenOf(look, "is_writable") === true);
  // One of which it is not known whether it takes writes is taken for what the configuration says: the first for the primary.
  const standbys = [...(seenOf(first.look, "is_writable") === false ? [first] : []), ...others].filter(
    ({ look }) => seenOf(look, "is_writable") !== true,
  );
  return together([...standbys.map((standby) => lagOf(standby, writer)), bestOf(first, standbys)]);
}

export const seenOf = (seen: Seen, name: string): Sample["value"] | undefined =>
  seen.samples.find((sample) => sample.name === name)?.value;

function textOf(seen: Seen, name: string): string | undefined {
  const value = seenOf(seen, name);
  return typeof value === "string" ? value : undefined;
}

/** Without a primary to hold it against, a standby that does not stream may be behind by anything. */
function lagOf({ id, look }: Looked, writer: Looked | undefined): Seen {
  const replayed = textOf(look, "wal_position");
  if (replayed === undefined) return { samples: [], blind: blindTo(id, lagSamples, blindWhy(look, "wal_position")) };
  const written = writer && textOf(writer.look, "wal_position");
  if (written === undefined) {
    const why = "no primary told how far the write-ahead log goes";
    return { samples: [], blind: blindTo(id, lagSamples, why) };
  }
  const received = textOf(look, "received_position") ?? replayed;
  const lagBytes = bytesBehind(replayed, written);
  const lastMs = seenOf(look, "last_replay_ms");
  // An idle primary looks like growing lag: the time since the last replayed transaction counts only for one that is behind.
  const lagMs = lagBytes === 0 ? 0 : lastMs;
  return {
    samples: samplesOf(id, {
      replay_lag_bytes: lagBytes,
      replay_lag_ms: typeof lagMs === "number" ? Math.round(lagMs) : undefined,
      not_replayed_bytes: bytesBehind(replayed, received),
      not_received_bytes: bytesBehind(received, written),
    }),
    // A standby that has replayed no transaction yet cannot say since when it is behind.
    blind: typeof lagMs === "number" ? [] : blindTo(id, ["replay_lag_ms"], "it has replayed no transaction yet"),
  };
}

function blindWhy(look: MemberLook, name: string): string {
  return look.blind.find(({ what }) => what === name)?.why ?? "it did not say where it stands";
}

/** The standby that has most of the log: the one to promote, if any is. */
function bestOf(first: Looked, standbys: readonly Looked[]): Seen {
  const known = standbys.flatMap(({ id, look }) => {
    const has = textOf(look, "received_position") ?? textOf(look, "wal_position");
    return id === first.id || has === undefined ? [] : [{ id, has }];
  });
  const [best] = known.toSorted((a, b) => bytesBehind(a.has, b.has) - bytesBehind(b.has, a.has));
  return { samples: samplesOf(first.id, { best_standby: best?.id }), blind: [] };
}
