import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import { createClient } from "@steadyhand/client/node";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { ActorId } from "@steadyhand/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keySha256, newAccessKey } from "../src/access/access-key.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const json = { "content-type": "application/json" };
const ids = {
  sequence: "1",
  count: "1",
  tenantId: "ten_x",
  ...{ executionId: "exe_x", stepId: "stp_x", runbookId: "rbk_x", actorId: "act_x", approvalId: "apr_x" },
  ...{
    scheduleId: "sch_x",
    promotionId: "pro_x",
    elevationId: "elv_x",
    kind: "subject",
    name: "x",
    digest: "sha256:x",
  },
  ...{ incidentId: "inc_x", investigationId: "inv_x", turn: "1", subject: "x", action: "x" },
};
/** These open to a signature instead of a person, and stand in no document. */
const signed: readonly string[] = ["pressByWebhook", "tellPeer"];

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly code: unknown;
}

/** Sends exactly these bytes and headers: `fetch` would put its own in and tidy the path. */
function send(path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Answer> {
  const { hostname, port, host } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method, headers: { host, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        const isProblem = response.headers["content-type"]?.startsWith("application/problem+json");
        const code = isProblem ? JSON.parse(text).code : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code });
      });
    });
    sent.on("error", reject).end(body);
  });
}

const bearer = (key = server.key) => ({ authorization: `Bearer ${key}` });
const signIn = (key: string) => send("/v1/session", { method: "POST", headers: json, body: JSON.stringify({ key }) });
const cookieOf = ({ headers }: Answer) => headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

describe("without a key", () => {
  const closed = Object.entries(endpoints).filter(([name]) => name !== "signIn" && !signed.includes(name));

  it.each(closed)("%s is refused over TCP", async (_name, endpoint) => {
    const headers: Record<string, string> = endpoint.method === "POST" ? json : {};
    const answer = await send(pathOf(endpoint, ids), {
      method: endpoint.method,
      headers,
      ...(endpoint.method === "POST" && { body: "{}" }),
    });
    expect(answer).toMatchObject({ status: 401, code: "session.absent" });
  });

  it("every operation of the OpenAPI document is refused, save signing in", async () => {
    const { text } = await send("/openapi.json", { headers: bearer() });
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { operationId: string }>> };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
    );
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(endpoints)
        .filter((name) => !signed.includes(name))
        .sort(),
    );
    for (const { path, method, operationId } of operations) {
      const url = path.replaceAll(/\{(\w+)\}/g, (_match, name: keyof typeof ids) => ids[name]);
      const headers: Record<string, string> = method === "post" ? json : {};
      const { status } = await send(url, { method: method.toUpperCase(), headers });
      expect(status, operationId).toBe(operationId === "signIn" ? 400 : 401);
    }
  });

  it.each([
    ["pressByWebhook", 404, "panic.webhook_closed"],
    ["tellPeer", 401, "signature.absent"],
  ] as const)("%s is refused without a signature, even with a key", async (name, status, code) => {
    for (const headers of [json, { ...json, ...bearer() }]) {
      const answer = await send(endpoints[name].path, { method: "POST", headers, body: "{}" });
      expect(answer).toMatchObject({ status, code });
    }
  });

  it("the OpenAPI document itself is refused", async () => {
    expect((await send("/openapi.json")).status).toBe(401);
  });

  it.each([
    "/v1/status/",
    "//v1/status",
    "/v1//status",
    "/V1/status",
    "/%761/status",
    "/v1/status?key=1",
    "/v1/./status",
  ])("%s says nothing of the status", async (path) => {
    const { text } = await send(path);
    expect(text).not.toContain("dataFolder");
  });

  it("the page and the health check answer", async () => {
    expect((await send("/healthz")).text).toBe('{"status":"ok"}');
    expect((await send("/")).headers["content-type"]).toContain("text/html");
  });
});

describe("with a wrong key", () => {
  it.each(["Bearer wrong", "Bearer ", "bearer", "Basic cm9vdDpyb290", `Token ${"x".repeat(43)}`])(
    "%j is refused",
    async (authorization) => {
      expect((await send("/v1/status", { headers: { authorization } })).status).toBe(401);
    },
  );

  it("a cookie that we did not give is refused", async () => {
    const { port } = new URL(server.url);
    const cookie = `steadyhand_${port}=${"x".repeat(43)}`;
    expect((await send("/v1/status", { headers: { cookie } })).status).toBe(401);
  });
});

