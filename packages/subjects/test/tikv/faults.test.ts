import { diagnose, type Standing } from "@steadyhand/core/diagnosis";
import { unwatched, type Watched } from "@steadyhand/core/invariant";
import type { Subject } from "@steadyhand/subject";
import { describe, expect, it } from "vitest";
import type { FaultTarget } from "../../../../labs/tikv/faults.ts";
import { judge, look, violated } from "./look-at-lab.ts";
import { addressOf, openLab, openSubject } from "./open-lab.ts";

const minuteMs = 60_000;

/** What the rules make of a look in which every violation has lasted for its grace. */
async function diagnoseNow(subject: Subject) {
  const observation = await look(subject);
  const at = observation.endedAt;
  const standings = subject.invariants.flatMap((invariant) =>
    invariant.judge(observation).map((judgement): Standing => {
      const watched: Watched = { phase: "violated", since: at, confirmedAt: at, onsets: [at] };
      return { invariant, judgement, watched: judgement.verdict === "violated" ? watched : unwatched };
    }),
  );
  const diagnosis = diagnose({
    library: { faults: subject.faults, base: {}, members: subject.expected },
    standings,
    findings: subject.findings(observation, []),
    blind: observation.blind,
    samples: observation.samples,
    actions: subject.actions.map(({ action }) => action.declare()),
    looks: [],
    episodes: [],
    attempts: [],
    now: at,
  });
  const causes = diagnosis.causes.flatMap(({ name, members }) => [
    name,
    ...members.map((member) => member.split(".")[0]),
  ]);
  return { observation, diagnosis, cause: causes.join(" ") };
}

interface Broken {
  readonly fault: string;
  readonly target: FaultTarget;
  /** Of the lab's time, until it shows. */
  readonly afterMs: number;
  readonly shows: readonly string[];
  readonly cause: string;
  /** Until it is over once it has ended. */
  readonly healsMs: number;
}

const broken: readonly Broken[] = [
  {
    fault: "store_stopped",
    target: { store: "tikv2" },
    afterMs: 45_000,
    shows: ["store_down tikv2"],
    cause: "store_stopped tikv2",
    healsMs: 30_000,
  },
  {
    fault: "store_cut_off",
    target: { store: "tikv2" },
    afterMs: 45_000,
    shows: ["store_down tikv2"],
    cause: "store_cut_off tikv2",
    healsMs: 30_000,
  },
  {
    fault: "store_slow",
    target: { store: "tikv3" },
    afterMs: 40_000,
    shows: ["high_latency tikv3"],
    cause: "store_slow tikv3",
    healsMs: 60_000,
  },
  {
    fault: "store_full",
    target: { store: "tikv1" },
    afterMs: 1_000,
    shows: ["low_disk_space tikv1"],
    cause: "store_full tikv1",
    healsMs: 1_000,
  },
  {
    fault: "peers_missing",
    target: { regions: 4 },
    afterMs: 1_000,
    shows: ["region_health"],
    cause: "repair_switched_off",
    healsMs: minuteMs,
  },
  {
    fault: "peers_pending",
    target: { store: "tikv1", regions: 9 },
    afterMs: 1_000,
    shows: ["region_health"],
    cause: "follower_behind tikv1",
    healsMs: 1_000,
  },
  {
    fault: "leaders_piled",
    target: { store: "tikv1" },
    afterMs: 1_000,
    shows: ["leader_imbalance tikv1"],
    cause: "balancing_paused tikv1",
    healsMs: 2 * minuteMs,
  },
  {
    fault: "evict_left_behind",
    target: { store: "tikv2" },
    afterMs: 1_000,
    shows: ["scheduler_left_behind tikv2"],
    cause: "drain_left_behind tikv2",
    healsMs: 1_000,
  },
  {
    fault: "pd_member_down",
    target: { member: "pd2" },
    afterMs: 1_000,
    shows: ["pd_member_down pd2"],
    cause: "pd_member_stopped pd2",
    healsMs: 1_000,
  },
  {
    fault: "pd_member_down",
    target: { member: "pd1" },
    afterMs: 6_000,
    shows: ["pd_member_down pd1"],
    cause: "pd_member_stopped pd1",
    healsMs: 6_000,
  },
  {
    fault: "pd_leaderless",
    target: {},
    afterMs: 5_000,
    shows: ["pd_no_leader"],
    cause: "pd_without_leader",
    healsMs: 20_000,
  },
];

