import { readdirSync } from "node:fs";
import type { ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRunbook } from "../src/index.ts";
import { fixtureText } from "./read-fixture.ts";
import { codeAsRead, decoded } from "./text-as-read.ts";

const lines = fc.constantFrom(
  "# Restart the API",
  "## Rollback",
  "## If the pod is down",
  "1. Restart it:",
  "1. Run `kubectl get pods -n <ns>` and look",
  "   1. If it fails, run `systemctl restart nginx`; otherwise wait a while.",
  "2. If the check fails:",
  "- Otherwise, stop the job: `systemctl stop job`",
  "   ```sh",
  "```sh",
  "```",
  "   ```",
  "    $ ls -l \\",
  "      | grep x",
  "for i in a b; do",
  "  echo $i > /tmp/{name}",
  "done",
  "cat <<EOF",
  "EOF",
  "echo 'a",
  "b'",
  "$ kubectl logs ${POD:-web}",
  "db=> SELECT 1;",
  "total 0",
  "Rollback: `kubectl rollout undo deploy/api`",
  "You should see:",
  "| a | `ls -l` |",
  "|---|---|",
  "> quoted",
  "<ol><li>Run <code>df -h &gt; /tmp/x</code></li></ol>",
  "<pre>ls -l &amp;&amp; df -h</pre>",
  "curl -s 'http://api/?q=&lt;b' > /tmp/{name}",
  "Run `grep -c '&lt;b&gt;' /tmp/x` and look",
  "\tindented\ttabs",
  "Steps",
  "=====",
  "",
  "",
);
const page = fc
  .array(lines, { maxLength: 30 })
  .chain((all) => fc.constantFrom("\n", "\r\n").map((end) => all.join(end)));
const junk = fc.string({ unit: "grapheme", maxLength: 400 });

function check(text: string): void {
  const outcome = parseRunbook(text);
  expect(parseRunbook(text)).toEqual(outcome);
  if (!outcome.ok) return;
  const { runbook } = outcome;
  expect(runbook.source).toBe(text);
  expect(parseRunbook(runbook.source)).toEqual(outcome);
  rangesPoint(runbook);
  idsAndNumbersAreUnique(runbook);
  edgesPointBack(runbook);
  conditionsNameSteps(runbook);
}

/** Every character of a command but blanks stands in its range, in order; entities of HTML count as what they stand for. */
function rangesPoint(runbook: ParsedRunbook): void {
  for (const { range, title, command, rollback } of runbook.steps) {
    expect(title.trim()).not.toBe("");
    expect(range.end).toBeGreaterThan(range.start);
    expect(range.end).toBeLessThanOrEqual(runbook.source.length);
    for (const one of [command, rollback]) {
      if (one === undefined) continue;
      const slice = codeAsRead(runbook, one.range);
      expect(one.text.trim()).not.toBe("");
      expect(holdsInOrder(slice, one.text.replace(/\s/g, "")), `${one.text} in ${slice}`).toBe(true);
    }
  }
  const spans = [...runbook.prerequisites, ...runbook.ambiguities, ...runbook.conditions].map(({ range }) => range);
  const uses = runbook.variables.flatMap((variable) =>
    variable.uses.map((use) => ({ name: variable.name, range: use.range })),
  );
  for (const range of spans) expect(range.start).toBeLessThanOrEqual(range.end);
  for (const { name, range } of uses) expect(decoded(runbook.source.slice(range.start, range.end))).toContain(name);
}

function holdsInOrder(text: string, chars: string): boolean {
  let at = 0;
  for (const char of chars) {
    at = text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function idsAndNumbersAreUnique({ steps }: ParsedRunbook): void {
  expect(steps.map(({ id }) => id)).toEqual(steps.map((_, i) => `stp_${i + 1}`));
  expect(new Set(steps.map(({ number }) => number)).size).toBe(steps.length);
}

/** Edges lead from earlier steps to later ones, so there is no ring; only the first ones of all have none. */
function edgesPointBack({ steps }: ParsedRunbook): void {
  const position = new Map<StepId, number>(steps.map(({ id }, i) => [id, i]));
  steps.forEach(({ after }, i) => {
    for (const before of after) expect(position.get(before)).toBeLessThan(i);
    expect(new Set(after).size).toBe(after.length);
  });
}

function conditionsNameSteps({ steps, conditions }: ParsedRunbook): void {
  const ids = new Set(conditions.map(({ id }) => id));
  for (const { condition } of steps) if (condition !== undefined) expect(ids).toContain(condition.id);
  for (const { then, otherwise } of conditions) {
    for (const id of [...then, ...otherwise]) expect(steps.some((step) => step.id === id)).toBe(true);
    expect(then.filter((id) => otherwise.includes(id))).toEqual([]);
  }
}

describe("whatever the text", () => {
  it("points with every range at the text, counts steps once and links them without a ring: made-up pages", () => {
    fc.assert(fc.property(page, check), { numRuns: 300 });
  });

  it("the same for any characters at all", () => {
    fc.assert(fc.property(junk, check), { numRuns: 200 });
  });

  it.each(readdirSync(new URL("./fixtures", import.meta.url)))("the same for %s", (name) => check(fixtureText(name)));
});
