import { describe, expect, it } from "vitest";
import {
  bo,
  completed,
  proposalOf,
  proposed,
  ranOf,
  riley,
  sealed,
  started,
  startedAt,
  storyOf,
} from "../story/run.fixture.ts";
import type { Block, Prose } from "./block.ts";
import { type Evidence, findContradictions, writeDocument } from "./index.ts";

const proposal = proposalOf({ kind: "words", words: ["psql", "-c", "DROP TABLE old orders", "it's"] });

function documentOf(events: ReturnType<typeof sealed>, more: Partial<Evidence> = {}): readonly Block[] {
  return [
    ...writeDocument({
      executionId: "exe_1",
      tenantId: "ten_one",
      story: storyOf(events),
      names: [{ id: "stp_1", number: "1", title: "Drop it" }],
      outputs: [],
      check: { at: startedAt, keyId: "0123456789abcdef", isWhole: false, problems: [] },
      takenBy: bo,
      takenAt: startedAt,
      ...more,
    }),
  ];
}

function sayProse(prose: Prose): string {
  if (typeof prose === "string") return prose;
  return prose.map((span) => ("text" in span ? span.text : "code" in span ? span.code : span.risk)).join("");
}

/** All that a block says, in order. */
function say(block: Block): string {
  switch (block.kind) {
    case "facts":
      return block.rows.map(({ label, value }) => `${label}: ${sayProse(value)}`).join("\n");
    case "table":
      return block.rows.map((row) => row.map(sayProse).join(" | ")).join("\n");
    case "code":
      return `${block.lines.join("\n")}\n${sayProse(block.caption)}`;
    case "log":
      return [...block.lines].map((line) => Object.values(line).join(" | ")).join("\n");
    case "banner":
      return [block.title, ...block.lines.map(sayProse)].join("\n");
    case "qr":
      return block.text;
    default:
      return sayProse(block.text);
  }
}

const textOf = (blocks: readonly Block[]) => blocks.map(say).join("\n");

it("begins a page with a step that something was to run of, and only with such a one", () => {
  const byHand = { type: "step.done_by_hand", stepId: "stp_0", why: "Riley says it is done", data: {} } as const;
  const pages = documentOf(sealed([started, byHand, proposed(proposal), ...ranOf(proposal), completed])).filter(
    (block) => block.kind === "heading" && /^Step|stp_0/.test(block.text),
  );
  expect(pages.map((block) => block.kind === "heading" && block.isOnNewPage)).toEqual([true, false]);
});

describe("what the document says", () => {
  const whole = sealed([started, proposed(proposal), ...ranOf(proposal), completed]);
  const text = textOf(documentOf(whole));

  it.each([
    ["what and where", "Drop the old table, version 4, 2 steps"],
    ["the place", "Where: db-3; subject shop-db, project shop, in /srv/shop"],
    ["the environment", "Environment: production"],
    ["who started it", "Started by: Riley  act_riley"],
    ["on whose behalf", "On behalf of: Riley, nobody else"],
    ["the outcome", "Outcome: Completed"],
    ["the level", "Takeover level: L2 suggest"],
    ["the values", "Values: table=old_orders"],
    ["the exact words", "psql -c 'DROP TABLE old orders' 'it'\\''s'"],
    ["the digest, computed anew", "computed anew from the recorded proposal: the same"],
    ["the first key", "First key: scanner: dangerous  tables 3.1"],
    ["the second key, apart", "Second key: model: no answer: the model was late (timed_out)"],
    ["the evidence", "program.psql | dangerous | the command | it drops a table."],
    ["each limit", "environment ceiling | At most L2 suggest | production never goes above L2."],
    ["each demand", "two pairs of eyes | It asks more of a yes | whoever proposed it cannot approve it."],
    ["how a yes was given", "typed by somebody who did not propose it: db-3; from 2 different people"],
    [
      "who said yes first",
      "Riley act_riley | one of several said yes | Riley approved exactly these bytes: 1 of 2. Roles then: sre.",
    ],
    ["who completed it", "Bo act_bo | approved | Bo approved exactly these bytes. Roles then: sre, lead."],
    ["the intent", "recorded as event 6 before anything started"],
    ["when it ran", "2026-03-01 03:00:05.100 UTC to 2026-03-01 03:00:05.350 UTC, 250 ms"],
    ["what it wrote", "DROP TABLE\nAll of stdout as it was kept, secrets removed."],
    ["what was expected", "Expected: exit status 0, and in its output DROP TABLE"],
    ["what was seen", "Seen: it holds: it ended with exit status 0."],
  ])("says %s", (_what, said) => {
    expect(text).toContain(said);
  });

  it("lists every event with its number, time, type, actor, reason and hash", () => {
    for (const { sequence, type, actor, why, hash } of whole) {
      expect(text).toMatch(new RegExp(`${sequence} \\| .*${type}.*${actor.name}.*\\| ${literally(why)} \\| ${hash}`));
    }
  });

  it("leaves out what only machines need", () => {
    expect(text).not.toContain("never drawn");
  });
});

