import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSteady } from "./run-steady.ts";

let server: Server;
let isUp = true;
let file = "";
beforeAll(async () => {
  server = createServer((_request, response) => void response.writeHead(isUp ? 200 : 503).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  file = `
subject: page
environment: test
title: A page
members: [{ id: one, kind: web, url: "http://127.0.0.1:${(server.address() as AddressInfo).port}" }]
alive: up
observe:
  up: { http: "{{url}}/", each: web }
  cores: { command: [nproc] }
invariants:
  answers: { title: It answers, holds: { sample: up, equals: true } }
actions:
  restart: { title: Restart, what: Starts it anew., command: [systemctl, restart, "{{id}}"], done: { sample: up, equals: true } }
`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const steady = (words: readonly string[], input: string) => runSteady(["subject", ...words], { input });

it("checks a subject's file without asking the system anything", async () => {
  const unreachable = file.replace(/127\.0\.0\.1:\d+/, "nowhere.invalid");
  expect(await steady(["lint", "-"], unreachable)).toMatchObject({
    code: 0,
    stdout: "-: page (declared, test) has 1 member, 1 invariant, 1 action, 0 faults; nothing is wrong\n",
  });
});

it("names each problem with its line and column, and refuses a look that does more than read", async () => {
  const { code, stdout } = await steady(
    ["lint", "-"],
    file.replace("nproc", "reboot").replace("alive: up", "alive: there"),
  );
  expect({ code, places: stdout.split("\n").map((line) => line.slice(0, 6)) }).toEqual({
    code: 1,
    places: ["-:6:8:", "-:9:21", ""],
  });
  expect(stdout).toContain("the scanner calls this dangerous");
});

it("looks once at the living system, and ends with 1 when an invariant does not hold", async () => {
  isUp = true;
  expect(await steady(["try", "-"], file)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/answers +one +holds/),
  });
  isUp = false;
  const { code, stdout } = await steady(["try", "-", "--json"], file);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    observation: { members: [{ id: "one", state: "down" }] },
    judgements: [{ invariant: "answers", member: "one", verdict: "violated" }],
  });
});

it("checks the file of any kind of subject, also where a variable that it names is missing", async () => {
  const limiter = `
subject: checkout-limits
kind: ratelimiter
environment: production
settings:
  nodes: [{ id: node-1, url: "http://10.0.0.11:8080" }]
  redis: { url: "env:LIMITER_REDIS" }
`;
  expect(await steady(["lint", "-"], limiter)).toMatchObject({
    code: 1,
    stdout: "-:7:17: the environment has no LIMITER_REDIS: set it\n",
  });
  const { code, stdout } = await steady(["lint", "-"], limiter.replace("env:LIMITER_REDIS", "redis://10.0.0.10"));
  expect(code).toBe(0);
  expect(stdout).toContain("checkout-limits (ratelimiter, production) has 2 members, 5 invariants");
});
