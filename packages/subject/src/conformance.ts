import { leastSettleMs, type Observation, observed } from "@steadyhand/core/invariant";
import { expectedIn } from "./expected-in.ts";
import type { Subject } from "./subject.ts";

/** How the suite gets at subjects: each made anew, closed by the suite. */
export interface Harness {
  /** On a system that is well. */
  open(): Promise<Subject>;
  /** On addresses where nobody listens: everything that it reads is out of reach. */
  openUnreachable(): Promise<Subject>;
}

/** One thing that every subject must do. `run` rejects with what it did instead. */
export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

const lookMs = 10_000;
const word = /^[a-z][a-z0-9_]*$/;

/** What any subject must do, whatever it watches: for any test runner. */
export function conformance(harness: Harness): readonly Case[] {
  const of = (name: string, check: (subject: Subject) => Promise<void> | void): Case => ({
    name,
    run: () => withSubject(harness.open, check),
  });
  return [
    of("names each invariant, action and fault once, in lower case", (subject) => {
      must(
        !subject.invariants.some(({ name }) => name === observed.name),
        `${observed.name} is the monitor's own invariant`,
      );
      for (const names of namesOf(subject)) {
        must(new Set(names).size === names.length, `a name stands twice in ${names.join(", ")}`);
        for (const name of names) must(word.test(name), `${name} is not lower case with underscores`);
      }
    }),
    of("lets no invariant settle in less than five seconds, nor wait a negative time", ({ invariants }) => {
      for (const { name, graceMs, settleMs } of invariants) {
        must(graceMs >= 0, `${name} has a grace of ${graceMs} ms`);
        must(settleMs >= leastSettleMs, `${name} settles in ${settleMs} ms`);
      }
    }),
    of("sees every member that is expected, and nothing wrong, on a system that is well", async (subject) => {
      const observation = await look(subject);
      for (const { id } of subject.expected) {
        must(stateOf(observation, id) === "up", `${id} is ${stateOf(observation, id)}: ${blindOf(observation)}`);
      }
      for (const said of judged(subject, observation)) must(said.verdict === "holds", `${said.name}: ${said.why}`);
    }),
    of("says of each sample that an invariant reads what it is, or that it could not be seen", async (subject) => {
      const observation = await look(subject);
      const told = new Set([
        ...observation.samples.map(({ name }) => name),
        ...observation.blind.map(({ what }) => what),
      ]);
      for (const { name, reads } of subject.invariants) {
        for (const sample of reads) must(told.has(sample), `${name} reads ${sample}, and nothing is said of it`);
      }
    }),
    of("takes a member that is in no list for down", async (subject) => {
      const observation = await look(subject);
      const [gone] = subject.expected;
      must(gone !== undefined, "it expects no member");
      const without = observation.members.filter(({ id }) => id !== gone?.id);
      const state = expectedIn(subject.expected, without).find(({ id }) => id === gone?.id)?.state;
      must(state === "down", `${gone?.id} is ${state}`);
    }),
    of("judges the same look alike each time", async (subject) => {
      const observation = await look(subject);
      const [once, twice] = [judged(subject, observation), judged(subject, observation)];
      must(JSON.stringify(once) === JSON.stringify(twice), "a second judgement said something else");
    }),
    of("offers actions that say what they do, how they are verified, and what takes them back", ({ actions }) => {
      const names = actions.map(({ action }) => action.declare().name);
      for (const { action } of actions) {
        const { name, what, verification, origin } = action.declare();
        must(what.length > 0 && verification.length > 0, `${name} does not say what it does or how that is known`);
        must(origin === "subject", `${name} says that it comes from ${origin}`);
      }
      must(names.length > 0, "it offers no action");
    }),
    of("knows faults whose findings have an invariant, and whose repairs are actions of its own", (subject) => {
      const actions = new Set(subject.actions.map(({ action }) => action.declare().name));
      const invariants = new Set(subject.invariants.map(({ name }) => name));
      for (const { name, prior, shows, spreads = {}, repairs } of subject.faults) {
        must(prior > 0, `${name} has a prior of ${prior}`);
        for (const [finding, chance] of [...Object.entries(shows), ...Object.entries(spreads)]) {
          must(chance >= 0 && chance <= 1, `${name} shows ${finding} with ${chance}`);
          const violated = finding.startsWith("violated:") ? finding.slice("violated:".length) : undefined;
          must(violated === undefined || invariants.has(violated), `${name} shows ${finding}, which is no invariant`);
        }
        for (const { action } of repairs)
          must(actions.has(action), `${name} is mended by ${action}, which is not offered`);
      }
    }),
    {
      name: "says that it is blind where nothing answers, calls no member up, and lets no invariant hold",
      run: () =>
        withSubject(harness.openUnreachable, async (subject) => {
          const observation = await look(subject);
          must(observation.blind.length > 0, "it saw no blind spot");
          for (const { id } of subject.expected) must(stateOf(observation, id) !== "up", `${id} is called up`);
          for (const said of judged(subject, observation))
            must(said.verdict !== "holds", `${said.name} is said to hold`);
        }),
    },
    of("ends a look when it is told to", async (subject) => {
      const { blind } = await subject.observe({ signal: AbortSignal.abort(new Error("told to end")) });
      must(blind.length > 0, "a look that was ended says that it saw everything");
    }),
  ];
}

const namesOf = ({ invariants, actions, faults }: Subject): readonly (readonly string[])[] => [
  invariants.map(({ name }) => name),
  actions.map(({ action }) => action.declare().name),
  faults.map(({ name }) => name),
];

async function withSubject(open: () => Promise<Subject>, check: (subject: Subject) => Promise<void> | void) {
  const subject = await open();
  try {
    await check(subject);
  } finally {
    await subject.close();
  }
}

function look(subject: Subject): Promise<Observation> {
  return subject.observe({ signal: AbortSignal.timeout(lookMs) });
}

const stateOf = ({ members }: Observation, id: string) => members.find((member) => member.id === id)?.state;
const blindOf = ({ blind }: Observation) => blind.map(({ what, why }) => `${what}: ${why}`).join("; ");

const judged = ({ invariants }: Subject, observation: Observation) =>
  invariants.flatMap((invariant) => invariant.judge(observation).map((said) => ({ name: invariant.name, ...said })));

function must(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(problem);
}