describe("a session", () => {
  it("is opened by the key, with a cookie that scripts and other sites cannot use, and ended by signing out", async () => {
    const opened = await signIn(server.key);
    expect(opened).toMatchObject({ status: 200 });
    expect(opened.headers["set-cookie"]?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const headers = { cookie: cookieOf(opened) };
    expect((await send("/v1/status", { headers })).status).toBe(200);
    expect((await send("/v1/session", { method: "DELETE", headers })).status).toBe(204);
    expect((await send("/v1/status", { headers })).status).toBe(401);
  });

  it("of another port does not count here", async () => {
    const cookie = cookieOf(await signIn(server.key)).replace(/^steadyhand_\d+/, "steadyhand_1");
    expect((await send("/v1/status", { headers: { cookie } })).status).toBe(401);
  });

  it("ends at once when its person is removed", async () => {
    const { actor, key } = await server.client.addPerson({ body: { name: "Kim" } });
    const headers = { cookie: cookieOf(await signIn(key)) };
    expect((await send("/v1/status", { headers })).text).toContain('"name":"Kim"');
    await server.client.removePerson({ parameters: { actorId: actor.id } });
    expect((await send("/v1/status", { headers })).status).toBe(401);
    expect((await send("/v1/status", { headers: bearer(key) })).status).toBe(401);
  });
});

describe("another tenant's person with the same id", () => {
  it("stays signed in, and keeps watching, when ours is removed", async () => {
    const { actor, key } = await server.client.addPerson({ body: { name: "Kim" } });
    const theirKey = newAccessKey();
    const namesake = { ...actor, id: actor.id as ActorId }; // the server gives ids of this form
    const added: AuditEventDraft = {
      type: "person.added",
      actor: namesake,
      outcome: "ok",
      why: "Kim was added",
      data: {},
    };
    const { people, ledger } = server.services;
    await people.add("ten_other", { actor: namesake, keySha256: keySha256(theirKey), roles: [] }, [added]);
    const headers = { cookie: cookieOf(await signIn(theirKey)) };
    const stop = new AbortController();
    const seen: unknown[] = [];
    const live = Promise.withResolvers<void>();
    const following = createClient({ baseUrl: server.url, key: theirKey }).followLedger({
      ...{ type: "person.*", signal: stop.signal },
      onEvent({ why }) {
        seen.push(why);
        stop.abort();
      },
      onState({ isLive }) {
        seen.push(isLive);
        live.resolve();
      },
    });
    await live.promise;
    await server.client.removePerson({ parameters: { actorId: actor.id } });
    expect((await send("/v1/status", { headers: bearer(key) })).status).toBe(401);
    expect((await send("/v1/status", { headers })).text).toContain('"name":"Kim"');
    await ledger.append("ten_other", [{ ...added, why: "still watched" }]);
    await following;
    expect(seen).toEqual([true, "still watched"]);
  });
});

describe("another site's page", () => {
  it.each([
    ["a name of ours in somebody else's DNS", { host: "evil.example" }, "request.foreign_host"],
    ["another port's name", { host: "127.0.0.1:1" }, "request.foreign_host"],
    ["another origin", { origin: "http://evil.example" }, "request.foreign_origin"],
    ["an origin without a name", { origin: "null" }, "request.foreign_origin"],
    ["another site", { "sec-fetch-site": "cross-site" }, "request.cross_site"],
    ["another port of this machine", { "sec-fetch-site": "same-site" }, "request.cross_site"],
  ])("that comes by %s is refused, even with the key", async (_name, headers, code) => {
    const answer = await send("/v1/status", { headers: { ...bearer(), ...headers } });
    expect(answer).toMatchObject({ status: 403, code });
  });

  it("cannot post what a form can post", async () => {
    const body = '{"command":"ls"}';
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const answer = await send("/v1/classify", {
        method: "POST",
        headers: { ...bearer(), "content-type": type },
        body,
      });
      expect(answer).toMatchObject({ status: 415, code: "body.not_json_type" });
    }
  });

  it("cannot post without saying that it is JSON, not even nothing", async () => {
    const answer = await send("/v1/audit/verify", { method: "POST", headers: bearer() });
    expect(answer).toMatchObject({ status: 415, code: "body.not_json_type" });
  });

  it("gets no permission by a preflight, and cannot frame the page or run its own scripts in it", async () => {
    const preflight = await send("/v1/status", { method: "OPTIONS", headers: { origin: "http://evil.example" } });
    expect(preflight.status).toBe(403);
    expect(preflight.headers).not.toHaveProperty("access-control-allow-origin");
    const { headers } = await send("/");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  });
});

