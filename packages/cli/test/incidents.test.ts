import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@steadyhand/client/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHouse } from "./open-house.ts";
import { runSteady } from "./run-steady.ts";
import { openTerminal } from "./terminal.ts";

/** A shop whose queue is its health: long is wrong, and what is told to set it sets it. */
function openShop() {
  const shop = { queue: 0 };
  const server: Server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      if (request.method === "POST") shop.queue = Number(JSON.parse(text).to);
      response.end(JSON.stringify({ queue: shop.queue }));
    });
  });
  return { shop, server };
}

const fileOf = (port: number) => `
subject: shop
title: The web shop
environment: lab
every: 1s
members: [{ id: one, kind: web, url: "http://127.0.0.1:${port}" }]
alive: up
observe:
  up: { http: "{{url}}/health", each: web }
  queue: { http: "{{url}}/stats", each: web, path: $.queue }
invariants:
  queue_long: { title: The queue is short, severity: warning, holds: { sample: queue, at_most: 10 } }
actions:
  set_queue:
    title: Set the queue
    what: Sets how long a member's queue is.
    http: { method: POST, url: "{{url}}/queue", body: { to: "{{param.to}}" } }
    parameters: { to: { type: number, what: How long it is to be } }
    done: { sample: queue, equals: 3 }
    undo: { action: set_queue, with: { member: "{{param.member}}", to: 0 } }
faults:
  stuck:
    title: A worker is stuck
    why: Its queue grows while it answers.
    strikes: [web]
    shows: { "violated:queue_long": 0.95 }
    repairs: [{ action: set_queue, with: { member: "{{member}}", to: 3 }, predicted: The queue is short again }]
`;

