import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import type { StepId } from "../runbook/index.ts";
import {
  currentStep,
  decide,
  type Execution,
  type ExecutionEvent,
  findDivergences,
  nameOf,
  type Plan,
  planFor,
  proposersOf,
  startExecution,
  stepState,
  type Transition,
} from "./index.ts";

const now = new Date("2026-11-20T03:00:00Z");
const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
const by = riley;

/** Steps that people do by hand: nothing has to run for them to be over. */
function handPlan(count: number): Plan {
  const steps = Array.from({ length: count }, (_step, index) => ({
    ...{ id: `stp_${index + 1}` as const, number: String(index + 1), title: `Step ${index + 1}` },
    ...{ description: "", section: [], variables: [] },
  }));
  return { steps, conditions: [], variables: [] };
}

function begin(plan: Plan): Execution {
  const begun = startExecution(
    {
      ...{ id: "exe_1", tenantId: "ten_1", mode: "run", environment: "test", values: {}, secretNames: [] },
      runbook: { id: "rbk_1", version: 1, title: "Fix it", sourceSha256: "00" },
      target: { kind: "local", name: "db-3", isDisposable: false },
      ...{ subject: "db-3", project: "default", workingDirectory: "/", startedBy: riley },
      settings: { targetIsDisposable: false },
    },
    plan,
    now,
  );
  return accepted(begun).state;
}

function accepted(transition: Transition): Transition & { readonly ok: true } {
  if (!transition.ok) throw new Error(transition.refusal.message);
  return transition;
}

const apply = (plan: Plan, execution: Execution, ...events: readonly ExecutionEvent[]) =>
  events.reduce((state, event) => accepted(decide(state, event, { plan, now })).state, execution);
const done = (stepId: StepId): ExecutionEvent => ({ type: "done", stepId, by, note: "" });
const edit = (stepId: StepId, author: Actor): ExecutionEvent => ({
  type: "edit",
  stepId,
  command: "uptime",
  by: author,
});
const order = (plan: Plan, execution: Execution) => planFor(execution, plan).steps.map(({ id }) => id);
const names = (plan: Plan, execution: Execution) => findDivergences(execution, plan).map(nameOf);