describe("a hostile request", () => {
  const post = (body: string | Buffer, path = "/v1/runbooks/parse") =>
    send(path, { method: "POST", headers: { ...bearer(), ...json }, body });

  it.each([
    "/../../package.json",
    "/..%2f..%2fpackage.json",
    "/assets/..%2f..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/%5c..%5c..%5cpackage.json",
    "/.env",
    "/assets/%00",
  ])("for the file %s gets nothing of it", async (path) => {
    const { text } = await send(path);
    expect(text).not.toMatch(/"workspaces"|root:|"dependencies"/);
  });

  it("of 5 MB is refused as too large", async () => {
    expect(await post(`{"text":"${"x".repeat(5_000_000)}"}`)).toMatchObject({ status: 413, code: "body.too_large" });
  });

  it.each([
    ["not JSON", "{", "body.not_json"],
    ["empty", "", "body.empty"],
    ["not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22]), "body.not_utf8"],
    ["deeply nested", "[".repeat(1_000_000), "body.not_json"],
    ["deeply nested and whole", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, "request.invalid"],
    ["of unknown fields", '{"text":"x","evil":1,"__proto__":{"admin":true}}', "request.invalid"],
  ])("whose body is %s is refused", async (_name, body, code) => {
    expect(await post(body)).toMatchObject({ status: 400, code });
  });

  it("never has what it sent quoted in a refusal of unreadable JSON", async () => {
    expect((await post('{"password":"hunter2')).text).not.toContain("hunter2");
  });

  it("names all that does not fit at once", async () => {
    const { text, status } = await post('{"runbookId":"x","environment":"moon"}', "/v1/executions");
    const paths = JSON.parse(text).issues.map(({ path }: { path: string }) => path);
    expect(status).toBe(400);
    expect(paths).toEqual(expect.arrayContaining(["body.runbookId", "body.environment"]));
  });

  it("that is not HTTP is answered and cut", async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const closed = Promise.withResolvers<void>();
    socket.on("close", () => closed.resolve()).on("error", () => {});
    socket.resume().write("nonsense\r\n\r\n");
    await closed.promise;
    expect((await send("/healthz")).status).toBe(200);
  });
});

describe("the Unix socket", () => {
  it("needs no key: its caller is the owner", async () => {
    expect((await server.local.getStatus()).actor).toEqual({ kind: "person", id: "act_riley", name: "riley" });
  });
});

describe("people", () => {
  it("can be added and removed by the owner alone, who stays", async () => {
    const { actor, key, url } = await server.client.addPerson({ body: { name: "Kim" } });
    expect(url).toBe(`${server.url}/#key=${key}`);
    const kim = createClient({ baseUrl: server.url, key });
    await expect(kim.addPerson({ body: { name: "Mallory" } })).rejects.toMatchObject({ code: "person.owner_only" });
    await expect(kim.removePerson({ parameters: { actorId: "act_riley" } })).rejects.toMatchObject({ status: 403 });
    const removeOwner = server.client.removePerson({ parameters: { actorId: "act_riley" } });
    await expect(removeOwner).rejects.toMatchObject({ code: "person.is_owner" });
    const names = (await kim.listPeople()).items.map((person) => person.actor.name);
    expect(names).toEqual(["riley", "Kim"]);
    await server.client.removePerson({ parameters: { actorId: actor.id } });
    const again = server.client.removePerson({ parameters: { actorId: actor.id } });
    await expect(again).rejects.toMatchObject({ status: 404, code: "person.not_found" });
  });
});

describe("guessing keys", () => {
  it("ends after ten wrong ones within a minute, for signing in and for bearer keys", async () => {
    const fresh = await openTestServer();
    const { host, hostname, port } = new URL(fresh.url);
    const guess = (key: string) =>
      fetch(`http://${hostname}:${port}/v1/session`, {
        method: "POST",
        headers: { ...json, host },
        body: JSON.stringify({ key }),
      }).then(({ status }) => status);
    const cookie = (
      await fetch(`${fresh.url}/v1/session`, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ key: fresh.key }),
      })
    ).headers.getSetCookie()[0];
    for (let i = 0; i < 10; i++) expect(await guess(`wrong-key-number-${i}`)).toBe(401);
    expect(await guess("wrong-key-number-11")).toBe(429);
    expect(await guess(fresh.key)).toBe(429);
    await expect(fresh.client.getStatus()).rejects.toMatchObject({ status: 429 });
    const signedIn = await fetch(`${fresh.url}/v1/status`, { headers: { cookie: cookie?.split(";")[0] ?? "" } });
    expect(signedIn.status).toBe(200);
    expect((await fresh.local.getStatus()).targetName).toBe("test-host");
    await fresh.close();
  });
});
