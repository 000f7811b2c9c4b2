import { readdirSync, readFileSync } from "node:fs";
import type { ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRunbook } from "../parse-runbook.ts";
import { linkSteps } from "../steps/link-steps.ts";
import { type AcceptedCommand, acceptSteps } from "./accept-steps.ts";
import { branchesByStep } from "./branches-by-step.ts";
import { rejoinVariables } from "./rejoin-variables.ts";

const fixtures = new URL("../../test/fixtures/", import.meta.url);

function parsed(text: string): ParsedRunbook {
  const outcome = parseRunbook(text);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.runbook;
}

function at(runbook: ParsedRunbook, text: string, nth = 0): AcceptedCommand {
  let start = runbook.source.indexOf(text);
  for (let i = 0; i < nth; i++) start = runbook.source.indexOf(text, start + 1);
  return { text, dialect: "shell", range: { start, end: start + text.length } };
}

function accept(runbook: ParsedRunbook, ...texts: readonly string[]): ParsedRunbook {
  const outcome = acceptSteps(
    runbook,
    texts.map((text) => at(runbook, text)),
  );
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.runbook;
}

const page = `# Restart the API

The first thing is kubectl get pods -n <ns> in a terminal.

1. Look at the state:
   \`\`\`sh
   systemctl status api
   \`\`\`
2. Then:
   \`\`\`sh
   systemctl restart api --host <ns>
   \`\`\`

If it still fails, a kubectl delete pod api-0 is next.

## Rollback

An old friend: kubectl rollout undo deploy/api helps.
`;

describe("accepting commands that the parser did not see", () => {
  const before = parsed(page);
  const after = accept(
    before,
    "kubectl get pods -n <ns>",
    "kubectl delete pod api-0",
    "kubectl rollout undo deploy/api",
  );
  const step = (text: string) => after.steps.find(({ command }) => command?.text === text);

  it("puts each into its place in the text and counts the steps anew", () => {
    expect(after.steps.flatMap(({ command }) => command?.text ?? [])).toEqual([
      "kubectl get pods -n <ns>",
      "systemctl status api",
      "systemctl restart api --host <ns>",
      "kubectl delete pod api-0",
      "kubectl rollout undo deploy/api",
    ]);
    expect(after.steps.map(({ id }) => id)).toEqual(after.steps.map((_, i) => `stp_${i + 1}`));
  });

  it("says that a model pointed at them", () => {
    expect(step("kubectl delete pod api-0")?.command?.origin).toBe("model");
    expect(step("systemctl status api")?.command?.origin).toBe("fence");
  });

  it("leaves the author's numbers as they are", () => {
    for (const { number, command } of before.steps) {
      expect(after.steps.find((one) => one.command?.range.start === command?.range.start)?.number).toBe(number);
    }
    expect(new Set(after.steps.map(({ number }) => number)).size).toBe(after.steps.length);
  });

  it("adds their variables, and the new uses of those there are", () => {
    const [variable] = after.variables;
    expect(variable?.name).toBe("ns");
    expect(variable?.uses.map(({ range }) => after.source.slice(range.start, range.end))).toEqual(["<ns>", "<ns>"]);
    expect(step("kubectl get pods -n <ns>")?.variables).toEqual(["ns"]);
  });

  it("puts them under the condition that their line or their heading names", () => {
    const under = (text: string) => after.conditions.find(({ id }) => id === step(text)?.condition?.id)?.text;
    expect(under("kubectl delete pod api-0")).toBe("it still fails");
    expect(under("kubectl rollout undo deploy/api")).toBe("Rollback");
    expect(under("kubectl get pods -n <ns>")).toBeUndefined();
  });

  it("names the section that they stand in", () => {
    expect(step("kubectl rollout undo deploy/api")?.section).toEqual(["Restart the API", "Rollback"]);
  });

  it("can be done again with others later", () => {
    const once = accept(before, "kubectl get pods -n <ns>");
    const twice = accept(once, "kubectl delete pod api-0", "kubectl rollout undo deploy/api");
    expect(twice.steps.map(({ command, after: edges }) => [command, edges])).toEqual(
      after.steps.map(({ command, after: edges }) => [command, edges]),
    );
  });
});

describe("a command in an instruction that has none", () => {
  it("becomes the command of that step", () => {
    const runbook = parsed(
      "# T\n\n1. Restart the database with pg_ctl restart now.\n2. Check it:\n   ```sh\n   psql -c 'select 1'\n   ```\n",
    );
    const manual = runbook.steps.findIndex(({ command }) => command === undefined);
    expect(manual).toBeGreaterThanOrEqual(0);
    const merged = accept(runbook, "pg_ctl restart");
    expect(merged.steps).toHaveLength(runbook.steps.length);
    expect(merged.steps[manual]).toMatchObject({
      number: runbook.steps[manual]?.number,
      title: runbook.steps[manual]?.title,
      command: { text: "pg_ctl restart", origin: "model" },
    });
  });
});

describe("a command between others that depend on something", () => {
  const runbook = parsed(
    "# T\n\n1. Look: `ls -l`\n2. If the check fails:\n   - Run `systemctl restart one`\n   - My kubectl get pods here.\n   - Run `systemctl restart two`\n\nOtherwise the kubectl get nodes.\n",
  );
  const merged = accept(runbook, "kubectl get pods", "kubectl get nodes");
  const of = (text: string) => merged.steps.find(({ command }) => command?.text === text);

  it("depends on the same", () => {
    expect(of("systemctl restart one")?.condition).toBeDefined();
    expect(of("kubectl get pods")?.condition).toEqual(of("systemctl restart one")?.condition);
  });

  it("stands on the other side, or under a condition of its own, where its line begins with otherwise", () => {
    const condition = of("kubectl get nodes")?.condition;
    expect(condition).toBeDefined();
    expect(condition).not.toEqual(of("systemctl restart two")?.condition);
  });
});

