import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Concluded, Investigation } from "@steadyhand/core/investigation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { openSickShops, type SickShops } from "./sick-shops.ts";
import { until } from "./until.ts";

const tenantId = "ten_default";
const shopNames = ["two-faults", "heals-itself", "red-herring", "unseen", "undescribed", "held"] as const;
const folder = mkdtempSync(join(tmpdir(), "steadyhand-honest-"));
let shops: SickShops;
let server: TestServer;

beforeAll(async () => {
  shops = await openSickShops();
  mkdirSync(join(folder, "subjects"), { recursive: true });
  for (const name of shopNames) writeFileSync(join(folder, "subjects", `${name}.yaml`), shops.file(name));
  server = await openTestServer({ dataFolder: folder });
  expect(server.services.subjects.problems()).toEqual([]);
}, 90_000);
afterAll(async () => {
  await server?.close();
  await shops?.close();
  rmSync(folder, { recursive: true, force: true });
});

const incidentOf = async (subject: string) =>
  (await server.services.incidents.list(tenantId, { subject }, { limit: 1 })).items[0];
const investigationsOf = async (subject: string): Promise<readonly Investigation[]> => {
  const incident = await incidentOf(subject);
  return incident === undefined ? [] : server.services.operator.ofIncident(tenantId, incident.id);
};
const concluded = (subject: string, isSo: (last: Concluded) => boolean = () => true) =>
  until(`an investigation of ${subject} comes so far`, async () => {
    const last = (await investigationsOf(subject)).at(-1);
    return last?.phase === "concluded" && isSo(last) ? last : undefined;
  });
const resolved = (subject: string) =>
  until(`${subject} is over`, async () => ((await incidentOf(subject))?.phase === "resolved" ? true : undefined));
const waits = async (executionId: string) => {
  const { steps } = await server.client.getExecution({ parameters: { executionId } });
  return steps.find(({ phase }) => phase === "awaiting_approval");
};
/** A person looks at what waits, and says yes to exactly that. */
async function approve(executionId: string) {
  const step = await until(`${executionId} waits`, async () => waits(executionId));
  const digest = step.approval?.digest ?? "";
  await server.client.decideApproval({ parameters: { executionId, stepId: step.id }, body: { type: "grant", digest } });
}
const changesOf = (subject: string) => shops.changes.filter((change) => change.includes(` ${subject}/`));

// Each has a shop of its own, so all of them go on at once.
describe.concurrent("what the operator comes to", { timeout: 120_000 }, () => {
  it("finds two faults at once, and mends each with its own action, one after the other", async () => {
    shops.member("two-faults", "one").isUp = false;
    shops.member("two-faults", "two").queue = 900;
    const first = await concluded("two-faults", ({ remedy }) => remedy !== undefined);
    await approve(first.remedy?.executionId ?? "");
    const mended = await concluded("two-faults", ({ remedy }) => remedy?.phase === "ended");
    // What is still violated on the other member is not this action's to mend.
    expect(mended).toMatchObject({ id: first.id, remedy: { result: "helped" } });
    const second = await concluded("two-faults", ({ id, remedy }) => id !== first.id && remedy !== undefined);
    await approve(second.remedy?.executionId ?? "");
    await resolved("two-faults");
    const named = [first, second].flatMap(({ diagnosis }) =>
      diagnosis.causes.map(({ name, members }) => `${name} ${members}`),
    );
    expect([...new Set(named)].toSorted()).toEqual(["gone one", "stuck two"]);
    expect(changesOf("two-faults").toSorted()).toEqual(["POST two-faults/one/restart", "POST two-faults/two/empty"]);
  });

  it("withdraws what it proposed for a fault that heals by itself, and does nothing", async () => {
    const one = shops.member("heals-itself", "one");
    one.isUp = false;
    const { remedy } = await concluded("heals-itself", (last) => last.remedy !== undefined);
    await until("it waits", async () => waits(remedy?.executionId ?? ""));
    one.isUp = true;
    await resolved("heals-itself");
    const last = await concluded("heals-itself", (one) => one.remedy?.phase === "ended");
    expect(last.remedy).toMatchObject({ result: "declined" });
    const execution = await server.client.getExecution({ parameters: { executionId: remedy?.executionId ?? "" } });
    expect(execution.phase).toBe("aborted");
    expect(changesOf("heals-itself")).toEqual([]);
  });

  it("is not led astray by something odd that has nothing to do with it, and says why not", async () => {
    shops.member("red-herring", "one").warns = true;
    shops.member("red-herring", "one").queue = 900;
    const { diagnosis } = await concluded("red-herring");
    expect(diagnosis).toMatchObject({ outcome: "cause_found", causes: [{ name: "stuck", members: ["one"] }] });
    const other = diagnosis.alternatives.find(({ causes }) => causes.some(({ name }) => name === "stale_certificate"));
    expect(other?.whyNot).toBeTruthy();
  });

  it("names no cause where what would show it cannot be seen, and says what that is", async () => {
    shops.member("unseen", "one").queue = undefined;
    const { diagnosis, remedy } = await concluded("unseen");
    expect(diagnosis.outcome).not.toBe("cause_found");
    expect(diagnosis.causes).toEqual([]);
    expect(diagnosis.blind.join()).toContain("queue");
    expect(remedy).toBeUndefined();
    expect((await incidentOf("unseen"))?.phase).toBe("open");
  });

  it("names no cause, and proposes nothing, where nobody has described the fault", async () => {
    shops.member("undescribed", "two").disk = 99;
    const { diagnosis, remedy } = await concluded("undescribed");
    expect(diagnosis).toMatchObject({ outcome: "inconclusive", causes: [], suggestions: [] });
    expect(remedy).toBeUndefined();
  });

  it("looks into what a person holds, and proposes nothing until it is let go", async () => {
    const one = shops.member("held", "one");
    one.isUp = false;
    const incident = await until("it opens", () => incidentOf("held"));
    const riley = { tenantId, actor: server.services.owner.actor } as const;
    const word = { id: incident.id, why: "we are looking ourselves" };
    // Whichever comes first: what was proposed before the hold is a person's to answer.
    await server.services.incidents.hold(riley, word);
    const before = (await investigationsOf("held")).length;
    expect(before).toBeLessThanOrEqual(1);
    const { id, remedy } = await concluded("held");
    if (remedy === undefined) {
      await server.services.operator.turn();
      expect((await server.services.operator.get(tenantId, id)).phase).toBe("concluded");
      await server.services.incidents.unhold(riley, word);
    }
    const proposed = await concluded("held", (last) => last.remedy !== undefined);
    expect(proposed.id).toBe(id);
    expect(changesOf("held")).toEqual([]);
  });
});
