import type { Observation } from "@steadyhand/core/invariant";
import { conformance, type Subject } from "@steadyhand/subject";
import { type DeclaredPorts, openDeclared, type Ran, readSubject } from "@steadyhand/subjects/declared";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "../../../postgres/test/test-server.ts";
import { openShop, type Shop, shopFile } from "./shop.ts";

/** What the scanner would say, for the few commands that stand in these files. */
const judge: DeclaredPorts["judge"] = ({ text }) =>
  /^'(printf|df)'|^SELECT/.test(text) ? "safe" : /^'reboot'/.test(text) ? "dangerous" : "caution";
const ran: string[][] = [];
let answer: (words: readonly string[]) => Ran | Error = () => ({ exitCode: 0, stdout: "free 42 kB" });
const ports: DeclaredPorts = {
  ...{ env: { SHOP_TOKEN: "Bearer own" }, judge },
  now: () => new Date(),
  async run(words) {
    ran.push([...words]);
    const said = answer(words);
    if (said instanceof Error) throw said;
    return said;
  },
};

let shop: Shop;
let subject: Subject;
beforeEach(async () => {
  shop = await openShop();
  subject = opened(shopFile(shop));
  answer = () => ({ exitCode: 0, stdout: "free 42 kB" });
});
afterEach(async () => {
  await subject.close();
  await shop.close();
});

function opened(text: string, own: Partial<DeclaredPorts> = {}): Subject {
  const read = readSubject(text, ports);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return openDeclared(read.file, { ...ports, ...own });
}

const look = (one = subject): Promise<Observation> => one.observe({ signal: AbortSignal.timeout(5_000) });
const judged = (observation: Observation, name: string) =>
  subject.invariants
    .find((one) => one.name === name)
    ?.judge(observation)
    .map(({ member, verdict }) => [member, verdict]);

describe("a subject of a file", () => {
  const unreachable = { urls: ["http://127.0.0.1:9", "http://127.0.0.1:9"], prometheus: "http://127.0.0.1:9" } as const;
  for (const { name, run } of conformance({
    open: async () => opened(shopFile(shop)),
    openUnreachable: async () => opened(shopFile(unreachable)),
  })) {
    it(name, run);
  }

  it("sees values by HTTP, PromQL and command, of each member", async () => {
    const { samples, members, blind } = await look();
    expect(blind).toEqual([]);
    expect(samples).toEqual([
      { name: "up", member: "one", value: true },
      { name: "up", member: "two", value: true },
      { name: "queue", member: "one", value: 3 },
      { name: "queue", member: "two", value: 4 },
      { name: "p99_ms", member: "one", value: 12.5 },
      { name: "p99_ms", member: "two", value: 20 },
      { name: "printed", value: 42 },
    ]);
    expect(members.map(({ state }) => state)).toEqual(["up", "up"]);
  });

  it("names the member that violates, and what nobody could see is unknown, never well", async () => {
    shop.state.queue = [3, 500];
    shop.state.isUp = [false, true];
    shop.state.p99 = { one: "NaN" };
    const observation = await look();
    expect(judged(observation, "web_down")).toEqual([
      ["one", "violated"],
      ["two", "holds"],
    ]);
    expect(judged(observation, "queue_long")).toEqual([
      ["one", "holds"],
      ["two", "violated"],
    ]);
    expect(judged(observation, "slow")).toEqual([["one", "unknown"]]);
    shop.state.p99 = {};
    expect(judged(await look(), "slow")).toEqual([[undefined, "unknown"]]);
  });

  it.each([
    ["nothing that matches", () => ({ exitCode: 0, stdout: "nothing" }), "printf printed no value"],
    ["an exit status", () => ({ exitCode: 3, stdout: "free 42" }), "printf ended with 3"],
    ["no program", () => new Error("spawn printf ENOENT"), "printf: spawn printf ENOENT"],
  ])("is blind to a command with %s, and says why", async (_what, said, why) => {
    answer = said;
    expect((await look()).blind).toEqual([{ what: "printed", why }]);
  });

  it("shows findings of its invariants and of its own", async () => {
    shop.state.queue = [0, 500];
    const there = subject.findings(await look(), []).filter(({ isThere }) => isThere);
    expect(there.map(({ name, member }) => [name, member])).toEqual([
      ["violated:queue_long", "two"],
      ["shows:queue_empty", "one"],
    ]);
  });

  it("asks a database one statement that only reads", async () => {
    const server: TestServer = await openTestServer();
    const { socketFolder, adminRole } = server.embedded;
    const address = `postgresql://${adminRole}@/postgres?host=${encodeURIComponent(socketFolder)}`;
    const file = (sql: string) =>
      shopFile(shop).replace("invariants:", `  rows: { sql: "${sql}", database: env:SHOP_DB }\ninvariants:`);
    const asked = async (sql: string) => {
      const one = opened(file(sql), { env: { ...ports.env, SHOP_DB: address } });
      const { samples, blind } = await look(one);
      await one.close();
      return [...samples.filter(({ name }) => name === "rows"), ...blind];
    };
    try {
      expect(await asked("SELECT count(*) FROM pg_database")).toEqual([{ name: "rows", value: expect.any(Number) }]);
      expect(await asked("SELECT 'two' AS member, 5 AS value")).toEqual([{ name: "rows", member: "two", value: 5 }]);
      expect(await asked("SELECT 1; SELECT 2")).toMatchObject([
        { what: "rows", why: expect.stringContaining("multiple commands") },
      ]);
      expect(await asked("SELECT lo_create(0)")).toMatchObject([
        { what: "rows", why: expect.stringContaining("read-only") },
      ]);
      expect(await asked("SELECT 1, 2")).toMatchObject([
        { what: "rows", why: expect.stringContaining("not one value") },
      ]);
    } finally {
      await server.close();
    }
  });

  it("is blind to an answer that is longer than any reading", async () => {
    shop.state.p99 = { one: "1".padEnd(2 * 1024 * 1024, " ") };
    expect((await look()).blind).toEqual([{ what: "p99_ms", why: expect.stringContaining("exceeded") }]);
  });

  it("is blind to what the environment has not, without asking anybody", async () => {
    const one = opened(shopFile(shop).replace(shop.prometheus, "env:NOWHERE"));
    expect((await look(one)).blind).toEqual([{ what: "p99_ms", why: "the environment has no NOWHERE" }]);
    await one.close();
  });
});

