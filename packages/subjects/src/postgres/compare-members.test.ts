import { describe, expect, it } from "vitest";
import { compareMembers, type Looked } from "./compare-members.ts";
import { samplesOf, type Values } from "./reading.ts";

const looked = (id: string, values: Values): Looked => ({
  id,
  look: { state: "up", samples: samplesOf(id, values), blind: [] },
});

const primary = looked("a", { is_writable: true, wal_position: "0/500" });
const standby = (id: string, at: string, more: Values = {}) =>
  looked(id, { is_writable: false, wal_position: at, received_position: at, last_replay_ms: 3_600_000, ...more });

const valuesOf = (first: Looked, others: readonly Looked[]) =>
  Object.fromEntries(
    compareMembers(first, others).samples.map(({ name, member, value }) => [`${member}.${name}`, value]),
  );

describe("members held against each other", () => {
  it("find no lag behind a primary that has been idle for an hour", () => {
    expect(valuesOf(primary, [standby("b", "0/500")])).toMatchObject({ "b.replay_lag_ms": 0, "b.replay_lag_bytes": 0 });
  });

  it("tell log that has not come from log that was not replayed", () => {
    const late = standby("b", "0/300", { received_position: "0/400", last_replay_ms: 1_234.4 });
    expect(valuesOf(primary, [late])).toMatchObject({
      "b.replay_lag_ms": 1_234,
      "b.replay_lag_bytes": 0x200,
      "b.not_replayed_bytes": 0x100,
      "b.not_received_bytes": 0x100,
    });
  });

  it("know no lag without a primary to hold them against, and call that blind", () => {
    const gone: Looked = { id: "a", look: { state: "down", samples: [], blind: [] } };
    const seen = compareMembers(gone, [standby("b", "0/500")]);
    expect(seen.samples.map(({ name }) => name)).toEqual(["best_standby"]);
    expect(seen.blind.map(({ what, member }) => `${member}.${what}`)).toEqual([
      "b.replay_lag_ms",
      "b.replay_lag_bytes",
    ]);
  });

  it("name the standby that has most of the log", () => {
    const others = [standby("b", "0/100"), standby("c", "0/400"), standby("d", "0/300")];
    expect(valuesOf(primary, others)).toMatchObject({ "a.best_standby": "c" });
  });
});
