import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEventWire } from "@steadyhand/api";
import { createClient } from "@steadyhand/client/node";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-follow-"));
let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ dataFolder: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const draft = (why: string, type: AuditEventDraft["type"] = "note.written"): AuditEventDraft => ({
  ...{ type, actor: { kind: "person", id: "act_riley", name: "riley" }, outcome: "ok", why, data: {} },
});
const append = (...drafts: AuditEventDraft[]) => server.services.ledger.append("ten_default", drafts);
const lastPlace = () => server.services.ledger.placeBefore("ten_default");

/** Follows until so many events have come. `whenLive` runs once it is connected. */
async function follow(
  count: number,
  how: { readonly type?: string; readonly after?: number; readonly since?: string },
  whenLive: () => unknown = () => {},
): Promise<AuditEventWire[]> {
  const seen: AuditEventWire[] = [];
  const stop = new AbortController();
  await server.client.followLedger({
    ...how,
    signal: stop.signal,
    onEvent(event) {
      seen.push(event);
      if (seen.length === count) stop.abort();
    },
    onState: ({ isLive }) => isLive && whenLive(),
  });
  return seen;
}

/** Opens the stream by hand, as a program of somebody else's would. */
async function open(query: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const { port } = new URL(server.url);
  const auth = { authorization: `Bearer ${server.key}`, host: new URL(server.url).host };
  const sent = httpRequest({ port, path: `/v1/audit/stream${query}`, headers: { ...auth, ...headers } });
  sent.on("error", () => {});
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response.setEncoding("utf8");
}

async function idsOf(response: IncomingMessage, count: number): Promise<number[]> {
  const ids: number[] = [];
  let [rest, id] = ["", 0];
  for await (const chunk of response) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("id: ")) id = Number(line.slice(4));
      if (line === "event: event") ids.push(id);
    }
    if (ids.length >= count) {
      response.destroy();
      return ids.slice(0, count);
    }
  }
  throw new Error(`the stream ended after ${ids.length} events`);
}

