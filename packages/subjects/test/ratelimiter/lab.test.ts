import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it, vi } from "vitest";
import { disposable, labFileOf } from "../file/lab-file.ts";

const program = fileURLToPath(new URL("../../../../labs/ratelimiter/main.ts", import.meta.url));
let running: ChildProcess | undefined;
afterEach(() => void running?.kill("SIGKILL"));

interface Ready {
  readonly nodes: readonly { readonly url: string }[];
  readonly redisUrl: string;
  readonly controlUrl: string;
  readonly file: string;
}

async function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  running = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? "null") as { event: string } & Ready;
  return { child, next, ready: await next() };
}

const addressesOf = ({ nodes, redisUrl, controlUrl }: Ready) => [...nodes.map(({ url }) => url), redisUrl, controlUrl];

const listens = (url: string) =>
  new Promise<boolean>((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

const untilNobodyListens = (ready: Ready) =>
  vi.waitFor(async () => expect(await Promise.all(addressesOf(ready).map(listens))).not.toContain(true), {
    timeout: 10_000,
  });

it("says where everything is, breaks what it was told to, and leaves nothing after a Ctrl-C", async () => {
  const { child, next, ready } = await start("--nodes", "2", "--fault", "redis_hung");
  expect(ready).toMatchObject({
    event: "ready",
    nodes: [{ id: "node-1" }, { id: "node-2" }],
    subject: { timing: "lab" },
  });
  expect(labFileOf(ready.file)).toEqual({ ...disposable, name: "ratelimiter-lab", kind: "ratelimiter" });
  expect(await next()).toMatchObject({ event: "broken", fault: "redis_hung" });
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  await untilNobodyListens(ready);
});

it("leaves no node and no Redis, hung or not, when it is killed itself", async () => {
  const { child, next, ready } = await start("--fault", "redis_hung");
  await next();
  expect(await listens(ready.redisUrl)).toBe(true);
  child.kill("SIGKILL");
  await untilNobodyListens(ready);
});

it("is broken, mended and restarted over its control door", async () => {
  const { ready } = await start("--nodes", "2");
  const [first] = ready.nodes;
  const post = async (path: string) => (await fetch(`${ready.controlUrl}/${path}`, { method: "POST" })).status;
  expect(await post("inject/node_gone/node-1")).toBe(200);
  expect(await listens(first?.url ?? "")).toBe(false);
  expect(await post("restart/node-1")).toBe(200);
  expect(await listens(first?.url ?? "")).toBe(true);
  expect(await post("inject/no_such_fault")).toBe(404);
  expect(await post("restart/node-9")).toBe(500);
});

it("takes no fault that it does not know", async () => {
  const child = spawn(process.execPath, [program, "--fault", "gremlins"], { stdio: "ignore" });
  expect(await once(child, "exit")).toEqual([2, null]);
});
