import { hostname } from "node:os";
import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { patchRunbook } from "@steadyhand/core/divergence";
import type { Divergence } from "@steadyhand/core/execution";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { parseRunbook } from "@steadyhand/parser";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

function parse(text: string): ParsedRunbook | undefined {
  const read = parseRunbook(text);
  return read.ok ? read.runbook : undefined;
}

function read(text: string): ParsedRunbook {
  const runbook = parse(text);
  if (runbook === undefined) throw new Error(`not a runbook: ${text}`);
  return runbook;
}

const commands = (text: string) => read(text).steps.map(({ command }) => command?.text);

const pages = {
  markdown:
    "# Restart\n\n1. Look:\n\n   ```sh\n   uptime -p\n   ```\n\n2. Restart: `systemctl restart api`\n3. Check:\n\n   ```sh\n   curl -fsS localhost/health\n   ```\n",
  html: "<h1>Restart</h1><p>Look:</p><pre>uptime -p</pre><p>Restart:</p><pre>systemctl restart api</pre><p>Check:</p><pre>curl -fsS localhost/health</pre>",
  confluence:
    '<h1>Restart</h1><p>Look:</p><ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[uptime -p]]></ac:plain-text-body></ac:structured-macro><p>Restart:</p><ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[systemctl restart api]]></ac:plain-text-body></ac:structured-macro><p>Check:</p><ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[curl -fsS localhost/health]]></ac:plain-text-body></ac:structured-macro>',
  prompts:
    "Look:\n\n    $ uptime -p\n\nRestart:\n\n    $ systemctl restart api\n\nCheck:\n\n    $ curl -fsS localhost/health\n",
};

const before = ["uptime -p", "systemctl restart api", "curl -fsS localhost/health"];

function of(page: ParsedRunbook, index: number) {
  const step = page.steps[index];
  if (step === undefined) throw new Error(`there is no step ${index}`);
  return { stepId: step.id, number: step.number, title: step.title };
}

