import { isWorkflow } from "@steadyhand/core/action";
import { describe, expect, it } from "vitest";
import { createOfflineCatalogue } from "../offline-catalogue.ts";
import { readWorkflow } from "./read-workflow.ts";

const catalogue = createOfflineCatalogue(() => ({ risk: "safe", evidence: [] }));
const read = (text: string) => readWorkflow(text, catalogue);

function problems(text: string): string[] {
  const result = read(text);
  return result.ok ? [] : result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const whole = `# About the shop
workflow: Look after the shop
about: Every morning
variables:
  host: { type: host }
  port: 8080
  token: { type: secret }
  unused:
steps:
  - name: Is it up
    about: The health page says so
    action: http_check
    with:
      url: http://{{host}}:{{ port }}/health
    retries: 2
  - name: Restart
    run: |
      systemctl restart shop --token {{token}}
    undo: systemctl stop shop
    expect: done
    settle: 10s
    when: { step: Is it up }
  - name: Look at it
`;

describe("a workflow", () => {
  it("is read as a runbook whose ranges point into its text", () => {
    const result = read(whole);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { runbook } = result;
    expect(runbook).toMatchObject({ title: "Look after the shop", format: "workflow", orderedItems: 3 });
    expect(runbook.steps).toMatchObject([
      {
        id: "stp_1",
        number: "1",
        title: "Is it up",
        command: { text: 'http_check {"url":"http://{{host}}:{{ port }}/health"}', dialect: "action" },
        variables: ["host", "port"],
        terms: { retries: 2 },
      },
      {
        command: { text: "systemctl restart shop --token {{token}}", dialect: "shell" },
        rollback: { text: "systemctl stop shop", dialect: "shell" },
        variables: ["token"],
        expect: { text: "done" },
        terms: { settleMs: 10_000, when: { stepId: "stp_1", is: "succeeded" } },
        after: ["stp_1"],
      },
      { title: "Look at it", variables: [] },
    ]);
    expect(runbook.steps[2]?.command).toBeUndefined();
    const [first] = runbook.steps;
    expect(whole.slice(first?.range.start).startsWith("name: Is it up")).toBe(true);
    expect(runbook.variables).toMatchObject([
      { name: "host", type: "host", uses: [{ stepId: "stp_1" }] },
      { name: "port", type: "text", default: "8080" },
      { name: "token", type: "secret" },
      { name: "unused", uses: [] },
    ]);
    for (const { name, uses } of runbook.variables) {
      for (const { range } of uses)
        expect(whole.slice(range.start, range.end)).toMatch(new RegExp(`^{{ ?${name} ?}}$`));
    }
  });

  it("is told from other texts by its first key", () => {
    expect(
      [whole, "---\nworkflow: x", "workflow : x", "# Workflow: x\n- a", "steps:\nworkflow: x", ""].map(isWorkflow),
    ).toEqual([...[true, true, true], ...[false, false, false]]);
  });

  it("names every problem at once, each at its line and column, in their order", () => {
    const text = `workflow: Wrong
steps:
  - name: A
    action: http_check
    with: { url: "ftp://x", colour: red }
    run: echo
  - name: A
    action: http_chek
  - name: C
    with: { a: 1 }
    expect: x
    when: { step: Later }
  - name: Later
    action: note
    with: { text: "{{who}}" }
`;
    expect(problems(text)).toEqual([
      "5:18 http_check: `url`: it must begin with http:// or https://",
      "5:37 http_check: `colour`: there is no such parameter",
      "6:10 a step has `action` or `run`, not both",
      '7:11 there is a step "A" already',
      "8:13 there is no action http_chek; there are http_check, note, notify, script, wait",
      "9:5 a step that a person does has no `undo`, `expect`, `settle` or `retries`",
      "10:11 `with` belongs to an `action`",
      '12:19 there is no earlier step "Later"',
      "15:11 {{who}} is no variable of this workflow; declare it",
    ]);
  });

  it.each([
    ["workflow: x\nsteps: []", "2:8"],
    ["workflow: x", "1:1"],
    ["workflow: x\nsteps:\n  - name: a\n    settle: soon\n    run: x", "4:13"],
    ["workflow: x\nsteps:\n  - name: a\n    settle: 2h\n    run: x", "4:13"],
    ["workflow: x\nstep: 1\nsteps:\n  - name: a", "2:1"],
    ["workflow: x\nvariables: { 1a: }\nsteps:\n  - name: a", "2:"],
    ["workflow: x\nsteps:\n  - name: &a a", "3:"],
    ["workflow: x\nsteps:\n  - name: a\n    name: b", "4:5"],
    ["workflow: x\nsteps: {", "2:"],
    [`workflow: x\nsteps: ${"[".repeat(5000)}`, "1:1"],
  ])("is refused where it is wrong: %j", (text, place) => {
    expect(problems(text)[0]).toMatch(new RegExp(`^${place}`));
  });

  it("checks what waits for a variable once that has a value, and everything else at once", () => {
    const text = (seconds: string) =>
      `workflow: x\nvariables: { s: 1 }\nsteps:\n  - name: a\n    action: wait\n    with: { seconds: "${seconds}" }`;
    expect(problems(text("{{s}}"))).toEqual([]);
    expect(problems(text("soon"))).toHaveLength(1);
  });
});