describe("a system that is watched, on the command line", { timeout: 60_000 }, () => {
  const { shop, server } = openShop();
  let folder: string;
  let file: string;
  let house: Awaited<ReturnType<typeof openHouse>>;
  let client: Client;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });
  const json = async (...args: readonly string[]) => JSON.parse((await steady(...args, "--json")).stdout);
  const until = <Value>(ask: () => Promise<Value>) => expect.poll(ask, { timeout: 30_000, interval: 100 });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-incidents-"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const subjects = join(folder, "data", "subjects");
    mkdirSync(subjects, { recursive: true, mode: 0o700 });
    file = join(folder, "shop.yaml");
    for (const path of [file, join(subjects, "shop.yaml")])
      writeFileSync(path, fileOf((server.address() as AddressInfo).port));
    writeFileSync(join(subjects, "broken.yaml"), "subject: broken\n");
    house = await openHouse(join(folder, "data"), folder);
    client = house.client;
  }, 60_000);
  afterAll(async () => {
    await house.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("is listed with how it stands, beside the file that cannot be used", async () => {
    await until(async () => (await client.getSubject({ parameters: { subject: "shop" } })).lastLook?.outcome).toBe(
      "seen",
    );
    const { stdout, stderr } = await steady("subjects", "list");
    expect(stdout).toMatch(/^shop +declared +lab +here +1 up +● 2 hold +\d/m);
    expect(stderr).toMatch(/Not used: .*broken\.yaml:\d+:\d+: /);
    const shown = (await steady("subjects", "show", "shop")).stdout;
    for (const part of ["● up", "● holds", "0 (", "shop.set_queue", "A worker is stuck"]) expect(shown).toContain(part);
    expect((await steady("incidents", "list")).stderr).toContain("No incident fits");
  });

  it("tells the story of an incident from what is violated to what was proposed, and how sure that is", async () => {
    shop.queue = 50;
    await until(async () => (await client.listApprovals({ query: {} })).items.length).toBe(1);
    const { items } = await json("incidents", "list", "--phase", "open");
    expect(items).toMatchObject([{ subject: "shop", severity: "warning", phase: "open" }]);
    const { stdout } = await steady("incidents", "show", items[0].id);
    const story = [
      /^queue_long of one \(must hold: The queue is short\) {2}inc_\d{4}-\w+\n✖ warning\n/,
      /opened +[\d.]+ m?s ago \(\d{4}-/,
      /queue_long +one +✖ violated +.* ago .* 50 \(.*10\)/,
      /Looked into by rules, version \d+ {2}inv_\S+, concluded/,
      /action +set_queue .*to=3.*: proposed; run exe_/,
      /cause, \d+ % sure: A worker is stuck \(one\)/,
      /because +Its queue grows while it answers\./,
      /rather not +.*%/,
    ];
    for (const part of story) expect(stdout).toMatch(part);
    const [{ id }] = (await json("incidents", "show", items[0].id)).investigations;
    const look = (await steady("investigations", "show", id)).stdout;
    expect(look).toMatch(/1\. observe[^\n]*\n {2}answered in \d+ m?s, \d+ characters, sha256 [0-9a-f]{12}…\n {4}│ /);
    expect((await steady("investigations", "show", id, "--turn", "1")).stdout).not.toContain("there is more of it");
    expect((await steady("investigations", "follow", id)).stdout).toContain("cause, ");
    expect(await steady("investigations", "tell", id, "it rains")).toMatchObject({ code: 4 });
  });

  it("waits for a person's yes to one digest, does what was proposed, and sees that it helped", async () => {
    const [proposed] = (await json("actions", "list", "--proposed", "--subject", "shop")).items;
    expect((await steady("actions", "list", "--proposed")).stdout).toMatch(
      /exe_\w+ +▲ caution +shop +until in .*set_queue/,
    );
    expect((await steady("actions", "list", "--proposed", "--subject", "other")).stderr).toContain("No action waits");
    const run = proposed.executionId;
    expect((await steady("actions", "show", run)).stdout).toContain(proposed.digest);
    expect(await steady("actions", "approve", run)).toMatchObject({ code: 2 });
    const wrong = await steady("actions", "approve", run, "--digest", `sha256:${"0".repeat(64)}`);
    expect(wrong.code).toBe(4);
    expect(shop.queue).toBe(50);
    expect(await steady("actions", "approve", run, "--digest", proposed.digest)).toMatchObject({ code: 0 });
    const last = async () => (await client.listIncidents({ query: { limit: 1 } })).items[0];
    await until(async () => (await last())?.phase).toBe("resolved");
    const id = (await last())?.id ?? "";
    const shown = () => client.getIncident({ parameters: { incidentId: id } });
    await until(async () => (await shown()).investigations[0]?.remedy?.result).toBe("helped");
    expect((await steady("incidents", "show", id)).stdout).toMatch(/● resolved[\s\S]*set_queue .*: helped: /u);
    expect(shop.queue).toBe(3);
    const { stdout } = await steady("audit", "list", "--subject", "shop", "--limit", "50");
    expect(stdout).toContain("step.");
  });

  it("proposes an action for a person, by the types that it declares, and ends it when it is not wanted", async () => {
    const words = ["actions", "propose", "shop.set_queue", "--with", "member=one"];
    expect((await steady(...words, "--with", "to=ten")).stderr).toContain("usage.parameter");
    expect((await steady("actions", "propose", "shop.explode")).stderr).toMatch(/It offers set_queue/i);
    const begun = await json(...words, "--with", "to=3", "--why", "to try it");
    expect(begun).toMatchObject({ subject: "shop", environment: "lab", steps: [{ phase: "awaiting_approval" }] });
    expect(await steady("actions", "reject", begun.id, "--reason", "not now")).toMatchObject({ code: 0 });
    expect((await steady("actions", "approve", begun.id, "--digest", "sha256:00")).stderr).toContain(
      "action.not_waiting",
    );
    expect((await steady("actions", "cancel", begun.id)).stdout).toContain("is aborted");
  });

  it("is taken and let go by people, who always say why", async () => {
    shop.queue = 60;
    await until(async () => (await client.listIncidents({ query: { phase: "open" } })).items.length).toBe(1);
    const [{ id }] = (await json("incidents", "list", "--phase", "open")).items;
    expect((await steady("incidents", "hold", id)).stderr).toContain("usage.why_missing");
    expect((await steady("incidents", "hold", id, "--why", "I am on it")).stdout).toContain("held by riley");
    expect((await steady("incidents", "show", id)).stdout).toMatch(/held +by riley .* ago .*: I am on it/);
    expect((await steady("incidents", "unhold", id, "--why", "done")).stdout).not.toContain("held");
    expect((await steady("incidents", "resolve", id, "--why", "planned work")).stdout).toContain("● resolved");
    expect((await steady("incidents", "hold", id, "--why", "again")).code).toBe(4);
    expect((await steady("incidents", "show", "inc_0000-aaaaa")).code).toBe(3);
  });

  it("is shown live as the server sees it, by its name, until its time is over", async () => {
    shop.queue = 0;
    const { code, stdout } = await steady("monitor", "run", "--subject", "shop", "--for", "1s");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^shop: seen .* ago, by the server\n/);
    const none = await steady("monitor", "run", "--subject", "tikv", "--for", "1s");
    expect(none.stderr).toContain("the server watches no subject of that name or kind");
    expect(none.stderr).toContain("kind: tikv");
    expect(none.code).toBe(3);
  });

  it("is watched without a server by its file, line by line, and ends with 1 when an incident was opened", async () => {
    shop.queue = 70;
    const run = ["monitor", "run", "--subject", file, "--for", "2s"];
    const { code, stdout } = await runSteady([...run, "--json"]);
    expect(code).toBe(1);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events).toMatchObject([
      { event: "member", id: "one", state: "up" },
      { event: "invariant", invariant: "queue_long", phase: "violated", value: 70 },
      { event: "incident.opened", incident: { subject: "shop" } },
    ]);
    shop.queue = 0;
    expect(await runSteady(run)).toMatchObject({ code: 0, stdout: expect.stringMatching(/● up: one\n$/) });
    expect(await runSteady([...run, "--every", "soon"])).toMatchObject({ code: 2 });
  });

  it("is drawn anew in its place in a terminal, and Ctrl-C ends that at once", async () => {
    const env = { NO_COLOR: "1" };
    const words = [
      process.execPath,
      join(import.meta.dirname, "../bin/steady.mjs"),
      "monitor",
      "run",
      "--subject",
      file,
    ];
    const terminal = openTerminal(words, { env });
    try {
      await terminal.waitFor("queue_long  one     ● holds");
      shop.queue = 80;
      await terminal.waitFor("queue_long  one     ✖ violated");
      await terminal.waitFor("✖ warning, open for");
      terminal.type("\u0003");
      expect(await terminal.ended).toBe(130);
    } finally {
      await terminal.close();
      shop.queue = 0;
    }
  });
});
