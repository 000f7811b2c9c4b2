import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRedactor } from "@steadyhand/core/redaction";
import { createLog, type Services } from "@steadyhand/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPolicy, type PolicySource } from "../src/policy/open-policy.ts";
import type { PolicyState } from "../src/policy/policy-state.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const audit = '{ "version": 1, "environments": { "development": { "governance_mode": "audit" } } }';
const broken = '{\n  "version": 1,\n  "governence_mode": "audit"\n}';

describe("a policy file", { timeout: 30_000 }, () => {
  let server: TestServer;
  let folder: string;
  let file: string;
  let open: PolicySource[];

  beforeAll(async () => {
    server = await openTestServer();
  }, 60_000);
  afterAll(() => server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "steadyhand-policy-"));
    file = join(folder, "policy.json");
    open = [];
  });
  afterEach(async () => {
    for (const source of open) await source.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(ledger: Pick<Services["ledger"], "append" | "list"> = server.services.ledger) {
    const source = await openPolicy({
      path: file,
      lastGoodPath: join(folder, "policy.last-good.json"),
      removedPath: join(folder, "policy.removed.json"),
      ledger,
      tenantId: server.services.owner.tenantId,
      now: () => new Date(),
      redact: createRedactor({ learned: [] }).redact,
      log: createLog({ level: "silent" }),
    });
    open.push(source);
    return source;
  }

  async function stop(source: PolicySource): Promise<void> {
    open = open.filter((other) => other !== source);
    await source.close();
  }

  async function until(source: PolicySource, fits: (state: PolicyState) => boolean): Promise<PolicyState> {
    while (!fits(source.state())) await new Promise((resolve) => setImmediate(resolve));
    return source.state();
  }

  /** What the record says of this test's file, newest first. */
  async function events(type = "policy.*") {
    const { items } = await server.client.listAuditEvents({ query: { type, limit: 500 } });
    return items.filter(({ data }) => data.path === file);
  }

  it("is not needed: the strict standard holds without one", async () => {
    const source = await start();
    expect(source.state()).toMatchObject({ origin: "standard", problems: [] });
    expect(source.inForce().policy).toEqual({});
    expect(await events()).toEqual([]);
  });

  it("is in force within a second of being written, and what it changes is recorded", async () => {
    const source = await start();
    const written = performance.now();
    writeFileSync(file, audit);
    const { inForce } = await until(source, ({ origin }) => origin === "file");
    expect(performance.now() - written).toBeLessThan(1000);
    expect(await events()).toMatchObject([
      {
        type: "policy.changed",
        actor: { kind: "system" },
        data: {
          sha256: inForce.sha256,
          changes: ["environments.development.governance_mode (looser): strict (built in) → audit"],
        },
      },
    ]);
  });

  it.each<[string, (text: string) => void]>([
    ["written in place", (text) => writeFileSync(file, text)],
    [
      "moved over the old one",
      (text) => {
        writeFileSync(`${file}.new`, text);
        renameSync(`${file}.new`, file);
      },
    ],
    [
      "written anew after the old one was moved away, as editors do",
      (text) => {
        renameSync(file, `${file}~`);
        writeFileSync(file, text);
      },
    ],
    [
      "put behind a link, as a cluster mounts it",
      (text) => {
        writeFileSync(join(folder, "mounted"), text);
        symlinkSync(join(folder, "mounted"), `${file}.link`);
        renameSync(`${file}.link`, file);
      },
    ],
  ])("is taken over when it is %s", async (_how, write) => {
    writeFileSync(file, audit);
    const source = await start();
    write('{ "version": 1, "ceiling": 1 }');
    await until(source, ({ inForce }) => inForce.policy.ceiling === 1);
    expect((await events()).map(({ data }) => data.source)).toEqual(["file", "file"]);
  });

  it("leaves the last good one in force while it is broken, and that is recorded once", async () => {
    writeFileSync(file, audit);
    const first = await start();
    const good = first.state();
    writeFileSync(file, broken);
    const { inForce, problems } = await until(first, ({ origin }) => origin === "last_good");
    expect(inForce).toBe(good.inForce);
    expect(problems).toEqual([
      {
        ...{ line: 3, column: 3, path: "governence_mode" },
        message: 'there is no "governence_mode" here; did you mean "governance_mode"?',
        allowed: expect.stringContaining("governance_mode"),
      },
    ]);
    await stop(first);

    const second = await start();
    expect(second.state()).toMatchObject({ origin: "last_good", inForce: { sha256: good.inForce.sha256 } });
    expect(second.state().since.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await events("policy.refused")).toMatchObject([
      { outcome: "refused", why: expect.stringMatching(/line 3, column 3: .*last good text stays in force/) },
    ]);

    writeFileSync(file, audit);
    await until(second, ({ origin }) => origin === "file");
    expect(second.inForce().sha256).toBe(good.inForce.sha256);
  });

  it("leaves the strict standard in force when it was never good", async () => {
    writeFileSync(file, broken);
    const source = await start();
    expect(source.state()).toMatchObject({ origin: "standard", problems: [{ line: 3, column: 3 }] });
    expect(source.inForce().policy).toEqual({});
  });

  it("leaves in force what is when it cannot be read", async () => {
    writeFileSync(file, audit);
    const source = await start();
    unlinkSync(file);
    mkdirSync(file);
    const { problems } = await until(source, ({ origin }) => origin === "last_good");
    expect(problems).toMatchObject([{ message: "the file cannot be read: it is a folder" }]);
  });

  it("does not show back a secret that stands in it at a wrong place", async () => {
    const secret = "AKIAIOSFODNN7EXAMPLQ";
    writeFileSync(file, `{ "version": 1, "governance_mode": "${secret}" }`);
    const source = await start();
    expect(source.state().problems).toMatchObject([{ path: "governance_mode" }]);
    expect(JSON.stringify([source.state().problems, await events()])).not.toContain(secret);
  });

  it("gives way to the strict standard when it is removed, until there is one again", async () => {
    writeFileSync(file, audit);
    const first = await start();
    unlinkSync(file);
    await until(first, ({ origin }) => origin === "removed");
    expect(first.inForce().policy).toEqual({});
    await stop(first);
    expect(await events()).toMatchObject([
      { type: "policy.changed", data: { source: "removed", changed: 1 }, why: expect.stringContaining("is gone") },
      { type: "policy.changed" },
    ]);

    const second = await start();
    expect(second.state().origin).toBe("removed");
    expect(readFileSync(join(folder, "policy.removed.json"), "utf8")).toBe(audit);
    writeFileSync(file, audit);
    await until(second, ({ origin }) => origin === "file");
  });

  it("gives way to the strict standard when it was removed while nothing ran", async () => {
    writeFileSync(file, audit);
    await stop(await start());
    unlinkSync(file);
    const source = await start();
    expect(source.state().origin).toBe("removed");
    expect(source.inForce().policy).toEqual({});
  });

  it("is not in force before it is recorded, and is tried again until it is", async () => {
    const { ledger } = server.services;
    const recorded = Promise.withResolvers<void>();
    let refusals = 2;
    const source = await start({
      list: ledger.list,
      async append(tenantId, drafts) {
        if (refusals-- > 0) throw new Error("the record does not answer");
        await recorded.promise;
        return ledger.append(tenantId, drafts);
      },
    });
    writeFileSync(file, audit);
    while (refusals >= 0) await new Promise((resolve) => setImmediate(resolve));
    expect(source.state().origin).toBe("standard");
    recorded.resolve();
    await until(source, ({ origin }) => origin === "file");
  });
});