describe("a patch of a runbook's text", () => {
  describe.each(Object.entries(pages))("in %s", (_notation, source) => {
    const page = read(source);

    it("is made from a page that reads as its three commands", () => {
      expect(commands(source)).toEqual(before);
    });

    it.each(["systemctl restart api && echo 'a < b'", "systemctl reload api"])(
      "says %s where it was edited so",
      (done) => {
        const patched = patchRunbook(page, { divergences: [{ ...of(page, 1), kind: "edited", done }], parse });
        expect(patched.written).toEqual([`edited:${of(page, 1).stepId}`]);
        expect(commands(patched.source)).toEqual(before.with(1, done));
      },
    );

    it("leaves out what was skipped, or leaves it to a person", () => {
      const skipped: Divergence = {
        ...of(page, 1),
        ...{ kind: "skipped", why: "not needed", by: { kind: "person", id: "act_riley", name: "Riley" } },
      };
      const patched = patchRunbook(page, { divergences: [skipped], parse });
      const isWritten = patched.written.length === 1;
      expect(commands(patched.source)).toEqual(isWritten ? before.toSpliced(1, 1) : before);
    });
  });

  it.each(["markdown", "prompts"] as const)("puts an added step between two others in %s", (notation) => {
    const page = read(pages[notation]);
    const added: Divergence = {
      ...{ stepId: "stp_added_1", number: "1+1", title: "Look at the disk" },
      ...{ kind: "added", done: "df -h", after: of(page, 0).stepId },
    };
    const patched = patchRunbook(page, { divergences: [added], parse });
    expect(commands(patched.source)).toEqual(before.toSpliced(1, 0, "df -h"));
  });

  it("moves a step and counts the list anew", () => {
    const page = read(pages.markdown);
    const moved: Divergence = { ...of(page, 0), kind: "moved", after: of(page, 2).stepId };
    const { source } = patchRunbook(page, { divergences: [moved], parse });
    expect(commands(source)).toEqual([before[1], before[2], before[0]]);
    expect([...source.matchAll(/^(\d)\. /gm)].map(([, number]) => number)).toEqual(["1", "2", "3"]);
  });

  it("leaves what it cannot write to a person, and the text as it was", () => {
    const page = read(pages.markdown);
    const odd: Divergence = { ...of(page, 1), kind: "edited", done: "# only a comment" };
    expect(patchRunbook(page, { divergences: [odd], parse })).toEqual({
      source: pages.markdown,
      written: [],
      unwritten: [`edited:${of(page, 1).stepId}`],
    });
  });

  it("changes nothing but what is meant, whatever was typed", () => {
    const word = fc.constantFrom(
      "ls",
      "-la",
      "`x`",
      "a<b",
      "&&",
      "echo",
      "'q'",
      '"d"',
      "$HOME",
      "|",
      "```",
      "]]>",
      "</pre>",
      "\\",
      "é",
    );
    const typed = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(pages)), fc.nat(2), typed, (source, index, done) => {
        const page = read(source);
        const patched = patchRunbook(page, { divergences: [{ ...of(page, index), kind: "edited", done }], parse });
        const isWritten = patched.written.length === 1;
        expect(commands(patched.source)).toEqual(isWritten ? before.with(index, done) : before);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what a run on a server did otherwise than its runbook", () => {
  const data = temporaryFolder("divergence");
  let server: ServerProcess;
  let client: Client;

  beforeAll(async () => {
    server = await startServer(data.path, { STEADYHAND_STEP_ENV: "" });
    client = server.client;
  });
  afterAll(async () => {
    await server.stop();
    data.remove();
  });

  async function approveAll(started: ExecutionWire): Promise<ExecutionWire> {
    let execution = started;
    for (let tries = 0; execution.phase === "running"; tries++) {
      const step = execution.steps.find(({ isCurrent }) => isCurrent);
      if (tries > 2_000) throw new Error(`${execution.id} does not end: ${JSON.stringify(step)}`);
      const parameters = { executionId: execution.id, stepId: step?.id ?? "" };
      execution = step?.approval
        ? await client.decideApproval({
            parameters,
            body: { type: "grant", digest: step.approval.digest, typedTarget: hostname() },
          })
        : await client.getExecution({ parameters });
    }
    return execution;
  }

  it("is told, and becomes the next version with one command", async () => {
    const text = "# Look\n\n1. Time: `date +%s`\n2. Load: `uptime -p`\n3. Space: `df -h`\n";
    const { runbook } = await client.importRunbook({ body: { text } });
    const started = await client.startExecution({
      body: { runbookId: runbook.id, mode: "run", environment: "test", values: {} },
    });
    const parameters = { executionId: started.id };
    await client.commandStep({
      parameters: { ...parameters, stepId: "stp_1" },
      body: { type: "edit", command: "date -u" },
    });
    await client.commandExecution({
      parameters,
      body: { type: "add", after: "stp_2", title: "Who is here", command: "id -un" },
    });
    const added = await client.commandStep({
      parameters: { ...parameters, stepId: "stp_3" },
      body: { type: "move", after: "stp_1" },
    });
    const ended = await approveAll(added);
    expect(ended.phase).toBe("completed");

    const found = await client.getDivergence({ parameters, query: {} });
    expect(found.items.map(({ name, patch }) => [name, patch])).toEqual([
      ["edited:stp_1", "written"],
      ["moved:stp_3", "written"],
      ["added:stp_added_1", "written"],
    ]);
    const { runbook: next, isNew } = await client.applyDivergence({ parameters, body: {} });
    expect(isNew).toBe(true);
    expect(next.version).toBe(2);
    expect(next.parsed.steps.map(({ command }) => command?.text)).toEqual(["date -u", "df -h", "uptime -p", "id -un"]);
    await expect(client.applyDivergence({ parameters, body: {} })).rejects.toMatchObject({
      code: "divergence.newer_version",
    });
  });
});
