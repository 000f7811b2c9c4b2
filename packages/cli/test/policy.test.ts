import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "../../server/test/open-test-server.ts";
import { runSteady } from "./run-steady.ts";

const audit = '{ "version": 1, "environments": { "development": { "governance_mode": "audit" } } }';
const broken = '{\n  "version": 1,\n  "environments": { "production": { "ceiling": 4 } }\n}\n';

describe("steady policy", { timeout: 60_000 }, () => {
  let folder: string;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data") }, cwd: folder });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "steady-policy-"));
    write("good.json", audit);
    write("broken.json", broken);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("prints an example that it finds nothing wrong with, and a schema", async () => {
    const example = await steady("policy", "example");
    write("example.json", example.stdout);
    expect(await steady("policy", "check", "example.json")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("nothing is wrong"),
    });
    const schema = JSON.parse((await steady("policy", "schema")).stdout);
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  });

  it("checks a file without a server: each problem with its place and what is allowed, and exit code 1", async () => {
    const { code, stdout } = await steady("policy", "check", "broken.json");
    expect(code).toBe(1);
    expect(stdout).toContain("broken.json:3:48: environments.production.ceiling: L4 is above the hard maximum");
    expect(stdout).toContain("allowed: 1 to 3");
    const json = await steady("policy", "check", "broken.json", "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      problems: [{ line: 3, column: 48, allowed: "1 to 3" }],
    });
  });

  it("says what differs between two files without a server", async () => {
    write("other.json", '{ "version": 1, "ceiling": 1 }');
    const { code, stdout } = await steady("policy", "diff", "good.json", "other.json", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).changes).toMatchObject([
      { path: "environments.development.governance_mode", direction: "stricter" },
      { path: "ceiling", direction: "stricter" },
    ]);
    expect((await steady("policy", "diff", "good.json", "broken.json")).code).toBe(1);
  });

  it("says which file cannot be read, and what is no length of time", async () => {
    expect(await steady("policy", "check", "nothing.json")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/nothing\.json: there is no such file \[policy\.unreadable\]/),
    });
    expect(await steady("policy", "simulate", "good.json", "--since", "yesterday")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("[usage.since]"),
    });
    expect((await steady("policy", "simulate", "broken.json")).code).toBe(1);
  });
});

describe("steady policy with a server", { timeout: 60_000 }, () => {
  let server: TestServer;
  let folder: string;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: server.dataFolder }, cwd: folder });
  const json = async (...args: readonly string[]) => JSON.parse((await steady(...args, "--json")).stdout);
  const until = async (source: string) => {
    while ((await server.client.getStatus()).policy.source !== source);
  };

  beforeAll(async () => {
    server = await openTestServer();
    folder = mkdtempSync(join(tmpdir(), "steady-policy-"));
    writeFileSync(join(folder, "good.json"), audit);
    writeFileSync(join(folder, "observe.json"), '{ "version": 1, "safety_mode": "observe" }');
    writeFileSync(join(folder, "one.md"), "# One\n\n```bash\ntouch one\n```\n");
  }, 60_000);
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it("shows what is in force as a file would hold it, and what another file changes", async () => {
    expect(await steady("policy", "show")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/In force: the strict standard[\s\S]*environments\.production\.ceiling +L2/),
    });
    expect(await steady("policy", "diff", "good.json")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/looser +environments\.development\.governance_mode +strict \(built in\) → audit/),
    });
  });

  it("explains a decision, and says what recorded ones would have been", async () => {
    const { id, steps } = JSON.parse((await steady("run", "one.md", "--json")).stdout);
    const explained = await steady("policy", "explain", id);
    expect(explained.stdout).toMatch(/It waits for people: step \S+, attempt 1[\s\S]*→ +governance +L2 +strict/);
    expect(await json("policy", "explain", id, steps[0].id)).toMatchObject({ isOpen: true, decision: { level: 2 } });
    expect((await steady("policy", "explain", id, "stp_none")).code).toBe(3);

    expect(await json("policy", "simulate", "observe.json", "--since", "1h")).toMatchObject({
      decisions: 1,
      before: { approve: 1 },
      after: { by_hand: 1 },
      changed: [{ executionId: id, command: "touch one", after: { verdict: "by_hand" } }],
    });
    const drawn = (await steady("policy", "simulate", "observe.json")).stdout;
    expect(drawn).toMatch(/waited for people +1 +0\n/);
    expect(drawn).toMatch(/waits for one person, click \(L2\) → by hand \(L1\)\n +safety mode: observe/);
  });

  it("warns in status and doctor while a broken file leaves the last good one in force, and while it is gone", async () => {
    const file = join(server.dataFolder, "policy.json");
    writeFileSync(file, audit);
    await until("file");
    expect((await steady("status")).stderr).toBe("");
    writeFileSync(file, broken);
    await until("last_good");
    const warned = await steady("status");
    expect(warned.stderr).toContain("The policy file cannot be used; its last good text stays in force.");
    expect(warned.stderr).toContain("policy.json:3:48: environments.production.ceiling: L4 is above");
    const { checks } = await json("doctor");
    expect(checks).toContainEqual(expect.objectContaining({ name: "policy", state: "problem" }));
    unlinkSync(file);
    await until("removed");
    expect((await steady("status")).stderr).toContain("was removed: the strict standard is in force");
    expect(readFileSync(join(server.dataFolder, "policy.removed.json"), "utf8")).toBe(audit);
  });
});
