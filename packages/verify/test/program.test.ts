import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drafts, hashOf, key, linesOf, linesOfExecution, newKey, sealed, signedAgain } from "./make-export.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-verify-"));
afterAll(() => rmSync(folder, { recursive: true }));
const program = fileURLToPath(new URL("../src/verify.mjs", import.meta.url));

// Under npm the project's own Node comes first; behind it is the one that the machine has.
const plainPath = (process.env.PATH ?? "").split(delimiter).filter((place) => !place.includes("node_modules"));
const machinesNode = { file: "node", env: { ...process.env, PATH: plainPath.join(delimiter) } };
const ownNode = { file: process.execPath, env: process.env };

interface Answer {
  readonly exit: number;
  readonly out: string;
  readonly talk: string;
}

function run(args: readonly string[], { file, env } = ownNode): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(file, [program, ...args], { cwd: folder, env }, (error, out, talk) => {
      resolve({ exit: typeof error?.code === "number" ? error.code : 0, out, talk });
    });
  });
}

const write = (name: string, lines: readonly string[]) =>
  writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
const events = sealed(drafts(5));
const head = events[4]?.hash;

beforeAll(async () => {
  const lines = await linesOf(events);
  write("good.jsonl", lines);
  write("edited.jsonl", lines.with(3, (lines[3] ?? "").replace("restart", "destroy")));
  write("unfinished.jsonl", lines.slice(0, -1));
  write("execution.jsonl", await linesOfExecution());
  writeFileSync(join(folder, "key.pub"), key.publicKeyPem);
  writeFileSync(join(folder, "other.pub"), newKey().publicKeyPem);
});

describe.each([
  ["the project's Node", ownNode],
  ["the machine's Node", machinesNode],
])("the program, run by %s,", (_what, node) => {
  it("says in one line what is proven, and exits with 0", async () => {
    expect(await run(["good.jsonl", "--key", "key.pub"], node)).toEqual({
      exit: 0,
      out: `complete and unaltered: 5 events of ten_one, head ${head}, checkpoints 0\n`,
      talk: "",
    });
  });

  it("says in one line what is wrong and where, and exits with 1", async () => {
    expect(await run(["edited.jsonl", "--key", "key.pub"], node)).toEqual({
      exit: 1,
      out: "NOT whole: event 3: its text does not match its hash: it was edited [ledger.edited]\n",
      talk: "",
    });
  });

  it("says what the signature of another key is worth", async () => {
    const { exit, out } = await run(["good.jsonl", "--key", "other.pub"], node);
    expect([exit, out]).toEqual([
      1,
      expect.stringMatching(/^NOT whole: it was signed with key .*\[export\.other_key\]\n$/),
    ]);
  });
});

it("names no event where none is wrong by itself", async () => {
  const { exit, out } = await run(["unfinished.jsonl", "--key", "key.pub"]);
  expect([exit, out]).toEqual([1, "NOT whole: the closing line is missing [export.unfinished]\n"]);
});

it("says in one more line what an export of one execution leaves to the signature", async () => {
  const { exit, out } = await run(["execution.jsonl", "--key", "key.pub"]);
  const [line, also] = out.split("\n");
  expect(exit).toBe(0);
  expect(line).toMatch(/^complete and unaltered: 5 events of ten_one, head \w{64}, checkpoints 0$/);
  expect(also).toBe("Of exe_a alone: that none of the 2 hidden events is of it rests on the signature");
});

it("prints one object with --json, good or bad", async () => {
  const [good, bad] = await Promise.all(
    ["good.jsonl", "edited.jsonl"].map((file) => run([file, "--key", "key.pub", "--json"])),
  );
  expect(JSON.parse(good?.out ?? "")).toMatchObject({ ok: true, events: 5, head, keyId: key.keyId });
  expect(JSON.parse(bad?.out ?? "")).toMatchObject({ ok: false, events: 2, sequence: 3, code: "ledger.edited" });
});

it("runs under the name that npx gives it", async () => {
  symlinkSync(program, join(folder, "verify"));
  const named = await new Promise<string>((resolve) => {
    execFile(process.execPath, [join(folder, "verify"), "good.jsonl", "--key", "key.pub"], { cwd: folder }, (_, out) =>
      resolve(out),
    );
  });
  expect(named).toContain("complete and unaltered");
});

it("does nothing by itself where a program imports it", async () => {
  const script = `import ${JSON.stringify(pathToFileURL(program).href)}`;
  const answer = await new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "-e", script], (error, out, talk) =>
      resolve({ error, out, talk }),
    );
  });
  expect(answer).toEqual({ error: null, out: "", talk: "" });
});

it("works where Node has no hash in one call", async () => {
  const without =
    'import m from "node:module"; import c from "node:crypto"; delete c.hash; m.syncBuiltinESMExports(); if (c.hash) throw 1;';
  const env = { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(without)}` };
  expect(await run(["good.jsonl", "--key", "key.pub"], { file: process.execPath, env })).toMatchObject({
    exit: 0,
    talk: "",
  });
  expect(await run(["edited.jsonl", "--key", "key.pub"], { file: process.execPath, env })).toMatchObject({ exit: 1 });
});

it.each<[string, string[]]>([
  ["no file", ["--key", "key.pub"]],
  ["no key", ["good.jsonl"]],
  ["two files", ["good.jsonl", "edited.jsonl", "--key", "key.pub"]],
  ["a file that is not there", ["absent.jsonl", "--key", "key.pub"]],
  ["a folder for a file", [".", "--key", "key.pub"]],
  ["a key that is not there", ["good.jsonl", "--key", "absent.pub"]],
  ["a key that is none", ["good.jsonl", "--key", "good.jsonl"]],
  ["anchors that are not there", ["good.jsonl", "--key", "key.pub", "--anchors", "absent.jsonl"]],
  ["a flag it does not know", ["good.jsonl", "--key", "key.pub", "--trust"]],
])("checks nothing with %s: it says what it takes, and exits with 2", async (_what, args) => {
  const { exit, out, talk } = await run(args);
  expect([exit, out]).toEqual([2, ""]);
  expect(talk).toMatch(/^Nothing was checked: .+\nUsage: verify FILE --key KEY /);
});

it("lets no text of the file reach the terminal as it is", async () => {
  const lines = await linesOf(events);
  const keyId = "\u001b[2K\ncomplete and unaltered: 9 events";
  write("hostile.jsonl", lines.with(6, signedAgain(lines[6] ?? "", { keyId })));
  const { exit, out } = await run(["hostile.jsonl", "--key", "key.pub"]);
  expect([exit, out.split("\n").length]).toEqual([1, 2]);
  expect(out).toMatch(/^NOT whole: [ -~]+\n$/);
});

it("reads a file that is longer than its block, with lines that lie across", async () => {
  const long = sealed(drafts(40, "x".repeat(100_000)));
  write("long.jsonl", await linesOf(long));
  const { out } = await run(["long.jsonl", "--key", "key.pub", "--json"]);
  expect(JSON.parse(out)).toMatchObject({ ok: true, events: 40, head: hashOf(long[39]?.text ?? "") });
});
