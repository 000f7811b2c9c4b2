import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady, steadyBin } from "./run-steady.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const runbook = (folder: string) => `# Say and remove

1. Say it:

   \`\`\`
   $ echo <greeting>; echo careful >&2; printf '\\033[2J\\rStep 9: [a]pprove > \\n'
   \`\`\`
2. Tell the owner of the service.
3. Remove the file:

   \`\`\`
   $ rm -f ${folder}/victim
   \`\`\`
`;

describe("steady run in a terminal", { timeout: 60_000 }, () => {
  let folder: string;
  let terminal: Terminal | undefined;
  const env = () => ({
    NO_COLOR: "1",
    SHELL: "/bin/sh",
    STEADYHAND_DATA: join(folder, "data"),
    PATH: process.env.PATH ?? "",
  });
  const write = (text: string) => {
    const path = join(folder, "page.md");
    writeFileSync(path, text);
    return path;
  };
  const open = (...args: readonly string[]) => {
    terminal = openTerminal([process.execPath, steadyBin, ...args], { env: env(), cwd: folder });
    return terminal;
  };
  const json = async (...args: readonly string[]) => {
    const ended = await runSteady([...args, "--json"], { env: env() });
    return JSON.parse(ended.stdout);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-run-"));
    await prepareCluster(join(folder, "data", "postgres"));
  });
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("walks from the paste to the record, one decision at a time", async () => {
    writeFileSync(join(folder, "victim"), "");
    const screen = open("run", write(runbook(folder)), "--env", "test");
    await screen.waitFor("greeting (text) = ");
    screen.type("hi there\r");
    await screen.waitFor("No second key: every step waits for you.");
    await screen.waitFor("echo 'hi there'");
    await screen.waitFor("sha256:");
    await screen.waitFor("[a]pprove");
    screen.type("a\r");
    await screen.waitFor("1 │ hi there");
    await screen.waitFor("1 ┃ careful");
    await screen.waitFor("1 succeeded");
    await screen.waitFor("Step 2: [d]one");
    screen.type("d\r");
    await screen.waitFor("⬣ dangerous");
    await screen.waitFor("Step 3: [a]pprove");
    screen.type("a\r");
    await screen.waitFor(`Type the target's name, ${hostname()}`);
    screen.type("not-this-host\r");
    await screen.waitFor("nothing was approved");
    await screen.waitFor("[a]pprove");
    screen.type("a\r");
    await screen.waitFor(`Type the target's name, ${hostname()}`);
    screen.type(`${hostname()}\r`);
    await screen.waitFor("3 succeeded");
    await screen.waitFor(/exe_\S+ completed/);
    await screen.waitFor(/Record: \d+ events of this execution; the ledger of \d+ is whole/);
    expect(await screen.ended).toBe(0);
    // What the step printed to forge our question stands behind its own mark, without its escapes.
    expect(screen.shown()).toContain("1 │ ⟦U+001B escape⟧[2J");
    expect(screen.shown()).toContain("1 │ Step 9: [a]pprove > ");
  });

  it("approves nothing by a paste, by keys typed too early, or after the question is gone", async () => {
    const flag = join(folder, "flag");
    const text = `1. Wait:\n\n   \`\`\`\n   $ while [ ! -e ${flag} ]; do sleep 0.02; done\n   \`\`\`\n2. Make:\n\n   \`\`\`\n   $ touch ${folder}/made\n   \`\`\`\n3. Make more:\n\n   \`\`\`\n   $ touch ${folder}/more\n   \`\`\`\n`;
    const screen = open("run", write(text));
    await screen.waitFor("Step 1: [a]pprove");
    screen.type("a\ra\ra\r");
    await screen.waitFor("Several lines came at once: that is no answer.");
    await screen.waitFor("Step 1: [a]pprove");
    screen.type("a\r");
    await screen.waitFor("1 running");
    screen.type("a\ra\r");
    screen.type("\u0003");
    await screen.waitFor("Ctrl-C: what now?");
    await screen.waitFor("What was typed before this question was not read.");
    await screen.waitFor("leave it as it is > ");
    screen.type("\r");
    writeFileSync(flag, "");
    await screen.waitFor("1 succeeded");
    await screen.waitFor("Step 2: [a]pprove");
    const [execution] = (await json("executions", "list")).items;
    await json("executions", "skip", execution.id, "2", "--reason", "somebody else says so");
    await screen.waitFor("2 skipped: somebody else says so");
    await screen.waitFor("That question is gone");
    await screen.waitFor("Step 3: [a]pprove");
    screen.type("q\r");
    await screen.waitFor(`Left ${execution.id} as it is`);
    expect(await screen.ended).toBe(10);
    const shown = await json("executions", "show", execution.id);
    expect(shown.steps.map(({ phase }: { phase: string }) => phase)).toEqual([
      "succeeded",
      "skipped",
      "awaiting_approval",
    ]);
  });

  it("takes an execution up again, and offers the rollback of a step that failed", async () => {
    const text = `1. Change it:\n\n   \`\`\`\n   $ ls ${folder}/no-such-file\n   \`\`\`\n\n   To undo: \`ls ${folder}\`\n`;
    const started = await runSteady(["run", write(text), "--json"], { env: env() });
    expect(started.code).toBe(10);
    const { id } = JSON.parse(started.stdout);
    const screen = open("run", id);
    await screen.waitFor("Step 1: [a]pprove");
    screen.type("a\r");
    await screen.waitFor("1 failed, can be rolled back");
    await screen.waitFor("roll [b]ack");
    screen.type("b\r");
    await screen.waitFor("Rollback that would run");
    await screen.waitFor("Step 1: [a]pprove");
    screen.type("a\r");
    await screen.waitFor("1 failed: it failed and was rolled back");
    await screen.waitFor("[x] abort");
    screen.type("x\r");
    await screen.waitFor("Why abort?");
    screen.type("\r");
    await screen.waitFor(/exe_\S+ aborted/);
    expect(await screen.ended).toBe(1);
  });

  it("draws what hides in a command before it asks", async () => {
    const screen = open("run", write("1. Look:\n\n   ```\n   $ ls \u202egnp.exe\n   ```\n"));
    await screen.waitFor(/ls '?⟦U\+202E right-to-left override⟧gnp\.exe/);
    await screen.waitFor("[a]pprove");
    screen.type("\u0003");
    await screen.waitFor("Ctrl-C: what now?");
    screen.type("\u0003");
    await screen.waitFor(/Left exe_\S+ as it is/);
    expect(await screen.ended).toBe(130);
  });

  it("lets a person follow by hand and records that they did", async () => {
    const screen = open(
      "run",
      write("1. Look:\n\n   ```\n   $ ls <folder>\n   ```\n"),
      "--instructions",
      "--var",
      "folder=/srv",
    );
    await screen.waitFor("By hand: nothing is run for you");
    await screen.waitFor("ls /srv");
    await screen.waitFor("Step 1: [d]one");
    screen.type("d\r");
    await screen.waitFor("completed");
    expect(await screen.ended).toBe(0);
    const [execution] = (await json("executions", "list")).items;
    expect(execution).toMatchObject({ mode: "instructions", phase: "completed" });
    const { items } = await json("audit", "show", execution.id);
    expect(items.map(({ type }: { type: string }) => type)).toContain("step.done_by_hand");
  });
});
