import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { findServer } from "./find-server.ts";

const folder = mkdtempSync(join(tmpdir(), "steady-find-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("finds no server where nobody listens", async () => {
  expect(await findServer(folder)).toBeUndefined();
});

it("finds a server that cannot say how it is: its database is gone, and it is there all the same", async () => {
  mkdirSync(join(folder, "run"));
  const server = createServer((_request, response) => {
    response.writeHead(503, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ status: 503, detail: "the database is gone", code: "database.unreachable" }));
  });
  await once(server.listen(join(folder, "run", "steady.sock")), "listening");
  try {
    expect(await findServer(folder)).toBeDefined();
  } finally {
    server.close();
  }
});
