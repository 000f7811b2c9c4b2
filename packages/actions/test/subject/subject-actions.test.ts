import { spawnSync } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { OpenedSubject } from "../../src/index.ts";
import { ownStatus } from "../../src/script/script.ts";
import { type ActionBench, noConfig, openActionBench } from "../taken-actions.ts";
import { openedFrom } from "./opened-from.ts";
import { takeHere } from "./take-here.ts";

/** A queue that can be set: what it does with an order is up to each test. */
let server: Server;
let queue = 0;
let orders: { readonly body: string; readonly authorization: string | undefined }[] = [];
let obey: (request: IncomingMessage, response: ServerResponse, to: number) => void;
let opened: readonly OpenedSubject[] = [];
let bench: ActionBench;
const env = { QUEUE_TOKEN: "Bearer own", OTHER_TOKEN: "Bearer other" };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.method === "GET") return void response.end(JSON.stringify({ length: queue }));
    let body = "";
    for await (const chunk of request) body += chunk;
    orders.push({ body, authorization: request.headers.authorization });
    obey(request, response, JSON.parse(body).to);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened = ["shop", "shop-two"].map((name) => openedFrom(fileOf(name), env));
  const config = { ...noConfig, channels: { ops: { url: "https://ops.invalid", secret: "kT9xmQ2vLr8" } } };
  bench = await openActionBench(config, { subjects: opened, env });
});
afterEach(() => {
  orders = [];
});
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await Promise.all(opened.map(({ subject }) => subject.close()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const fileOf = (name: string) => `
subject: ${name}
environment: lab
disposable: true
title: A queue
members: [{ id: one, kind: web, url: "http://127.0.0.1:${(server.address() as AddressInfo).port}" }]
alive: up
observe:
  up: { http: "{{url}}/", each: web }
  queue: { http: "{{url}}/", each: web, path: $.length }
invariants:
  short: { title: The queue is short, holds: { sample: queue, at_most: 100 } }
actions:
  set_queue:
    title: Set the queue
    what: Sets how long the queue is.
    http: { method: POST, url: "{{url}}/queue", headers: { authorization: "env:QUEUE_TOKEN" }, body: { to: "{{param.to}}" } }
    parameters: { to: { type: number, what: How long it is to be } }
    done: { sample: queue, equals: 7 }
    undo: { action: set_queue, with: { to: 0 } }
    time_limit: 20s
`;
const call = 'shop.set_queue {"member":"one","to":7}';
const does = (_request: IncomingMessage, response: ServerResponse, to: number) => {
  queue = Number(to);
  response.end();
};

describe("the catalogue", () => {
  it("has each action of each subject by the subject's name, and two of one kind do not collide", () => {
    const names = bench.actions.catalogue.list().map(({ name }) => name);
    expect(names.filter((name) => name.includes("."))).toEqual(["shop-two.set_queue", "shop.set_queue"]);
    const resolved = bench.actions.catalogue.resolve('shop-two.set_queue {"member":"one","to":7}');
    expect(resolved).toMatchObject({
      ok: true,
      command: { name: "shop-two.set_queue", parameters: { member: "one", to: 7 } },
      call: {
        inverse: { name: "shop-two.set_queue", parameters: { to: 0 } },
        declaration: { subject: { name: "shop-two", environment: "lab", isDisposable: true } },
      },
    });
  });

  it("tells an action of a subject its own file and variables, and nothing of anything else", () => {
    const settings = bench.actions.program.settings("shop.set_queue");
    expect(settings).toEqual({ subject: { text: fileOf("shop"), environment: { QUEUE_TOKEN: "Bearer own" } } });
    expect(JSON.stringify(bench.actions.program.settings("wait"))).not.toContain("Bearer");
  });
});

/** Within this process: what a process of its own adds is told of below. */
function take(wanted: Parameters<typeof takeHere>[0]) {
  const settings = bench.actions.program.settings("shop.set_queue");
  if (!("subject" in settings)) throw new TypeError("it is of a subject");
  return takeHere(wanted, settings.subject);
}

const sealed = { name: "shop.set_queue", version: 1, parameters: { member: "one", to: 7 } };

describe("an action of a subject", () => {
  it("is done when its system shows it, with the secret that its file names", async () => {
    obey = does;
    expect(await take(sealed)).toEqual({ status: 0, out: "queue is 7\n", err: "" });
    expect(orders).toEqual([{ body: '{"to":"7"}', authorization: "Bearer own" }]);
  });

  it("has failed for certain when its system refused it, with code, why and what to do", async () => {
    obey = (_request, response) => void response.writeHead(422).end();
    const { status, err } = await take(sealed);
    expect(status).toBe(2);
    expect(err).toMatch(/^action\.refused: POST .* answered 422\. Read what/);
  });

  it.each([
    ["another version", { version: 2 }],
    ["a parameter that it would not be given", { parameters: { member: "one", to: 7, more: true } }],
    ["parameters that do not fit", { parameters: { member: "two", to: 7 } }],
    ["a name that the subject does not have", { name: "shop.drop" }],
    ["the name of another subject's", { name: "shop-two.set_queue" }],
  ])("is refused, and nothing is done, with %s", async (_what, other) => {
    obey = does;
    const { status, err } = await take({ ...sealed, ...other });
    expect(status).toBe(2);
    expect(err).toContain("Nothing was done");
    expect(orders).toEqual([]);
  });
});

describe("an action of a subject, as a process of the runner", () => {
  it("came to something that nobody knows when its answer was lost", async () => {
    obey = (request) => void request.socket.destroy();
    const { end, stderr } = await bench.take(call);
    expect(end).toMatchObject({ reason: "lost", exitCode: 75, detail: expect.stringContaining("nobody knows") });
    expect(stderr).toContain("action.no_answer");
  });

  it("came to something that nobody knows when its process dies half-way", async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    obey = () => resolve();
    const started = await bench.start(call);
    await asked;
    process.kill(await started.pid, "SIGKILL");
    expect((await started.taken).end).toMatchObject({ reason: "lost", detail: expect.stringContaining("SIGKILL") });
  });

  it("is killed half-way when somebody ends it, and never done", async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    obey = () => resolve();
    const started = await bench.start(call);
    await asked;
    await bench.runner.kill(started.attemptId);
    expect((await started.taken).end.reason).toBe("killed");
  });
});

describe("the status for what nobody knows", () => {
  it("is what a process ends with that has nothing left to wait for, or that breaks, in the middle of an action", () => {
    const program = new URL("../../src/subject/end-unknown.ts", import.meta.url).pathname;
    const ends = (then: string) =>
      spawnSync(process.execPath, ["--input-type=module", "-e", `import { endUnknown } from "${program}"; ${then}`]);
    expect(ends("endUnknown(); await new Promise(() => {});").status).toBe(75);
    expect(ends("endUnknown(); setImmediate(() => { throw new Error('broken'); });").status).toBe(75);
    expect(ends("endUnknown()(); process.exitCode = 2;").status).toBe(2);
  });

  it("is an action's alone: a command that ends with it has failed, and so has a script", async () => {
    const { end } = await bench.run({ kind: "shell", script: "exit 75" });
    expect(end).toMatchObject({ reason: "exited", exitCode: 75 });
    const said: unknown[] = [];
    const complain = async (text: unknown) => void said.push(text);
    expect(await ownStatus(75, { complain })).toBe(1);
    expect(await ownStatus(3, { complain })).toBe(3);
    expect(said).toEqual(["The script ended with 75, which is told as 1\n"]);
  });
});
