import { writeActionCall } from "@steadyhand/core/action";
import type { Subject } from "@steadyhand/subject";
import { describe, expect, it } from "vitest";
import { openSubject, readSubjectFile, runWords } from "../../src/file/index.ts";

const ports = {
  ...{ env: {}, now: () => new Date(), judge: () => "safe" as const, run: runWords(process.env.PATH) },
};
const file = (more: string) => `subject: shop
title: A shop
${more}
members: [{ id: web, kind: web }]
alive: up
observe:
  up: { command: ["true"], match: "(.*)" }
invariants:
  web_down: { title: It is down, holds: { sample: up, equals: "" }, grace: 10s }
`;
const lab = 'environment: lab\ndisposable: true\nlab: { shell: ["bash", "-c"], reset: ["true"] }';
const problemsOf = (more: string) => {
  const read = readSubjectFile(file(more), ports);
  return read.ok ? [] : read.problems.map(({ message }) => message);
};

function open(): Subject {
  const read = readSubjectFile(file(lab), ports);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return openSubject(read.file, ports);
}

async function run(subject: Subject, command: string) {
  const shell = subject.actions.find(({ action }) => action.declare().name === "shell");
  const prepared = shell?.action.prepare({ command });
  if (shell === undefined || !prepared?.ok)
    throw new Error(writeActionCall({ name: "shell", parameters: { command } }));
  return shell.perform(prepared.call, { signal: AbortSignal.timeout(10_000) });
}

describe("a lab that lets itself be worked on freely", () => {
  it("offers a shell that is always dangerous, and a way to set it back", () => {
    const declared = open().actions.map(({ action }) => action.declare());
    expect(declared).toMatchObject([
      { name: "shell", riskFloor: "dangerous", isIdempotent: false, timeLimitMs: 120_000 },
      { name: "reset", riskFloor: "caution" },
    ]);
  });

  it("gives both streams in their order, and calls what failed failed and what was ended unknown", async () => {
    const subject = open();
    expect(await run(subject, "echo one; echo two >&2; echo three")).toEqual({ ok: true, said: "one\ntwo\nthree\n" });
    expect(await run(subject, "echo no; exit 3")).toMatchObject({ ok: false, isUnknown: false, code: "lab.failed" });
    expect(await run(subject, "exit 137")).toMatchObject({ ok: false, isUnknown: true, code: "lab.ended" });
  });

  it.each(["environment: lab", "environment: development\ndisposable: true", "environment: production"])(
    "is only what stands in a lab and is disposable, not %j",
    (more) => {
      const said = problemsOf(`${more}\nlab: { shell: ["bash", "-c"] }`);
      expect(said).toEqual(["`lab`: only what is disposable and stands in lab is worked on freely"]);
    },
  );
});
