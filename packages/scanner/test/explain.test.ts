import type { Risk } from "@steadyhand/core/risk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Explained, loadScanner, openScanner } from "../src/index.ts";
import { readFixtures } from "./fixtures.ts";

const scanner = await loadScanner();
const fixtures = [...readFixtures("canaries.txt"), ...readFixtures("reads.txt")];

function nodesOf(node: Explained): readonly Explained[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

/** Kind, source and risk of each node that has one, and of scripts and carried commands. */
function verdicts(text: string): readonly string[] {
  return nodesOf(scanner.explain(text, "shell"))
    .filter(({ kind }) => kind !== "word" && kind !== "text")
    .map(({ kind, text: source, risk }) => `${kind} ${source} = ${risk ?? "-"}`);
}

describe("the tree of a command", () => {
  it("has a node with its own verdict for each command of a list and a pipeline", () => {
    expect(verdicts("kubectl get pods; ls | grep x && kubectl delete ns prod")).toEqual([
      "command kubectl get pods = safe",
      "list ls | grep x && kubectl delete ns prod = dangerous",
      "pipeline ls | grep x = safe",
      "command ls = safe",
      "command grep x = safe",
      "command kubectl delete ns prod = dangerous",
    ]);
  });

  it("shows what a carrier hands on, and the script inside a word", () => {
    expect(verdicts("sudo timeout 5 bash -c 'ls; rm x'")).toEqual([
      "command sudo timeout 5 bash -c 'ls; rm x' = dangerous",
      "carried timeout 5 bash -c 'ls; rm x' = dangerous",
      "carried bash -c 'ls; rm x' = dangerous",
      "script ls; rm x = dangerous",
      "command ls = safe",
      "command rm x = dangerous",
    ]);
  });

  it("shows substitutions, redirections, heredocs, functions, loops and SQL", () => {
    expect(verdicts('echo $(rm a) > /tmp/x; psql -c "drop table a"')).toEqual([
      "command echo $(rm a) > /tmp/x = dangerous",
      "substitution $(rm a) = dangerous",
      "command rm a = dangerous",
      "redirection > /tmp/x = caution",
      'command psql -c "drop table a" = dangerous',
      "sql drop table a = dangerous",
    ]);
    expect(verdicts("bash <<E\nrm x\nE\nf() { reboot; }")).toEqual([
      "command bash <<E = dangerous",
      "heredoc rm x\n = dangerous",
      "script rm x\n = dangerous",
      "command rm x = dangerous",
      "function f() { reboot; } = dangerous",
      "compound { reboot; } = dangerous",
      "command reboot = dangerous",
    ]);
  });

  it("says what words become", () => {
    const words = nodesOf(scanner.explain("X=rm; $X 'a b' c{d,e} <name>", "shell")).filter(
      ({ kind }) => kind === "word",
    );
    expect(words.map(({ text, value }) => [text, value])).toEqual([
      ["$X", ["rm"]],
      ["'a b'", ["a b"]],
      ["c{d,e}", ["cd", "ce"]],
      ["<name>", undefined],
    ]);
  });

  it("puts each finding at the deepest part that it is about", () => {
    const root = scanner.explain("ls; sudo rm x > /tmp/x", "shell");
    const homes = nodesOf(root).flatMap(({ text, findings }) => findings.map(({ rule }) => `${rule}: ${text}`));
    expect(homes).toEqual(["program.ls: ls", "program.rm: rm x", "shell.redirect-write: > /tmp/x"]);
  });

  it("tells of a text that is not read at all, of an empty one and of SQL", () => {
    expect(scanner.explain("ls ".repeat(4000), "shell")).toMatchObject({ risk: "unknown", children: [] });
    expect(scanner.explain(" ", "shell")).toMatchObject({ risk: "unknown", children: [] });
    expect(scanner.explain("delete from a", "sql")).toMatchObject({ kind: "sql", risk: "dangerous" });
    expect(scanner.explain("X=", "shell").risk).toBe(scanner.scan("X=", "shell").risk);
  });
});

describe("for every canary and every read", () => {
  const explained = fixtures.map((fixture) => ({
    ...fixture,
    root: scanner.explain(fixture.text, fixture.dialect),
    scanned: scanner.scan(fixture.text, fixture.dialect),
  }));

  it("the root has the risk that scan answers", () => {
    expect(explained.filter(({ root, scanned }) => root.risk !== scanned.risk).map(({ text }) => text)).toEqual([]);
  });

  it("each node's risk is the worst in it, and it lies inside the text", () => {
    const order: readonly (Risk | undefined)[] = [undefined, "safe", "caution", "unknown", "dangerous"];
    const isSound = (text: string, { risk, range, findings, children }: Explained) =>
      order.indexOf(risk) === Math.max(0, ...[...findings, ...children].map((part) => order.indexOf(part.risk))) &&
      range.start >= 0 &&
      range.end <= text.length;
    const unsound = explained.filter(({ text, root }) => !nodesOf(root).every((node) => isSound(text, node)));
    expect(unsound.map(({ text }) => text)).toEqual([]);
  });

  it("shows as many findings as scan gives, and is plain data", () => {
    const findingsOf = (root: Explained) => nodesOf(root).flatMap(({ findings }) => findings);
    const differing = explained.filter(({ root, scanned }) => findingsOf(root).length !== scanned.evidence.length);
    expect(differing.map(({ text }) => text)).toEqual([]);
    for (const { root } of explained.slice(0, 200)) expect(JSON.parse(JSON.stringify(root))).toEqual(root);
  });
});

it("answers the same when the grammar is loaded only where it is needed", async () => {
  const opened = openScanner();
  for (const text of ["ls", 'psql -c "drop table a"', "ls"]) {
    expect(await opened.explain(text, "shell")).toEqual(scanner.explain(text, "shell"));
  }
});

it("never throws over noise, and has its root agree with scan", () => {
  const noise = fc.string({ unit: fc.constantFrom(..."abc -$(){}[]|&;<>'\"`\\\n=*?~!#/0+"), maxLength: 60 });
  fc.assert(
    fc.property(noise, (text) => scanner.explain(text, "shell").risk === scanner.scan(text, "shell").risk),
    { numRuns: 2_000 },
  );
});
