import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Subject } from "@steadyhand/subject";
import { openRateLimiter } from "@steadyhand/subjects/ratelimiter";
import { afterEach, describe, expect, it } from "vitest";
import { judge } from "./open-lab.ts";

/** What answers where a node should. The other side of the wire is not ours here. */
const servers: Server[] = [];
const subjects: Subject[] = [];
afterEach(async () => {
  await Promise.all(subjects.splice(0).map((subject) => subject.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
}

/** Much longer than a busy machine takes to answer: only a test of silence waits for its end. */
const patientMs = 20_000;

function watch(
  url: string,
  { log, answerWithinMs = patientMs }: { log?: string; answerWithinMs?: number } = {},
): Subject {
  const nodes = [{ id: "node-1", url, ...(log !== undefined && { log }) }];
  const timing = { answerWithinMs };
  const subject = openRateLimiter({ name: "x", nodes, redis: { url: "redis://127.0.0.1:1" }, timing });
  subjects.push(subject);
  return subject;
}

async function nodeOf(listener: RequestListener, options: { answerWithinMs?: number } = {}) {
  const subject = watch(await serve(listener), options);
  // Nobody ends this look: each answer has a time limit of its own.
  const seen = await subject.observe({ signal: new AbortController().signal });
  for (const said of judge(subject, seen)) expect(said.verdict).not.toBe("holds");
  return seen.members.find(({ id }) => id === "node-1");
}

const health = { id: "node-1", instance: "1", clock: 0, redis: { isConnected: true, rttMs: 1 } };

describe("an address where no node of this name answers", () => {
  it("is not taken for the node when another node answers there", async () => {
    const node = await nodeOf((_, response) => void response.end(JSON.stringify({ ...health, id: "node-2" })));
    expect(node).toMatchObject({ state: "unknown", why: expect.stringContaining("says that it is node-2") });
  });

  it("is not followed to where it points", async () => {
    const elsewhere = await serve((_, response) => void response.end(JSON.stringify(health)));
    const node = await nodeOf(
      (request, response) => void response.writeHead(302, { location: `${elsewhere}${request.url}` }).end(),
    );
    expect(node?.state).toBe("unknown");
  });

  it("is not read without end", async () => {
    const node = await nodeOf((_, response) => void response.end(Buffer.alloc(5 * 1024 * 1024, " ")));
    expect(node?.why).toContain("more than 4 MiB");
  });

  it("is unknown when what it says is no health of a rate limiter", async () => {
    expect(await nodeOf((_, response) => void response.end('{"status":"ok"}'))).toMatchObject({ state: "unknown" });
    expect(await nodeOf((_, response) => void response.end("<html>"))).toMatchObject({ state: "unknown" });
  });

  it("is unknown when it never ends its answer", async () => {
    expect(await nodeOf((_, response) => void response.write("{"), { answerWithinMs: 1_000 })).toMatchObject({
      ...{ state: "unknown", why: expect.stringContaining("did not answer in time") },
    });
  });
});

describe("a node's log", () => {
  const read = (text: string, limit = 100, since?: Date) => {
    const path = join(mkdtempSync(join(tmpdir(), "log-")), "node.jsonl");
    writeFileSync(path, text);
    const subject = watch("http://127.0.0.1:1", { log: path });
    const signal = AbortSignal.timeout(5_000);
    return subject.readLogs?.({ member: "node-1", limit, signal, ...(since !== undefined && { since }) });
  };
  const line = (second: number, text: string) =>
    JSON.stringify({ at: `2026-01-01T00:00:0${second}.000Z`, level: "warn", text });

  it("gives the newest lines, with time and level where they bear one, and any other line as it stands", async () => {
    const text = `${[line(1, "one"), line(2, "two"), "    at somewhere", line(3, "three")].join("\n")}\n`;
    expect((await read(text, 3))?.map(({ level, text }) => [level, text])).toEqual([
      ["warn", "two"],
      [undefined, "    at somewhere"],
      ["warn", "three"],
    ]);
    expect((await read(text, 9, new Date("2026-01-01T00:00:03Z")))?.map(({ text }) => text)).toEqual([
      "    at somewhere",
      "three",
    ]);
  });

  it("is read from its end only, and from the beginning of a line", async () => {
    const long = `${"x".repeat(1000)}\n`.repeat(1000);
    const lines = await read(`${line(1, "first")}\n${long}${line(2, "last")}\n`, 10_000);
    expect(lines?.at(-1)).toMatchObject({ text: "last" });
    expect(lines?.length).toBeLessThan(300);
    expect(lines?.[0]?.text).toHaveLength(1000);
  });

  it("says why when there is none to read", async () => {
    const request = { limit: 1, signal: AbortSignal.timeout(1_000) };
    await expect(watch("http://127.0.0.1:1").readLogs?.({ member: "node-1", ...request })).rejects.toMatchObject({
      code: "subject.no_log",
    });
    await expect(
      watch("http://127.0.0.1:1", { log: "/no/such/file" }).readLogs?.({ member: "node-1", ...request }),
    ).rejects.toMatchObject({
      code: "subject.log_unreadable",
    });
  });
});
