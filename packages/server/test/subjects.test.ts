import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const dataFolder = mkdtempSync(join(tmpdir(), "steadyhand-subjects-"));
const folder = join(dataFolder, "subjects");
let page: Server;
let isUp = true;
let server: TestServer;
const tenantId = "ten_default";

beforeAll(async () => {
  page = createServer((_request, response) => void response.writeHead(isUp ? 200 : 503).end());
  await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
  mkdirSync(folder);
  const text = fileOf("page");
  writeFileSync(join(folder, "a-page.yaml"), text);
  writeFileSync(join(folder, "b-broken.yaml"), text.replace("alive: up", "alive: there").replace("lab", "moon"));
  writeFileSync(join(folder, "c-again.yaml"), text);
  writeFileSync(join(folder, "notes.txt"), "no subject");
  server = await openTestServer({ dataFolder });
});
afterAll(async () => {
  await server?.close();
  page.closeAllConnections();
  await new Promise((resolve) => page.close(resolve));
  rmSync(dataFolder, { recursive: true, force: true });
});

const fileOf = (name: string) => `
subject: ${name}
environment: lab
every: 1s
within: 800ms
title: A page
members: [{ id: one, kind: web, url: "http://127.0.0.1:${(page.address() as AddressInfo).port}" }]
alive: up
observe:
  up: { http: "{{url}}/", each: web }
invariants:
  answers: { title: It answers, holds: { sample: up, equals: true } }
`;

describe("the folder of subjects", () => {
  it("has a subject for each file that can be used, and tells of every other what is wrong with it", () => {
    const { subjects } = server.services;
    expect(subjects.list().map(({ path, file, pace }) => [path, file.name, file.environment, pace])).toEqual([
      [join(folder, "a-page.yaml"), "page", "lab", { intervalMs: 1_000, lookWithinMs: 800 }],
    ]);
    expect(subjects.find("page")?.subject).toMatchObject({ name: "page", kind: "declared" });
    expect(subjects.find("other")).toBeUndefined();
    expect(subjects.problems()).toMatchObject([
      {
        path: join(folder, "b-broken.yaml"),
        problems: [{ line: 3 }, { line: 8, message: expect.stringContaining("there") }],
      },
      { path: join(folder, "c-again.yaml"), problems: [{ message: expect.stringContaining("already") }] },
    ]);
  });

  it("is watched: what is seen can be read, and what breaks is an incident until it holds again", async () => {
    const { subjects, monitor, incidents } = server.services;
    const last = () => monitor.lastLook({ tenantId, subject: "page" });
    await vi.waitFor(() => expect(last()).toMatchObject({ look: { kind: "seen" }, standing: [] }), 10_000);
    expect(subjects.find("page")?.isWatched).toBe(true);
    isUp = false;
    const open = await vi.waitFor(async () => {
      const { items } = await incidents.list(tenantId, {}, { limit: 10 });
      expect(items).toMatchObject([{ subject: "page", phase: "open" }]);
      return items[0];
    }, 10_000);
    expect(last()?.standing).toMatchObject([{ invariant: "answers", member: "one", state: "violated" }]);
    isUp = true;
    await vi.waitFor(async () => {
      expect(await incidents.get(tenantId, open?.id ?? "inc_")).toMatchObject({ phase: "resolved" });
    }, 20_000);
  });
});