describe("a server with a policy file", { timeout: 60_000 }, () => {
  it("reads the file that STEADYHAND_POLICY names, says what holds, and checks others without taking them over", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steadyhand-policy-"));
    const file = join(folder, "steadyhand.json");
    writeFileSync(file, audit);
    const env = { PATH: process.env.PATH, HOME: tmpdir(), STEADYHAND_POLICY: file };
    const server = await openTestServer({ env });
    try {
      const { policy, governance } = await server.client.getStatus();
      expect(policy).toMatchObject({ source: "file", path: file, problems: [] });
      expect(governance).toBe("strict");
      expect(readFileSync(join(server.dataFolder, "policy.last-good.json"), "utf8")).toBe(audit);

      const inForce = await server.client.getPolicy();
      expect(inForce.document).toEqual(JSON.parse(audit));
      const settings = inForce.sections.flatMap((section) => section.settings);
      expect(settings.filter(({ isStandard }) => !isStandard)).toEqual([
        { path: "environments.development.governance_mode", says: "audit", isStandard: false },
      ]);

      const other = '{ "version": 1, "ceiling": 1 }';
      expect(await server.client.checkPolicy({ body: { text: other } })).toMatchObject({
        ok: true,
        changes: [
          { path: "environments.development.governance_mode", direction: "stricter" },
          { path: "ceiling", direction: "stricter" },
        ],
      });
      expect(await server.client.checkPolicy({ body: { text: broken } })).toMatchObject({
        ok: false,
        problems: [{ line: 3, column: 3 }],
      });
      expect((await server.client.getPolicy()).sha256).toBe(inForce.sha256);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