describe("whoever follows the record", () => {
  it("is told of each event within a second of its being stored", async () => {
    const tookMs: number[] = [];
    const stop = new AbortController();
    let storedAt = 0;
    const store = async () => {
      await append(draft("now"));
      storedAt = performance.now();
    };
    await server.client.followLedger({
      signal: stop.signal,
      onState: ({ isLive }) => void (isLive && store()),
      async onEvent(event) {
        expect(event).toMatchObject({ why: "now", type: "note.written", hash: expect.any(String) });
        tookMs.push(performance.now() - storedAt);
        if (tookMs.length === 5) stop.abort();
        else await store();
      },
    });
    // The best of five: how long the machine itself stands still is nothing of ours.
    expect(Math.min(...tookMs)).toBeLessThan(1_000);
  });

  it("gets what came since a time, or after a number, in order and each once", async () => {
    const before = await lastPlace();
    await append(...Array.from({ length: 450 }, (_, n) => draft(`event ${n}`)));
    const after = await follow(450, { after: before });
    expect(after.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 450 }, (_, n) => before + 1 + n));
    const since = await follow(450, { since: after[0]?.at ?? "" });
    expect(since.map(({ sequence }) => sequence)).toEqual(after.map(({ sequence }) => sequence));
  });

  it("gets those of a type or of a prefix only", async () => {
    const before = await lastPlace();
    await append(draft("one", "step.approved"), draft("two"), draft("three", "step.executed"), draft("four"));
    const steps = await follow(2, { after: before, type: "step.*" });
    expect(steps.map(({ why }) => why)).toEqual(["one", "three"]);
    const exact = await follow(1, { after: before, type: "step.executed" });
    expect(exact.map(({ why }) => why)).toEqual(["three"]);
  });

  it("goes on by Last-Event-ID, as every reader of server-sent events does", async () => {
    const before = await lastPlace();
    await append(draft("one"), draft("two"), draft("three"));
    const response = await open("", { "last-event-id": String(before + 1) });
    expect(response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(await idsOf(response, 2)).toEqual([before + 2, before + 3]);
  });

  it("misses nothing and hears nothing twice over a restart of the server", async () => {
    const before = await lastPlace();
    const seen: number[] = [];
    const stop = new AbortController();
    const client = createClient({ socketPath: server.socket });
    await append(draft("before"));
    let restart: Promise<void> | undefined;
    await client.followLedger({
      after: before,
      signal: stop.signal,
      onEvent({ sequence, why }) {
        seen.push(sequence);
        if (why === "before") {
          restart = server.close().then(async () => {
            server = await openTestServer({ dataFolder: folder });
            await append(draft("after"));
          });
        }
        if (why === "after") stop.abort();
      },
    });
    await restart;
    expect(seen).toEqual(seen.map((_, n) => before + 1 + n));
    expect(seen.length).toBeGreaterThanOrEqual(4);
  });

  it("who reads slowly is waited for, and the server keeps next to nothing for them", async () => {
    const before = await lastPlace();
    const long = "x".repeat(20_000);
    for (let n = 0; n < 10; n++) await append(...Array.from({ length: 100 }, () => draft(long)));
    let asked = 0;
    const { ledger } = server.services;
    const { listAfter } = ledger;
    ledger.listAfter = (...request) => {
      asked += 1;
      return listAfter(...request);
    };
    const response = await open(`?after=${before}`);
    response.pause();
    // What the operating system holds for a connection is a few MB; 20 MB were stored.
    await append(draft("meanwhile"));
    await new Promise(setImmediate);
    const askedWhilePaused = asked;
    const ids = await idsOf(response, 1_000);
    ledger.listAfter = listAfter;
    expect(ids).toEqual(Array.from({ length: 1_000 }, (_, n) => before + 1 + n));
    expect(askedWhilePaused).toBeLessThanOrEqual(3);
  });

  it("sees nothing of another tenant", async () => {
    const before = await lastPlace();
    await server.services.ledger.append("ten_other", [draft("theirs")]);
    await append(draft("ours"));
    expect(await follow(1, { after: before })).toMatchObject([{ why: "ours", sequence: before + 1 }]);
  });

  it("is cut off at once when they are removed", async () => {
    const { actor, key } = await server.client.addPerson({ body: { name: "Sam" } });
    const response = await open("", { authorization: `Bearer ${key}` });
    response.resume();
    const removedAt = performance.now();
    await server.client.removePerson({ parameters: { actorId: actor.id } });
    await once(response, "close");
    // The next time that the key would have been asked about is 10 s after it was asked about first.
    expect(performance.now() - removedAt).toBeLessThan(5_000);
    const again = await open("", { authorization: `Bearer ${key}` });
    again.resume();
    expect(again.statusCode).toBe(401);
  });

  it("is told what is wrong with what they ask, as a problem", async () => {
    const response = await fetch(`${server.url}/v1/audit/stream?after=-1`, {
      headers: { authorization: `Bearer ${server.key}` },
    });
    expect([response.status, await response.json()]).toMatchObject([400, { code: "request.invalid" }]);
  });
});

describe("intents without an outcome", () => {
  it("are listed while they run, with how long, where, and what is done about it, and are gone when they are over", async () => {
    const marker = join(folder, "go-on");
    const text = `# Wait\n\n1. Wait:\n\n   \`\`\`sh\n   until [ -e ${marker} ]; do sleep 0.05; done\n   \`\`\`\n`;
    const { runbook } = await server.client.importRunbook({ body: { text } });
    const started = await server.client.startExecution({
      body: { runbookId: runbook.id, environment: "development", level: 2, workingDirectory: folder },
    });
    const [step] = started.steps;
    await server.client.decideApproval({
      parameters: { executionId: started.id, stepId: step?.id ?? "" },
      body: { type: "grant", digest: step?.approval?.digest ?? "", typedTarget: "test-host" },
    });
    const { items } = await server.client.listUnfinished();
    const dispatched = await server.client.listAuditEvents({
      query: { executionId: started.id, type: "step.dispatched", limit: 1 },
    });
    expect(items).toMatchObject([
      {
        ...{ executionId: started.id, stepId: step?.id, runbookId: runbook.id, targetName: "test-host" },
        ...{ sequence: dispatched.items[0]?.sequence, state: "awaited", does: expect.stringContaining("awaited") },
        node: { isLiving: true },
      },
    ]);
    await follow(1, { after: dispatched.items[0]?.sequence ?? 0, type: "step.executed" }, async () => {
      const { writeFile } = await import("node:fs/promises");
      await writeFile(marker, "");
    });
    expect((await server.client.listUnfinished()).items).toEqual([]);
  });
});
