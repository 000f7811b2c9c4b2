import { type Suspect, weigh } from "@steadyhand/core/diagnosis";
import type { Observation } from "@steadyhand/core/invariant";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isWell, judged, look, lookUntil, openLab } from "./lab-subject.ts";

let opened: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  opened = await openLab();
  await lookUntil(opened.subject, isWell(opened.subject));
});
afterAll(() => opened?.close());

interface Case {
  /** Every invariant that it violates, and no other. */
  readonly violates: readonly string[];
  /** What tells it from its look-alikes. */
  readonly shows: readonly string[];
  /** As the fault library calls it. */
  readonly cause: string;
}

const cases: Readonly<Record<string, Case>> = {
  primary_killed: { violates: ["primary_down(primary)"], shows: ["sample:refused"], cause: "primary_stopped" },
  primary_frozen: {
    violates: ["primary_down(primary)"],
    shows: ["sample:only_open_sessions_answer"],
    cause: "primary_hung",
  },
  primary_cut_off: {
    violates: ["primary_down(primary)"],
    shows: ["sample:streams_while_silent"],
    cause: "primary_unreachable",
  },
  standby_killed: {
    violates: ["slot_inactive(primary)", "standby_down(standby)"],
    shows: ["sample:refused"],
    cause: "standby_stopped",
  },
  standby_cut_off: {
    violates: ["slot_inactive(primary)", "replica_lag(standby)"],
    shows: ["sample:not_streaming"],
    cause: "log_does_not_come",
  },
  replay_paused: { violates: ["replica_lag(standby)"], shows: ["sample:replay_paused"], cause: "replay_paused" },
  slot_left_behind: {
    violates: ["slot_inactive(primary)"],
    shows: ["sample:slot_of_nobody"],
    cause: "slot_left_behind",
  },
  wraparound_age: { violates: ["wraparound_near(primary)"], shows: [], cause: "freezing_behind" },
  split_brain: { violates: ["slot_inactive(primary)", "split_brain"], shows: [], cause: "split_brain" },
  idle_in_transaction: {
    violates: ["blocked_sessions(primary)"],
    shows: ["sample:root_idle", "sample:transaction_idle"],
    cause: "idle_in_transaction",
  },
  blocking_chain: {
    violates: ["blocked_sessions(primary)"],
    shows: ["sample:root_active"],
    cause: "long_statement_blocks",
  },
  lock_queue: {
    violates: ["blocked_sessions(primary)"],
    shows: ["sample:root_active", "sample:change_in_queue"],
    cause: "change_in_queue",
  },
  prepared_transaction: {
    violates: ["blocked_sessions(primary)"],
    shows: ["sample:root_prepared"],
    cause: "prepared_transaction",
  },
  connections_used_up: {
    violates: ["connections_near_limit(primary)"],
    shows: ["sample:mostly_idle"],
    cause: "connections_leak",
  },
  disk_filling: { violates: ["disk_low(primary)"], shows: [], cause: "disk_filling" },
};

describe("a fault of the lab", () => {
  it("has a case here, whichever of them this machine offers", () => {
    const hasDisk = opened.lab.primary.disk !== undefined;
    const expected = Object.keys(cases).filter((name) => hasDisk || name !== "disk_filling");
    expect(Object.keys(opened.lab.faults).toSorted()).toEqual(expected.toSorted());
  });

  it.each(Object.entries(cases))(
    "%s is seen, told from its look-alikes, and over when it is undone",
    async (name, wanted) => {
      const { lab, subject } = opened;
      const fault = lab.faults[name];
      // Not everybody may mount a disk to fill.
      if (fault === undefined) return expect([name, opened.lab.primary.disk]).toEqual(["disk_filling", undefined]);
      await fault.begin();
      try {
        const shows = (observation: Observation) =>
          there(observation).filter((finding) => !finding.startsWith("violated:"));
        const observation = await lookUntil(
          subject,
          (seen) =>
            judged(subject, seen, "violated").length === wanted.violates.length &&
            wanted.shows.every((sign) => shows(seen).includes(sign)),
        );
        expect(judged(subject, observation, "violated")).toEqual(wanted.violates);
        const suspect = suspectOf(observation);
        expect(suspect.fault.name).toBe(wanted.cause);
        expect(unpreparedOf(observation, suspect)).toEqual([]);
      } finally {
        await fault.end();
      }
      await lookUntil(subject, isWell(subject));
    },
  );

  it("is not named where there is none", async () => {
    expect(there(await look(opened.subject))).toEqual([]);
  });
});

describe("a server's own log", () => {
  it.each([
    ["primary_killed", "log:crashed"],
    ["connections_used_up", "log:too_many_clients"],
  ])("says after %s what it is a finding of", async (name, finding) => {
    const { lab, subject } = opened;
    const since = new Date();
    await lab.faults[name]?.begin();
    await lab.faults[name]?.end();
    const observation = await lookUntil(subject, isWell(subject));
    const request = { member: "primary", since, limit: 200, signal: AbortSignal.timeout(5_000) };
    const lines = (await subject.readLogs?.(request)) ?? [];
    const shown = subject.findings(observation, lines).filter(({ isThere }) => isThere);
    expect(shown).toMatchObject([{ name: finding, member: "primary" }]);
  });
});

describe("a statement that a session runs", () => {
  it("is shown without the secrets in it", async () => {
    const { lab, subject } = opened;
    await lab.faults.blocking_chain?.begin();
    try {
      const { samples } = await lookUntil(subject, (seen) => judged(subject, seen, "violated").length > 0);
      const text = samples.find(({ name }) => name === "blocking_statement")?.value;
      expect(text).toContain("SELECT pg_sleep(3600)");
      expect(JSON.stringify(samples)).not.toContain("hunter2");
    } finally {
      await lab.faults.blocking_chain?.end();
    }
    await lookUntil(subject, isWell(subject));
  });
});

const there = (observation: Observation): readonly string[] =>
  opened.subject.findings(observation, []).flatMap(({ name, isThere }) => (isThere ? [name] : []));

/** The one fault that the rules find most probable. */
function suspectOf(observation: Observation): Suspect {
  const { faults, expected, findings } = opened.subject;
  const [first] = weigh({ faults, base: {}, members: expected }, findings(observation, []));
  const suspects = first?.hypothesis.kind === "described" ? first.hypothesis.suspects : [];
  const [suspect] = suspects;
  if (suspect === undefined || suspects.length > 1) throw new Error(`The rules find ${JSON.stringify(first)}`);
  return suspect;
}

/** Repairs of a fault that cannot be prepared with what was seen of the member that it struck. */
function unpreparedOf({ samples }: Observation, { fault, member }: Suspect): readonly string[] {
  const seen = (name: string) => samples.find((sample) => sample.name === name && sample.member === member)?.value;
  const filled = (value: unknown) =>
    `${value}`.replace("{{member}}", `${member}`).replace(/\{\{sample:(\w+)\}\}/, (_, name: string) => `${seen(name)}`);
  return fault.repairs.flatMap(({ action, parameters }) => {
    const found = opened.subject.actions.find((one) => one.action.declare().name === action);
    const call = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, filled(value)]));
    const prepared = found?.action.prepare(call);
    return prepared?.ok === true ? [] : [`${action} ${JSON.stringify(call)}: ${JSON.stringify(prepared)}`];
  });
}
