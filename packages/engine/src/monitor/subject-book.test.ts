import type { Standing } from "@steadyhand/core/incident";
import type { BlindSpot, Invariant, Judgement, MemberState, Observation } from "@steadyhand/core/invariant";
import { describe, expect, it } from "vitest";
import type { KeptWatch } from "./incident-port.ts";
import { createSubjectBook } from "./subject-book.ts";

const start = Date.parse("2026-03-01T03:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000);

type Verdict = Judgement["verdict"];
/** What is seen of the members: their state, and what an invariant says of each. */
interface Scene {
  readonly latency?: Readonly<Record<string, Verdict>>;
  readonly members?: Readonly<Record<string, MemberState>>;
  readonly blind?: readonly BlindSpot[];
}

const saying = (name: string, graceMs: number, verdicts: (scene: Scene) => Readonly<Record<string, Verdict>>) => ({
  ...({ name, title: `${name} is wrong`, severity: "warning", graceMs, settleMs: 20_000, reads: [] } as const),
  judge: (observation: Observation): readonly Judgement[] =>
    Object.entries(verdicts(observation as Observation & Scene)).map(([member, verdict]) => ({
      ...(member !== "" && { member }),
      ...{ verdict, value: 240, limit: "<= 100 ms", why: `it says password=hunter2 and ${verdict}` },
    })),
});
const latency = saying("high_latency", 30_000, ({ latency = {} }) => latency);

function bookOf(more: { readonly invariants?: readonly Invariant[]; readonly kept?: readonly KeptWatch[] } = {}) {
  const expected = [
    { id: "n1", kind: "node" },
    { id: "n2", kind: "node" },
  ];
  const { invariants = [latency], kept = [] } = more;
  const redact = (text: string) => text.replace("hunter2", "…");
  const book = createSubjectBook({ subject: { expected, invariants }, kept, gapMs: 100_000, redact });
  return {
    ...book,
    see(seconds: number, scene: Scene) {
      const { members = { n1: "up", n2: "up" }, blind = [] } = scene;
      const seen = Object.entries(members).map(([id, state]) => ({ id, kind: "node", state }));
      const observation = {
        startedAt: at(seconds),
        endedAt: at(seconds),
        members: seen,
        samples: [],
        blind,
        ...{ latency: scene.latency },
      };
      book.take({ kind: "seen", observation }, at(seconds));
    },
    fail: (seconds: number) => book.take({ kind: "failed", why: "it did not answer" }, at(seconds)),
    names: () => book.standing().map(({ invariant, member = "", state }) => `${invariant} ${member} ${state}`),
  };
}

const well = { latency: { n1: "holds", n2: "holds" } } as const;
const slow = { latency: { n1: "violated", n2: "holds" } } as const;

/** A book of a subject of which n1 has been slow for its grace. */
function slowBook() {
  const book = bookOf();
  book.see(0, slow);
  book.see(30, slow);
  return book;
}

describe("the book of a subject", () => {
  it("says what stands with what was seen of it, secrets removed", () => {
    const expected: Standing = {
      ...{ invariant: "high_latency", member: "n1", title: "high_latency is wrong", severity: "warning" },
      ...{ since: at(0), begunAt: at(0), confirmedAt: at(30), value: 240, limit: "<= 100 ms" },
      ...{ why: "it says password=… and violated", state: "violated" },
    };
    expect(slowBook().standing()).toEqual([expected]);
  });

  it("says when it would change next, so that nobody waits for the next turn", () => {
    const book = bookOf();
    book.see(0, slow);
    expect(book.nextAt()).toEqual(at(30));
    book.see(30, slow);
    expect(book.nextAt()).toBeUndefined();
    book.see(40, well);
    expect(book.nextAt()).toEqual(at(60));
  });

  it("keeps nothing of what is well, and forgets what has been for long enough", () => {
    const book = bookOf();
    book.see(0, well);
    expect(book.unsaved()).toMatchObject({ put: [], gone: [], isEmpty: true });
    book.see(10, slow);
    expect(book.unsaved().put).toMatchObject([{ member: "n1", watched: { phase: "suspected" } }]);
    book.unsaved().saved();
    expect(book.unsaved().isEmpty).toBe(true);
    book.see(20, well);
    book.see(70, well);
    expect(book.unsaved().put).toMatchObject([{ watched: { phase: "holding", onsets: [at(10)] } }]);
    book.unsaved().saved();
    book.see(110, well);
    expect(book.unsaved().isEmpty).toBe(true);
    for (let seconds = 150; seconds < 700; seconds += 50) book.see(seconds, well);
    expect(book.unsaved()).toMatchObject({ put: [], gone: [{ invariant: "high_latency", member: "n1" }] });
    book.unsaved().saved();
    expect(book.unsaved().isEmpty).toBe(true);
  });

  it("takes for saved only what was as it was stored", () => {
    const book = bookOf();
    book.see(0, slow);
    const first = book.unsaved();
    book.see(30, slow);
    first.saved();
    expect(book.unsaved().put).toMatchObject([{ watched: { phase: "violated" }, said: { value: 240 } }]);
  });

  it("goes on with what was kept", () => {
    const first = slowBook();
    const book = bookOf({ kept: first.unsaved().put });
    book.see(40, slow);
    expect(book.standing()).toEqual(first.standing());
    expect(book.unsaved().isEmpty).toBe(true);
  });

  it("lets nothing settle over a time in which nobody looked", () => {
    const book = slowBook();
    book.see(40, well);
    book.see(141, well);
    expect(book.names()).toEqual(["high_latency n1 settling"]);
    book.see(161, well);
    expect(book.names()).toEqual([]);
  });

  it("takes a time that goes back for standing still", () => {
    const book = slowBook();
    book.see(10, well);
    expect(book.lookedAt()).toEqual(at(30));
  });
});

describe("a look that fails", () => {
  it("is a violation once it has for ten seconds, or for the least grace there is", () => {
    const book = bookOf({ invariants: [latency, { ...latency, name: "patient", graceMs: 60_000 }] });
    book.see(0, well);
    book.fail(10);
    book.fail(39);
    expect([book.names(), book.isObserved()]).toEqual([[], false]);
    book.fail(40);
    expect(book.standing()).toMatchObject([{ invariant: "observed", severity: "critical", why: "it did not answer" }]);
  });

  it("lets nothing settle, and is over once the subject has been seen for ten seconds", () => {
    const book = slowBook();
    book.see(40, well);
    for (const seconds of [45, 75]) book.fail(seconds);
    expect(book.names()).toEqual(["high_latency n1 violated", "observed  violated"]);
    book.see(80, well);
    expect(book.names()).toEqual(["high_latency n1 settling", "observed  settling"]);
    book.see(90, well);
    expect(book.names()).toEqual(["high_latency n1 settling"]);
    book.see(100, well);
    expect(book.names()).toEqual([]);
    expect(book.isObserved()).toBe(true);
  });
});

describe("what a look could not see", () => {
  const blind = { latency: { n1: "unknown", n2: "holds" } } as const;

  it("is a violation of its member once it lasts for the grace", () => {
    const book = bookOf();
    book.see(0, blind);
    expect(book.isObserved()).toBe(false);
    book.see(29, blind);
    expect(book.names()).toEqual([]);
    book.see(30, blind);
    expect(book.standing()).toMatchObject([{ invariant: "observed", member: "n1", severity: "warning" }]);
  });

  it("is none where the member was seen to be down, which is said already", () => {
    const book = bookOf();
    for (const seconds of [0, 30]) book.see(seconds, { ...blind, members: { n1: "down", n2: "up" } });
    expect([book.names(), book.isObserved()]).toEqual([[], true]);
  });

  it("is all of an invariant that cannot be asked, and takes no other with it", () => {
    const broken = {
      ...latency,
      name: "broken",
      judge: () => {
        throw new Error("no such sample");
      },
    };
    const book = bookOf({ invariants: [broken, latency] });
    for (const seconds of [0, 30]) book.see(seconds, slow);
    expect(book.names()).toEqual(["high_latency n1 violated", "observed  violated"]);
    expect(book.standing().at(1)?.why).toContain("no such sample");
  });

  it("is a member that is expected and of which nothing is said any more: it neither heals nor is forgotten", () => {
    const book = slowBook();
    for (const seconds of [40, 60, 100]) book.see(seconds, { latency: { n2: "holds" } });
    expect(book.names()).toEqual(["high_latency n1 violated"]);
  });
});

describe("a member that nobody expects", () => {
  const extra = {
    latency: { n1: "holds", n2: "holds", n9: "violated" },
    members: { n1: "up", n2: "up", n9: "up" },
  } as const;
  const extraBook = () => {
    const book = bookOf();
    for (const seconds of [0, 30]) book.see(seconds, extra);
    return book;
  };

  it("settles when it is in the list no more, and is forgotten", () => {
    const book = extraBook();
    book.see(40, well);
    expect(book.names()).toEqual(["high_latency n9 settling"]);
    for (const seconds of [60, 110, 160, 210, 310, 410, 510, 610, 700]) book.see(seconds, well);
    expect([book.names(), book.unsaved().put]).toEqual([[], []]);
  });

  it("does not while that list cannot be read, or while it is still in it", () => {
    const unread = extraBook();
    for (const seconds of [40, 70]) unread.see(seconds, { ...well, blind: [{ what: "members", why: "no answer" }] });
    const there = extraBook();
    for (const seconds of [40, 70]) there.see(seconds, { ...well, members: extra.members });
    for (const book of [unread, there]) expect(book.names()).toEqual(["high_latency n9 violated"]);
  });
});

it("lets an invariant settle that is watched no more", () => {
  const kept = slowBook().unsaved().put;
  const book = bookOf({ invariants: [], kept });
  book.see(40, {});
  expect(book.names()).toEqual(["high_latency n1 settling"]);
  book.see(50, {});
  expect(book.names()).toEqual([]);
});

it("keeps no more of what a subject says than people read", () => {
  const long = {
    ...latency,
    judge: (): Judgement[] => [{ verdict: "violated", value: "x".repeat(5_000), why: "y".repeat(5_000) }],
  };
  const book = bookOf({ invariants: [long] });
  for (const seconds of [0, 30]) book.see(seconds, {});
  expect(book.standing()).toMatchObject([{ value: "x".repeat(1_000), why: "y".repeat(1_000) }]);
});

it("counts the worse of two judgements of one member, and stores no name that a database refuses", () => {
  const twice = {
    ...latency,
    judge: (): Judgement[] => [
      { member: "a\0b", verdict: "violated", why: "" },
      { member: "a\0b", verdict: "holds", why: "" },
    ],
  };
  const book = bookOf({ invariants: [twice] });
  for (const seconds of [0, 30]) book.see(seconds, {});
  expect(book.names()).toEqual(["high_latency a\ufffdb violated"]);
});