describe("a fault of a TiKV cluster", () => {
  it.each(broken)(
    "$fault $target is seen, its cause is named, and it is over when it has ended",
    async ({ fault, target, ...expected }) => {
      const lab = await openLab();
      const subject = openSubject(lab, { thresholds: { pending_regions: 5 } });
      expect(violated(subject, await look(subject))).toEqual([]);
      await lab.begin(fault, target);
      lab.clock.advance(expected.afterMs);
      await look(subject); // What came before the fault is not counted in the next one.
      lab.clock.advance(20_000);
      const { observation, cause } = await diagnoseNow(subject);
      expect(violated(subject, observation)).toEqual(expected.shows);
      expect(cause).toBe(expected.cause);
      await lab.end(fault, target);
      lab.clock.advance(expected.healsMs);
      await look(subject);
      lab.clock.advance(20_000);
      expect(violated(subject, await look(subject))).toEqual([]);
    },
  );

  it("peers_down is seen as a store and as regions, and one fault explains both", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await lab.begin("peers_down", { store: "tikv1" });
    lab.clock.advance(1_000);
    const { observation, cause } = await diagnoseNow(subject);
    expect(violated(subject, observation)).toEqual(["store_down tikv1", "region_health"]);
    expect(cause).toBe("store_stopped tikv1");
  });

  it("is PD without a leader where two of its three members have ended, and who they are is unknown", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await lab.begin("pd_member_down", { member: "pd1" });
    await lab.begin("pd_member_down", { member: "pd2" });
    lab.clock.advance(6_000);
    const { observation, cause } = await diagnoseNow(subject);
    expect(violated(subject, observation)).toEqual(["pd_no_leader"]);
    expect(judge(subject, observation, "pd_member_down").map(({ verdict }) => verdict)).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
    expect(cause).toBe("pd_without_leader");
  });

  it("is two faults where there are two, each with signs of its own", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await lab.begin("leaders_piled", { store: "tikv1" });
    await lab.begin("store_stopped", { store: "tikv2" });
    lab.clock.advance(30_000);
    const { diagnosis } = await diagnoseNow(subject);
    const causes = diagnosis.causes.map(({ name, members }) => [name, ...members]);
    expect(causes).toHaveLength(2);
    expect(causes).toContainEqual(["balancing_paused", addressOf(lab, "tikv1")]);
    expect(causes).toContainEqual(["store_stopped", addressOf(lab, "tikv2")]);
  });

  it("is not there in ten minutes of a cluster that is well", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    for (let turn = 0; turn < 60; turn++) {
      lab.clock.advance(10_000);
      expect(violated(subject, await look(subject))).toEqual([]);
    }
  });
});

describe("the repair that the rules suggest", () => {
  it.each([
    { fault: "evict_left_behind", store: "tikv2", action: "undrain_store" },
    { fault: "leaders_piled", store: "tikv1", action: "resume_scheduler" },
    { fault: "store_slow", store: "tikv3", action: "drain_store" },
  ])("for $fault is $action, ready to be taken, and ends the violation", async ({ fault, store, action }) => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await look(subject);
    await lab.begin(fault, { store });
    lab.clock.advance(60_000);
    const { diagnosis } = await diagnoseNow(subject);
    const [suggested] = diagnosis.suggestions;
    expect(suggested?.action).toBe(action);
    const offered = subject.actions.find((one) => one.action.declare().name === action);
    const prepared = offered?.action.prepare(suggested?.parameters ?? {});
    if (!prepared?.ok) throw new Error(JSON.stringify(prepared));
    const performed = await offered?.perform(prepared.call, { signal: AbortSignal.timeout(20_000) });
    expect(performed).toMatchObject({ ok: true });
    lab.clock.advance(120_000);
    await look(subject); // What was counted before the repair is not in the next one.
    lab.clock.advance(20_000);
    expect(violated(subject, await look(subject))).toEqual([]);
  });
});
