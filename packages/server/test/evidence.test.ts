import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { keyIdOf, readCheckpointLine } from "@steadyhand/core/audit";
import type { Ledger } from "@steadyhand/engine";
import { readPdf } from "@steadyhand/evidence/read-pdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecord } from "../src/evidence/read-record.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

describe("the evidence of one execution", { timeout: 60_000 }, () => {
  let server: TestServer;
  let execution: ExecutionWire;

  beforeAll(async () => {
    server = await openTestServer();
    const { runbook } = await server.client.importRunbook({ body: { text: "# Say it\n\n1. Say: `echo hello`\n" } });
    const body = { runbookId: runbook.id, environment: "production", level: 2 } as const;
    const started = await server.client.startExecution({ body });
    const [step] = started.steps;
    execution = await server.client.decideApproval({
      parameters: { executionId: started.id, stepId: step?.id ?? "" },
      body: { type: "grant", digest: step?.approval?.digest ?? "" },
    });
    const seen = new AbortController();
    await server.client.watchExecution(execution.id, {
      signal: seen.signal,
      onUpdate: ({ head }) => (head.phase === "completed" ? seen.abort() : undefined),
      onOutput() {},
    });
  }, 60_000);
  afterAll(() => server.close());

  async function take(paper?: "letter") {
    const { isWhole, bytes } = await server.client.getEvidence({ executionId: execution.id, ...(paper && { paper }) });
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    const all = Buffer.concat(pieces);
    return { isWhole, all, text: readPdf(all).pages.join("\n") };
  }

  it("is drawn from the record of a run that really ran, and the check of it passes", async () => {
    const { isWhole, text } = await take();
    expect(isWhole).toBe(true);
    for (const said of [
      "Complete and unaltered",
      "Say it",
      "Done and verified",
      "echo hello",
      "Approved by riley",
      "test-host",
    ]) {
      expect(text).toContain(said);
    }
    // Of what really ran: the digest of the recorded proposal is the one that was approved and handed out.
    expect(text).toContain("computed anew from the recorded proposal: the same");
    expect(text).toMatch(/All of stdout as it was kept/);
    const { items } = await server.client.listAuditEvents({ query: { executionId: execution.id, limit: 500 } });
    for (const { hash } of items) expect(text).toContain(hash);
  });

  it("holds the newest checkpoint as one line that the public key confirms", async () => {
    const { text } = await take();
    const start = text.indexOf('{"checkpoint":');
    const line = text.slice(start, text.indexOf('"}', text.indexOf('"signature"', start)) + 2).replaceAll("\n", "");
    const publicKey = readFileSync(join(server.dataFolder, "ledger-key.pub"), "utf8");
    const read = readCheckpointLine(line, { keyId: keyIdOf(publicKey), publicKey });
    expect(read).toMatchObject({ ok: true, checkpoint: { tenantId: "ten_default" } });
  });

  it("is served as a file, on the paper that was asked for, and its taking is recorded", async () => {
    const response = await fetch(`${server.url}/v1/executions/${execution.id}/evidence?paper=letter`, {
      headers: { authorization: `Bearer ${server.key}` },
    });
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("steadyhand-record")).toBe("whole");
    expect(response.headers.get("content-disposition")).toMatch(
      new RegExp(`attachment; filename="steadyhand-${execution.id}-[\\d-]+\\.pdf"`),
    );
    expect(Buffer.from(await response.arrayBuffer()).toString("latin1")).toContain("/MediaBox [0 0 612 792]");
    const [newest] = (await server.client.listAuditEvents({ query: { type: "ledger.exported", limit: 1 } })).items;
    expect(newest).toMatchObject({
      why: `riley exported the record of ${execution.id} as PDF`,
      data: { executionId: execution.id, format: "pdf", paper: "letter" },
    });
    expect(newest).not.toHaveProperty("executionId");
  });

  it("says of an execution that there is not that there is none, and records nothing", async () => {
    const last = () => server.services.ledger.placeBefore("ten_default");
    const before = await last();
    const absent = server.client.getEvidence({ executionId: "exe_absent" });
    await expect(absent).rejects.toMatchObject({ code: "execution.not_found" });
    expect(await last()).toBe(before);
  });

  const check = async (change: (ledger: Ledger) => Partial<Ledger>) => {
    const { ledger, ledgerPublicKey: publicKeyPem, now } = server.services;
    // The id comes from the server, so it has that form.
    const where = { tenantId: "ten_default", executionId: execution.id as `exe_${string}`, publicKeyPem } as const;
    const read = await readRecord(
      { ...where, ledger: { ...ledger, ...change(ledger) } },
      { at: now(), keyId: keyIdOf(publicKeyPem) },
    );
    return read.check;
  };

  it.each<[string, (lines: AsyncIterable<string>) => AsyncIterable<string>, string]>([
    ["an event that is missing", (lines) => without(lines, 2), "ledger.dropped"],
    ["an event that was edited", (lines) => edited(lines), "ledger.edited"],
    ["an end that is missing", (lines) => without(lines, -1), "export.unfinished"],
  ])("believes no export: it finds %s by the auditors' own check", async (_what, change, code) => {
    const found = await check((ledger) => ({
      export: (tenantId, filter) => change(ledger.export(tenantId, filter)),
    }));
    expect(found).toMatchObject({ isWhole: false, problems: [{ code }] });
    expect(found).not.toHaveProperty("signed");
  });

  it("believes no proof: it finds a path that does not lead to the checkpoint", async () => {
    const found = await check((ledger) => ({
      proveInclusion: async (...which) => ({ ...(await ledger.proveInclusion(...which)), path: [] }),
    }));
    expect(found).toMatchObject({ isWhole: false, problems: [{ code: "proof.does_not_hold" }] });
    expect(found).not.toHaveProperty("inclusion");
  });

  it("finds an attempt on other bytes than those that were approved, although the chain is whole", async () => {
    const dispatched = (await server.client.listAuditEvents({ query: { executionId: execution.id, limit: 500 } }))
      .items;
    const step = dispatched.find(({ type }) => type === "step.dispatched");
    const actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" } as const;
    await server.services.ledger.append("ten_default", [
      {
        ...{ type: "step.dispatched", actor, executionId: execution.id as `exe_${string}`, outcome: "ok" },
        ...{ stepId: step?.stepId as `stp_${string}`, attempt: 1, why: "forged" },
        data: { digest: `sha256:${"0".repeat(64)}` },
      },
    ]);
    const { isWhole, text } = await take();
    expect(isWhole).toBe(false);
    expect(text).toContain("evidence.other_bytes");
  });

  // The last one: what was done to the record is not undone.
  it("says in large letters that the record does not hold, and shows the events that are there", async () => {
    const path = join(server.dataFolder, "ledger-anchors.jsonl");
    const [first = ""] = readFileSync(path, "utf8").split("\n");
    appendFileSync(path, `${first.replace(/"count":\d+/, '"count":1')}\n`);
    const { isWhole, text } = await take();
    expect(isWhole).toBe(false);
    expect(text).toMatch(/The record does not hold[\s\S]*anchor\.edited/);
    expect(text).not.toContain("Complete and unaltered");
    expect(text).toContain("execution.completed");
  });
});

/** Without one line of an export: by its place, from the end where that is negative. */
async function* without(lines: AsyncIterable<string>, place: number): AsyncGenerator<string> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  yield* all.toSpliced(place, 1);
}

async function* edited(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield line.replace("approved exactly these bytes", "approved just these bytes");
}
