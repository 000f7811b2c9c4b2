import type { Observation, Sample } from "@steadyhand/core/invariant";
import { describe, expect, it } from "vitest";
import { readPostgresConfig } from "./config.ts";
import { createInvariants } from "./invariants.ts";

const watch = "postgresql://watcher@127.0.0.1/postgres";
const config = readPostgresConfig({
  name: "orders",
  primary: { id: "a", watch },
  standbys: [{ id: "b", watch }],
  timing: { replica_lag: { graceMs: 1_000 } },
});
const at = new Date("2026-03-01T10:00:00Z");

/** `a.name` is the sample of that name of member a. */
function observation(values: Readonly<Record<string, Sample["value"]>>): Observation {
  const samples = Object.entries(values).map(([path, value]) => {
    const [member = "", name = ""] = path.split(".");
    return { member, name, value };
  });
  return { startedAt: at, endedAt: at, members: [], samples, blind: [] };
}

function judge(name: string, values: Readonly<Record<string, Sample["value"]>>) {
  const invariant = createInvariants(config).find((one) => one.name === name);
  return invariant?.judge(observation(values)).map(({ member, verdict }) => `${member ?? "all"} ${verdict}`);
}

const healthy = { "a.is_writable": true, "b.is_writable": false };

describe("an invariant", () => {
  it("is unknown, and does not hold, where nothing was seen", () => {
    for (const { name, judge } of createInvariants(config)) {
      for (const { verdict } of judge(observation({}))) expect([name, verdict]).toEqual([name, "unknown"]);
    }
  });

  it.each([
    ["connections_near_limit", { "a.connections_used_percent": 80 }, "a holds"],
    ["connections_near_limit", { "a.connections_used_percent": 80.1 }, "a violated"],
    ["long_transaction", { "a.longest_transaction_ms": 300_000 }, "a holds"],
    ["long_transaction", { "a.longest_transaction_ms": 300_001 }, "a violated"],
    ["blocked_sessions", { "a.blocked_sessions": 9, "a.longest_wait_ms": 30_000 }, "a holds"],
    ["blocked_sessions", { "a.blocked_sessions": 1, "a.longest_wait_ms": 30_001 }, "a violated"],
    ["blocked_sessions", { "a.blocked_sessions": 1 }, "a unknown"],
    ["slot_inactive", { "a.inactive_slots": 1, "a.inactive_slot_bytes": 0 }, "a holds"],
    ["slot_inactive", { "a.inactive_slots": 1, "a.inactive_slot_bytes": 1 }, "a violated"],
    ["wraparound_near", { "a.xid_age": 1e9, "a.multixact_age": 0 }, "a holds"],
    ["wraparound_near", { "a.xid_age": 5, "a.multixact_age": 1e9 + 1 }, "a violated"],
    ["replica_lag", { "b.replay_lag_ms": 30_000, "b.replay_lag_bytes": 1 }, "b holds"],
    ["replica_lag", { "b.replay_lag_ms": 30_001, "b.replay_lag_bytes": 1 }, "b violated"],
    ["replica_lag", { "b.replay_lag_ms": 1, "b.replay_lag_bytes": 2 ** 28 + 1 }, "b violated"],
    // Far behind by bytes says enough; a few bytes behind for an unknown time do not.
    ["replica_lag", { "b.replay_lag_bytes": 2 ** 28 + 1 }, "b violated"],
    ["replica_lag", { "b.replay_lag_bytes": 1 }, "b unknown"],
    ["primary_down", { "a.accepts_connections": false, "a.connect_failure": "refused" }, "a violated"],
    ["primary_down", { "a.accepts_connections": false, "a.connect_failure": "full" }, "a holds"],
    ["standby_down", { "b.accepts_connections": false, "b.connect_failure": "no_answer" }, "b violated"],
  ])("%s is judged of %j: %s", (name, values, said) => {
    expect(judge(name, { ...healthy, ...values })).toEqual([said]);
  });

  it("follows who takes writes: after a failover the old primary is a member that is down, and the new one is the primary", () => {
    const moved = {
      "b.is_writable": true,
      "b.accepts_connections": true,
      "a.accepts_connections": false,
      "a.connect_failure": "refused",
    };
    // What either was violated of in its old role is over.
    expect(judge("primary_down", moved)).toEqual(["b holds", "a holds"]);
    expect(judge("standby_down", moved)).toEqual(["a violated", "b holds"]);
  });

  it("finds a split brain, and rules it out only when every member told or nobody listens there", () => {
    expect(judge("split_brain", { "a.is_writable": true, "b.is_writable": true })).toEqual(["all violated"]);
    expect(judge("split_brain", healthy)).toEqual(["all holds"]);
    expect(judge("split_brain", { "b.is_writable": true })).toEqual(["all unknown"]);
    expect(judge("split_brain", { "b.is_writable": true, "a.connect_failure": "no_answer" })).toEqual(["all unknown"]);
    expect(judge("split_brain", { "b.is_writable": true, "a.connect_failure": "refused" })).toEqual(["all holds"]);
  });

  it("is offered only where there is something that it is about", () => {
    const alone = readPostgresConfig({ name: "orders", primary: { id: "a", watch, disk: { command: ["df"] } } });
    const names = createInvariants(alone).map(({ name }) => name);
    expect(names).toContain("disk_low");
    expect(names).not.toContain("replica_lag");
    expect(createInvariants(config).map(({ name }) => name)).not.toContain("disk_low");
  });

  it("takes other times from the configuration, and keeps those that are not given", () => {
    const lag = createInvariants(config).find(({ name }) => name === "replica_lag");
    expect(lag).toMatchObject({ graceMs: 1_000, settleMs: 30_000 });
  });
});