describe("a run whose plan people change", () => {
  const plan = handPlan(3);

  it("keeps everybody who wrote a step's command beside who started it, the newest last", () => {
    const [bob, kim] = (["bob", "kim"] as const).map(
      (name): Actor => ({ kind: "person", id: `act_${name}`, name }),
    ) as [Actor, Actor];
    const added: ExecutionEvent = { type: "add", title: "More", command: "df -h", by: bob };
    const execution = apply(plan, begin(plan), added, edit("stp_added_1", kim), edit("stp_added_1", riley));
    expect(proposersOf(execution, "stp_added_1", "forward")).toEqual([riley, bob, kim, riley]);
    const again = apply(plan, execution, edit("stp_added_1", bob));
    expect(proposersOf(again, "stp_added_1", "forward")).toEqual([riley, kim, riley, bob]);
    expect(proposersOf(again, "stp_added_1", "rollback")).toEqual([riley]);
    expect(proposersOf(again, "stp_1", "forward")).toEqual([riley]);
  });

  it("does an added step where it was put, judged like every other", () => {
    const run = apply(plan, begin(plan), done("stp_1"));
    const added = accepted(
      decide(run, { type: "add", after: "stp_1", title: "Look", command: "df -h", by }, { plan, now }),
    );
    expect(order(plan, added.state)).toEqual(["stp_1", "stp_added_1", "stp_2", "stp_3"]);
    expect(added.effects).toEqual([{ type: "propose", stepId: "stp_added_1", purpose: "forward" }]);
    expect(added.facts.map(({ type }) => type)).toContain("step.added");
  });

  it("makes another step the current one when that is moved to the front, and asks about the first no more", () => {
    const moved = apply(plan, begin(plan), { type: "move", stepId: "stp_3", by });
    expect(currentStep(moved, planFor(moved, plan))?.id).toBe("stp_3");
    expect(stepState(moved, "stp_1").phase).toBe("pending");
  });

  it.each([
    ["a step that is done", { type: "move", stepId: "stp_1", after: "stp_3", by }, "step.wrong_phase"],
    ["a step to in front of what is done", { type: "move", stepId: "stp_3", by }, "step.bad_place"],
    ["a step behind one there is none of", { type: "move", stepId: "stp_3", after: "stp_9", by }, "step.bad_place"],
    ["a step there is none of", { type: "move", stepId: "stp_9", by }, "step.unknown"],
  ] as const)("refuses to move %s", (_what, event, code) => {
    const refused = decide(apply(plan, begin(plan), done("stp_1")), event, { plan, now });
    expect(!refused.ok && refused.refusal.code).toBe(code);
  });

  it("refuses to put a new step in front of what is done", () => {
    const refused = decide(
      apply(plan, begin(plan), done("stp_1")),
      { type: "add", title: "Look", command: "df -h", by },
      { plan, now },
    );
    expect(!refused.ok && refused.refusal.code).toBe("step.bad_place");
  });

  it("tells at its end what it did otherwise, and nothing when it did as prescribed", () => {
    const straight = apply(plan, begin(plan), done("stp_1"), done("stp_2"));
    const plain = accepted(decide(straight, done("stp_3"), { plan, now }));
    expect(plain.facts.map(({ type }) => type)).not.toContain("divergence.detected");

    const crooked = apply(plan, begin(plan), { type: "move", stepId: "stp_3", by }, done("stp_3"), done("stp_1"));
    const ended = accepted(decide(crooked, { type: "skip", stepId: "stp_2", by, reason: "not needed" }, { plan, now }));
    const [fact] = ended.facts.filter(({ type }) => type === "divergence.detected");
    expect(fact?.data).toMatchObject({ divergences: [{ kind: "moved", stepId: "stp_3" }, { kind: "skipped" }] });
  });

  it("does every step once, in whatever order and with whatever is added, and names only those that moved", () => {
    const choice = fc.record({ add: fc.boolean(), which: fc.nat(5), after: fc.nat(5), done: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(choice, { maxLength: 12 }), (count, choices) => {
        const wide = handPlan(count);
        let run = begin(wide);
        for (const { add, which, after, done: isDone } of choices) {
          const ids = order(wide, run);
          const current = currentStep(run, planFor(run, wide));
          const place = ids[after % ids.length];
          const events: ExecutionEvent[] = isDone && current ? [done(current.id)] : [];
          if (add) events.push({ type: "add", title: "More", command: "true", by, ...(place && { after: place }) });
          else
            events.push({
              type: "move",
              stepId: ids[which % ids.length] ?? "stp_1",
              by,
              ...(place && { after: place }),
            });
          for (const event of events) {
            const next = decide(run, event, { plan: wide, now });
            if (next.ok) run = next.state;
          }
        }
        const ids = order(wide, run);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => !id.startsWith("stp_added")).toSorted()).toEqual(
          wide.steps.map(({ id }) => id).toSorted(),
        );
        const unmoved = ids.filter((id) => !id.startsWith("stp_added") && !names(wide, run).includes(`moved:${id}`));
        expect(unmoved).toEqual(unmoved.toSorted());
      }),
      { numRuns: 500 },
    );
  });
});

describe("what a run did otherwise", () => {
  const plan: Plan = {
    ...handPlan(2),
    steps: handPlan(2).steps.map((step) => ({ ...step, command: { text: "uptime", dialect: "shell" } })),
  };
  const ran = (changes: Partial<Execution>): Execution => ({ ...begin(plan), ...changes });
  const succeeded = { phase: "succeeded", at: now, how: "verified" } as const;

  it("names an edited step only when the edited command was tried", () => {
    const edits = { stp_1: "uptime -p" };
    expect(names(plan, ran({ edits }))).toEqual([]);
    expect(names(plan, ran({ edits, attempts: { stp_1: 1 }, steps: { stp_1: succeeded } }))).toEqual(["edited:stp_1"]);
    expect(names(plan, ran({ edits: { stp_1: "uptime" }, attempts: { stp_1: 1 } }))).toEqual([]);
  });

  it("names what a person did by hand though the runbook gives a command, but not in a run that is followed by hand", () => {
    const steps = { stp_1: { phase: "succeeded", at: now, how: "by_hand", by: riley } } as const;
    expect(names(plan, ran({ steps }))).toEqual(["by_hand:stp_1"]);
    expect(names(plan, ran({ steps, mode: "instructions" }))).toEqual([]);
  });

  it("does not take a branch that was not taken for a skipped step", () => {
    expect(names(plan, ran({ steps: { stp_1: { phase: "skipped", at: now, why: "other branch" } } }))).toEqual([]);
  });
});