describe("what is refused", () => {
  const runbook = parsed(page);
  const code = (...accepted: AcceptedCommand[]) => {
    const outcome = acceptSteps(runbook, accepted);
    return outcome.ok ? "accepted" : outcome.refusal.code;
  };

  it("a text that does not stand at its range, by one letter or one place", () => {
    const right = at(runbook, "kubectl delete pod api-0");
    const { start, end } = right.range;
    expect(code(right)).toBe("accepted");
    expect(code({ ...right, text: "kubectl delete pod api-1" })).toBe("runbook.accepted_not_in_text");
    expect(code({ ...right, range: { start: start + 1, end: end + 1 } })).toBe("runbook.accepted_not_in_text");
    expect(code({ ...right, range: { start: start - runbook.source.length, end: end - runbook.source.length } })).toBe(
      "runbook.accepted_not_in_text",
    );
    expect(code({ text: "", dialect: "shell", range: { start, end: start } })).toBe("runbook.accepted_not_in_text");
  });

  it("a text over several lines: what lies between them need not be what would run", () => {
    expect(code(at(runbook, "1. Look at the state:\n   ```sh"))).toBe("runbook.accepted_not_in_text");
  });

  it("a command that is there already, whole or in part, and the same one twice", () => {
    expect(code(at(runbook, "systemctl status api"))).toBe("runbook.accepted_overlaps");
    expect(code(at(runbook, "status api"))).toBe("runbook.accepted_overlaps");
    const one = at(runbook, "kubectl delete pod api-0");
    expect(code(one, one)).toBe("runbook.accepted_overlaps");
  });

  it("names the text, so that a person sees which one it was", () => {
    const outcome = acceptSteps(runbook, [{ text: "rm -rf /", dialect: "shell", range: { start: 0, end: 8 } }]);
    expect(outcome).toMatchObject({ ok: false, refusal: { message: expect.stringContaining("rm -rf /") } });
  });
});

/** Everything that must hold of a runbook, whatever was accepted. */
function holds(before: ParsedRunbook, after: ParsedRunbook, accepted: readonly AcceptedCommand[]): void {
  expect(after.source).toBe(before.source);
  expect(after.steps.map(({ id }) => id)).toEqual(after.steps.map((_, i) => `stp_${i + 1}`));
  expect(new Set(after.steps.map(({ number }) => number)).size).toBe(after.steps.length);
  const position = new Map<StepId, number>(after.steps.map(({ id }, i) => [id, i]));
  after.steps.forEach(({ after: edges }, i) => {
    for (const edge of edges) expect(position.get(edge)).toBeLessThan(i);
  });
  for (const { text, range } of accepted) {
    expect(
      after.steps.filter(({ command }) => command?.range.start === range.start && command.text === text),
    ).toHaveLength(1);
  }
  const old = before.steps.filter(({ command }) => command !== undefined);
  const kept = after.steps.filter(({ command }) => command !== undefined && command.origin !== "model");
  expect(
    kept.map(({ command, number, title, rollback, expect: seen }) => [command, number, title, rollback, seen]),
  ).toEqual(old.map(({ command, number, title, rollback, expect: seen }) => [command, number, title, rollback, seen]));
  for (const { id, condition } of after.steps) {
    if (condition === undefined) continue;
    const fork = after.conditions.find((one) => one.id === condition.id);
    expect(fork?.[condition.branch]).toContain(id);
  }
  for (const { uses } of after.variables) for (const { stepId } of uses) expect(position.has(stepId)).toBe(true);
}

describe.each(readdirSync(fixtures).filter((name) => name !== "not-a-runbook.md"))("on %s", (name) => {
  const runbook = parsed(readFileSync(new URL(name, fixtures), "utf8"));

  it("finds the forks, edges and variables of its steps again as the parser made them", () => {
    const branches = branchesByStep(runbook);
    const steps = runbook.steps.map((step) => ({ step, branches: branches.get(step.id) ?? [], was: step.id }));
    const edges = linkSteps(steps.map(({ step, branches: of }) => ({ id: step.id, branches: of })));
    for (const { step, branches: of } of steps) {
      expect(edges.get(step.id)).toEqual(step.after);
      expect(of.at(-1)).toEqual(step.condition);
    }
    const { variables, namesByStep } = rejoinVariables(runbook, steps);
    expect(variables).toEqual(runbook.variables);
    for (const { id, variables: names } of runbook.steps) expect([...(namesByStep.get(id) ?? [])]).toEqual(names);
  });

  it("keeps order, numbers, links and commands, whichever words of it are accepted", () => {
    const words = [...runbook.source.matchAll(/\S+(?: \S+)?/g)].map(
      (word): AcceptedCommand => ({
        text: word[0],
        dialect: "shell",
        range: { start: word.index, end: word.index + word[0].length },
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { maxLength: 5 }), (accepted) => {
        const outcome = acceptSteps(runbook, accepted);
        expect(acceptSteps(runbook, accepted.toReversed())).toEqual(outcome);
        if (outcome.ok) holds(runbook, outcome.runbook, accepted);
        else expect(outcome.refusal.code).toBe("runbook.accepted_overlaps");
      }),
      { numRuns: 60 },
    );
  });
});
