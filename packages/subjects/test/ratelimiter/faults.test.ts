import type { LogLine, Subject } from "@steadyhand/subject";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  causeOf,
  judge,
  type Lab,
  type LabFault,
  labFaults,
  openLab,
  type Said,
  untilSeen,
  untilWell,
  watchLab,
} from "./open-lab.ts";

let lab: Lab;
let subject: Subject;
beforeAll(async () => {
  lab = await openLab();
  subject = await watchLab(lab);
  await untilWell(subject);
});
afterAll(async () => {
  await subject?.close();
  await lab?.stop();
});

interface Broken {
  /** What must be violated, all in one look. */
  readonly violated: readonly (readonly [invariant: string, member: string])[];
  /** What must be there of the other things that the fault shows. */
  readonly shows: readonly (readonly [finding: string, member: string])[];
  readonly cause: string;
}

const struck = "node-2";
const everyone = ["node-1", "node-2", "node-3", "redis"] as const;
const lostByAll = everyone.map((member) => ["redis_disconnected", member] as const);
const broken: Readonly<Record<LabFault, Broken>> = {
  node_gone: { violated: [["node_down", struck]], shows: [["sample:refused", struck]], cause: struck },
  redis_gone: { violated: lostByAll, shows: [["sample:refused", "redis"]], cause: "redis" },
  redis_hung: { violated: lostByAll, shows: [["sample:silent", "redis"]], cause: "redis" },
  redis_cut: { violated: [["redis_disconnected", struck]], shows: [["log:redis_lost", struck]], cause: struck },
  redis_slow: { violated: [["high_latency", struck]], shows: [["sample:slow_path", struck]], cause: struck },
  cache_stale: { violated: [["counter_drift", struck]], shows: [["sample:stale_counter", struck]], cause: struck },
  check_skipped: { violated: [["ghost_allowing", struck]], shows: [], cause: struck },
  clock_stepped: {
    violated: [["node_down", struck]],
    shows: [
      ["sample:clock_off", struck],
      ["sample:out_of_register", struck],
    ],
    cause: struck,
  },
};

const cases = Object.entries(broken) as [LabFault, Broken][]; // The keys are what the record says.

describe.each(cases)("%s", (fault, { violated, shows, cause }) => {
  afterEach(() => lab.undo(fault, struck));

  it("is seen, is told apart from everything else, and is over when it is undone", async () => {
    const since = new Date();
    await lab.inject(fault, struck);
    const { seen, logs } = await untilShown({ violated, shows }, since);
    expect(causeOf(subject, seen, logs)).toMatchObject([{ fault: { name: fault }, member: cause }]);
    await lab.undo(fault, struck);
    await untilWell(subject);
  }, 120_000);
});

it("describes exactly the faults that the lab can show", () => {
  expect(subject.faults.map(({ name }) => name).sort()).toEqual(Object.keys(labFaults).sort());
});

/** All of it in one look: some of what a fault shows comes a moment after the rest, and the grace of its invariant is longer than that. */
async function untilShown({ violated, shows }: Pick<Broken, "violated" | "shows">, since: Date) {
  let logs: readonly LogLine[] = [];
  const seen = await untilSeen(subject, async (seen) => {
    const verdicts = judge(subject, seen);
    expect(violated.map(([invariant, member]) => verdictOf(verdicts, invariant, member))).toEqual(
      violated.map(() => "violated"),
    );
    logs = await readLogs(since);
    const findings = subject.findings(seen, logs);
    for (const [name, member] of shows) {
      const found = findings.find((finding) => finding.name === name && finding.member === member);
      expect(found).toMatchObject({ isThere: true });
    }
  });
  return { seen, logs };
}

function verdictOf(verdicts: readonly Said[], invariant: string, member: string) {
  return verdicts.find((said) => said.invariant === invariant && said.member === member)?.verdict;
}

async function readLogs(since: Date) {
  const logs = await Promise.all(
    lab.nodes.map(
      ({ id }) => subject.readLogs?.({ member: id, since, limit: 100, signal: AbortSignal.timeout(5_000) }) ?? [],
    ),
  );
  return logs.flat();
}
