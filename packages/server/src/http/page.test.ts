import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerProblems } from "./answer-problems.ts";
import { registerPage } from "./page.ts";

describe("registerPage", () => {
  let base: string;
  let app: FastifyInstance;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "steadyhand-page-"));
    writeFileSync(join(base, "secret.txt"), "not yours");
    app = fastify();
    answerProblems(app, (text) => text);
  });
  afterEach(async () => {
    await app.close();
    rmSync(base, { recursive: true });
  });

  async function openBuilt() {
    const folder = join(base, "dist");
    mkdirSync(join(folder, "assets"), { recursive: true });
    writeFileSync(join(folder, "index.html"), "<title>the page</title>");
    writeFileSync(join(folder, "assets", "page-abc123.js"), "go()");
    writeFileSync(join(folder, ".hidden"), "not yours");
    await registerPage(app, folder);
  }
  const get = (url: string, method: "GET" | "HEAD" | "POST" = "GET") => app.inject({ method, url });

  it.each(["/", "/executions/exe_1", "/runbooks/rbk_1?tab=steps", "/audit"])("gives the page for %s", async (url) => {
    await openBuilt();
    const { statusCode, headers, body } = await get(url);
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: "<title>the page</title>" });
    expect(headers["cache-control"]).toBe("no-cache");
  });

  it("lets files whose names hold a hash be kept for ever", async () => {
    await openBuilt();
    const { headers, body } = await get("/assets/page-abc123.js");
    expect(body).toBe("go()");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["content-type"]).toContain("javascript");
  });

  it.each(["/assets/gone.js", "/assets", "/assets/", "/v1/nothing", "/v1", "/openapi.json/x"])(
    "does not give the page for %s",
    async (url) => {
      await openBuilt();
      expect(await get(url)).toMatchObject({ statusCode: 404 });
    },
  );

  it.each(["/../secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt", "/.hidden"])(
    "gives nothing outside the page's folder for %s",
    async (url) => {
      await openBuilt();
      expect((await get(url)).body).not.toContain("not yours");
    },
  );

  it("takes no posts", async () => {
    await openBuilt();
    expect((await get("/executions/exe_1", "POST")).statusCode).toBe(404);
  });

  it("says what to do when the page is not built", async () => {
    await registerPage(app, join(base, "absent"));
    const { statusCode, body } = await get("/");
    expect(statusCode).toBe(503);
    expect(body).toContain("npm start");
  });
});