describe("an action of a file", () => {
  const prepared = (parameters: Record<string, string | number>, name = "set_queue", of = subject) => {
    const found = of.actions.find(({ action }) => action.declare().name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    const call = found.action.prepare(parameters);
    if (!call.ok) return { call, perform: undefined };
    return { call, perform: () => found.perform(call.call, { signal: AbortSignal.timeout(5_000) }) };
  };

  it("is done when the system shows it, with its secret from the environment", async () => {
    const { call, perform } = prepared({ member: "two", to: "7" });
    expect(call).toMatchObject({ ok: true, call: { inverse: { name: "set_queue", parameters: { to: 0 } } } });
    expect(await perform?.()).toEqual({ ok: true, said: "queue is 7" });
    expect(shop.asked).toEqual(['POST /queue {"to":"7"} Bearer own']);
    expect(shop.state.queue).toEqual([3, 7]);
  });

  it("is not done when the system said yes and shows something else: what happened is not known", async () => {
    shop.state.obeys = false;
    const said = await prepared({ member: "one", to: 7 }).perform?.();
    expect(said).toMatchObject({
      ok: false,
      isUnknown: true,
      code: "action.not_shown",
      why: expect.stringContaining("queue is 3"),
    });
  });

  it.each([
    [{ to: 7 }, "member"],
    [{ member: "three", to: 7 }, "member"],
    [{ member: "one", to: "many" }, "to"],
    [{ member: "one", to: 7, also: 1 }, "also"],
  ])("refuses %j and names what does not fit", (parameters, path) => {
    expect(prepared(parameters).call).toMatchObject({ ok: false, problems: [{ path }] });
  });

  it("tells a refusal from what is not known", async () => {
    const to = (path: string) => opened(shopFile(shop).replace("/queue", path));
    const [refusing, breaking] = [to("/refuse"), to("/break")];
    expect(await prepared({ member: "one", to: 7 }, "set_queue", refusing).perform?.()).toMatchObject({
      isUnknown: false,
      code: "action.refused",
    });
    expect(await prepared({ member: "one", to: 7 }, "set_queue", breaking).perform?.()).toMatchObject({
      isUnknown: true,
      code: "action.failed",
    });
    await Promise.all([refusing.close(), breaking.close()]);
  });

  it("keeps a parameter one part of an address, whatever it holds", async () => {
    const one = opened(
      shopFile(shop)
        .replace("{{url}}/queue", "{{url}}/queue/{{param.to}}")
        .replace("{ type: number, what: How long it is to be }", "{ what: How long it is to be }"),
    );
    shop.state.obeys = false;
    shop.state.queue = [7, 7];
    await prepared({ member: "one", to: "../limits?all=1#" }, "set_queue", one).perform?.();
    expect(shop.asked[0]).toMatch(/^POST \/queue\/\.\.%2Flimits%3Fall%3D1%23 /);
    await one.close();
  });

  it.each([
    ["safe", "[reboot]", "dangerous"],
    ["dangerous", "[printf, x]", "dangerous"],
    ["safe", "[shopctl]", "caution"],
    ["safe", "[printf, x]", "safe"],
  ])("that calls itself %s with the command %s is %s at least", async (risk, command, floor) => {
    const text = shopFile(shop).replace(/http: \{ method: POST[^\n]*/, `command: ${command}\n    risk: ${risk}`);
    const one = opened(text);
    expect(one.actions[0]?.action.declare().riskFloor).toBe(floor);
    await one.close();
  });

  it("runs a command as words, whatever a parameter holds, and is never below what the scanner says", async () => {
    const one = opened(
      shopFile(shop)
        .replace(/http: \{ method: POST[^\n]*/, 'command: [shopctl, set, "{{id}}", "{{param.to}}"]')
        .replace("{ type: number, what: How long it is to be }", "{ what: How long it is to be }"),
    );
    shop.state.queue = [7, 7];
    ran.length = 0;
    const { call, perform } = prepared({ member: "one", to: "7; rm -rf /" }, "set_queue", one);
    expect(call).toMatchObject({ ok: true, call: { declaration: { riskFloor: "caution", origin: "subject" } } });
    expect(await perform?.()).toMatchObject({ ok: true });
    expect(ran[0]).toEqual(["shopctl", "set", "one", "7; rm -rf /"]);
    await one.close();
  });
});

describe("a file that cannot be used", () => {
  const file = () => shopFile({ urls: ["http://a", "http://b"], prometheus: "http://p" });
  it.each([
    ["alive: up", "alive: there", "no sample there is observed"],
    ["id: two", "id: one", "there is a member one already"],
    ["{{url}}/health", "{{address}}/health", "not every web has address"],
    ["each: web, path", "each: cat, path", "no member is of the kind cat"],
    ["path: $.queue.length", 'path: "$..["', "this is no JSONPath"],
    ["match: 'free (\\d+)'", "match: '('", "this is no pattern"],
    ['[printf, "free 42 kB"]', "[rm, -rf, /]", "a look may only read, and the scanner calls this caution"],
    ["sample: queue, at_most: 100", "sample: length, at_most: 100", "no sample length is observed"],
    ["at_most: 100", "at_most: 100, below: 3", "exactly one of"],
    ["grace: 30s", "grace: soon", 'write a time such as "10s"'],
    ["settle: 10s", "settle: 1s", "would call a blink a recovery"],
    ["undo: { action: set_queue", "undo: { action: unset", "there is no action unset"],
    ['"violated:queue_long"', '"violated:queue"', "violated:queue is no finding"],
    ["severity: warning", "severtiy: warning", "`severtiy` is not known here"],
  ])("says of %j as %j what is wrong, and where", (good, bad, message) => {
    const text = file().replace(good, bad);
    expect(text).not.toBe(file());
    const read = readSubject(text, ports);
    if (read.ok) throw new Error("it was taken");
    const [problem] = read.problems;
    expect(problem?.message).toContain(message);
    expect(problem?.line).toBeGreaterThan(1);
  });

  it("is told all that is wrong with it at once", () => {
    const text = file()
      .replace("alive: up", "alive: there")
      .replace("sample: queue, at_most", "sample: length, at_most");
    expect(readSubject(text, ports)).toMatchObject({ ok: false, problems: [{ line: 7 }, { line: 15 }] });
  });
});
