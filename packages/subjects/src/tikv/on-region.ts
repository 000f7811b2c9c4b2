import type { PreparedCall } from "@steadyhand/core/action";
import type { Performed } from "@steadyhand/subject";
import { type PdRegion, readRegion } from "./pd-answers.ts";
import { done, type Hands, limitOf, lookFirst, notDone, notKnown, until, whyNotTaken } from "./performing.ts";

/** A change to one region by an operator of PD, and what shows that it happened. */
export interface RegionChange {
  readonly regionId: number;
  /** The body for `POST /operators`. */
  readonly order: Readonly<Record<string, unknown>>;
  /** What stands in its way already now, or nothing. */
  readonly whyNot?: (before: PdRegion) => string | undefined;
  /** `now` is absent once the region is gone. */
  readonly isDone: (now: PdRegion | undefined, before: PdRegion) => boolean;
  readonly said: (now: PdRegion | undefined) => string;
}

/** So often the region is read again after PD says that an operator succeeded: its picture follows heartbeats. */
const looksAfterSuccess = 5;

/** Reads the region, gives PD the operator, and reads the region until it shows the change. That PD took it says nothing yet. */
export async function performOnRegion(
  hands: Hands,
  change: RegionChange,
  call: PreparedCall,
  given: AbortSignal,
): Promise<Performed> {
  const signal = limitOf(call, given);
  const { regionId } = change;
  const todo = `Read region ${regionId} and what operator runs on it`;
  const first = await lookFirst(hands.pd, `/region/id/${regionId}`, readRegion, signal);
  if (!first.ok) return first.performed;
  const before = first.value;
  if (before === undefined)
    return notDone(
      "tikv.no_region",
      `there is no region ${regionId}`,
      "It may have been merged: look up the region by its key",
    );
  if (change.isDone(before, before)) return done(`${change.said(before)} already`);
  const inTheWay = change.whyNot?.(before);
  if (inTheWay !== undefined) return notDone("tikv.refused", inTheWay, todo);
  const answer = await hands.pd.change("POST", "/operators", change.order, { signal });
  const refused = whyNotTaken(answer, todo);
  if (refused !== undefined) return refused;
  return await watchOperator(hands, change, before, signal);
}

async function watchOperator(
  hands: Hands,
  change: RegionChange,
  before: PdRegion,
  signal: AbortSignal,
): Promise<Performed> {
  const { regionId } = change;
  let succeeded = 0;
  const performed = await until<Performed>(
    async () => {
      const now = await hands.pd.get(`/region/id/${regionId}`, { signal });
      if (now.kind !== "ok") return undefined; // What cannot be read decides nothing.
      const region = readRegion(now.body);
      if (change.isDone(region, before)) return done(change.said(region));
      const status = await operatorStatus(hands, regionId, signal);
      if (status === "SUCCESS" && ++succeeded < looksAfterSuccess) return undefined;
      return status === undefined || status === "RUNNING" ? undefined : ended(status, regionId, region, before);
    },
    { pollMs: hands.pollMs, signal },
  );
  return (
    performed ??
    notKnown(
      `PD took it, and region ${regionId} did not show it in time; the operator may still run`,
      `Read region ${regionId}, and cancel its operator if it should not go on`,
    )
  );
}

/** The word in PD's line about the region's newest operator. */
async function operatorStatus({ pd }: Hands, regionId: number, signal: AbortSignal): Promise<string | undefined> {
  const answer = await pd.get(`/operators/${regionId}`, { signal });
  const [, status] =
    answer.kind === "ok" && typeof answer.body === "string" ? (answer.body.match(/^status: ([A-Z]+),/) ?? []) : [];
  return status;
}

function ended(status: string, regionId: number, now: PdRegion | undefined, before: PdRegion): Performed {
  const todo = `Read region ${regionId}; find out what ended the operator before it is tried again`;
  const why = `PD ended the operator with ${status}, and region ${regionId} does not show the change`;
  const isUntouched =
    now !== undefined &&
    now.confVer === before.confVer &&
    now.version === before.version &&
    now.leaderStoreId === before.leaderStoreId;
  // Steps that were taken stay taken.
  return isUntouched
    ? notDone("tikv.operator_ended", why, todo)
    : notKnown(`${why}, but it is not as it was: a part may be done`, todo);
}