describe("a run that did not go as wished", () => {
  it("says of an attempt that nobody knows of that nobody knows", () => {
    const text = textOf(documentOf(sealed([started, proposed(proposal), ...ranOf(proposal, { outcome: "unknown" })])));
    expect(text).toContain("Needs a person: nobody can say how far it ran");
    expect(text).toContain("Outcome: unknown");
    expect(text).toContain("In words: the runner lost it.");
    expect(text).toContain("Seen: It was not verified.");
    expect(text).toContain("Outcome: Not ended. Its newest step: Needs a person: nobody can say how far it ran.");
    expect(text).toContain("Taken while it goes on: What came after");
  });

  it("says of refused bytes that nothing ran", () => {
    const refused = proposed(proposal, { outcome: "refused" });
    const text = textOf(documentOf(sealed([started, refused])));
    expect(text).toContain("Refused by the gate");
    expect(text).toContain("Nothing ran: these bytes were never handed to a runner.");
  });

  it("says where a secret stood, and that the digest cannot be computed without it", () => {
    const { data, ...rest } = proposed(proposal);
    const command = { kind: "shell", script: "mysql -p[redacted:password]" };
    const text = textOf(
      documentOf(sealed([started, { ...rest, data: { ...data, proposal: { ...proposal, command } } }])),
    );
    expect(text).toContain("mysql -p[redacted:password]");
    expect(text).toContain("it ran with the secret");
    expect(text).toContain("so it cannot be computed anew");
  });

  it("takes the beginning of an output from beside the ledger where an elder record lacks it, and says so", () => {
    const events = sealed([started, proposed(proposal), ...ranOf(proposal)]).map((event) => {
      const { kept: _kept, ...data } = event.data;
      return { ...event, data };
    });
    expect(storyOf(events).lacksOutputs).toBe(true);
    const outputs = [{ stepId: "stp_1", attempt: 1, stdout: `${"x".repeat(600)}`, stderr: "" }];
    const text = textOf(documentOf(events, { outputs }));
    expect(text).toContain(`${"x".repeat(500)}\nThe first 500 characters`);
    expect(text).not.toContain("x".repeat(501));
    expect(text).toContain("they come from the store of outputs beside it");
  });

  it("names a step by its proposal where no plan does, and steps of which nothing is recorded", () => {
    const names = [{ id: "stp_9", number: "9", title: "Never reached" }];
    const text = textOf(documentOf(sealed([started, proposed(proposal)]), { names }));
    expect(text).toContain("Step stp_1: Drop it");
    expect(text).toContain("not reached: 9 Never reached.");
  });

  it("reads events of any shape without breaking", () => {
    const odd = sealed([
      { type: "execution.started", why: "", data: { runbook: 7, values: "x", target: null } },
      {
        type: "step.proposed",
        stepId: "stp_1",
        why: "",
        data: { proposal: [], decision: { caps: 3, findings: [null, 4] } },
      },
      { type: "step.executed", stepId: "stp_1", why: "", data: { stdout: "no", orphans: {} } },
      { type: "step.edited", stepId: "stp_1", why: "", data: { to: 4 } },
      { type: "divergence.detected", why: "", data: { divergences: [1, { kind: "edited" }] } },
    ]);
    expect(textOf(documentOf(odd))).toContain("not recorded");
  });
});

describe("what events say against one another", () => {
  it("finds nothing in a run whose bytes are the same from the question to the runner", () => {
    expect(findContradictions(storyOf(sealed([started, proposed(proposal), ...ranOf(proposal)])))).toEqual([]);
  });

  it("finds an attempt on other bytes than those that were approved", () => {
    const other = proposalOf({ kind: "shell", script: "rm -rf /" });
    const found = findContradictions(storyOf(sealed([started, proposed(proposal), ...ranOf(other)])));
    expect(found.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "evidence.other_bytes"));
    expect(found.at(-1)?.says).toMatch(/^event 6 \(step\.dispatched of step stp_1\)/);
  });

  it("finds a proposal that is not the one whose digest it has", () => {
    const { data, ...rest } = proposed(proposal);
    const forged = { ...rest, data: { ...data, proposal: { ...proposal, why: "Nothing to see" } } };
    const story = storyOf(sealed([started, forged]));
    expect(findContradictions(story)).toMatchObject([{ code: "evidence.other_proposal" }]);
    expect(textOf(documentOf(sealed([started, forged])))).toContain("IT IS NOT THE DIGEST OF THE RECORDED PROPOSAL");
  });
});

it("says on whose behalf a schedule started it", () => {
  const actor = { kind: "schedule", id: riley.id, name: 'Riley\'s schedule "nightly"' } as const;
  const text = textOf(documentOf(sealed([{ ...started, actor }])));
  expect(text).toContain('Started by: Riley\'s schedule "nightly" (schedule)');
  expect(text).toContain("On behalf of: the person who set the schedule up  act_riley");
});

function literally(text: string): string {
  return text.replaceAll(/[()|.]/g, "\\$&");
}
