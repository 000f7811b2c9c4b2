import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { guardRequest, isLoopback, requireJson } from "./guard-request.ts";

const port = 7411;
type Headers = Record<string, string>;

function request(headers: Headers, { method = "GET", url = "/v1/status" } = {}): IncomingMessage {
  // The guard reads these four and nothing else.
  return { headers, method, url, socket: { localPort: port } } as IncomingMessage;
}

const guard = (headers: Headers, rest?: { method?: string; url?: string }, names: readonly string[] = []) =>
  guardRequest(request(headers, rest), new Set(names));
const codeOf = (run: () => void) => {
  try {
    run();
    return "allowed";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
};

describe("guardRequest", () => {
  it.each(["127.0.0.1:7411", "localhost:7411", "LOCALHOST:7411", "[::1]:7411"])("takes host %s", (host) => {
    expect(codeOf(() => guard({ host }))).toBe("allowed");
  });

  it.each([
    "evil.example:7411",
    "localhost.evil.example:7411",
    "127.0.0.1:7412",
    "127.0.0.1",
    "127.0.0.1:7411@evil.example",
    "127.0.0.1:7411:1",
    "127.1:7411",
    "0.0.0.0:7411",
    "",
  ])("refuses host %j", (host) => {
    expect(codeOf(() => guard({ host }))).toBe("request.foreign_host");
  });

  it("refuses a request without a host", () => {
    expect(codeOf(() => guard({}))).toBe("request.foreign_host");
  });

  it("takes a configured name behind any port, and no other name", () => {
    expect(codeOf(() => guard({ host: "ops.example" }, {}, ["ops.example"]))).toBe("allowed");
    expect(codeOf(() => guard({ host: "ops.example:443" }, {}, ["ops.example"]))).toBe("allowed");
    expect(codeOf(() => guard({ host: "other.example" }, {}, ["ops.example"]))).toBe("request.foreign_host");
  });

  it.each(["http://evil.example", "http://127.0.0.1:8080", "null", "http://localhost:7411", "https://127.0.0.1"])(
    "refuses origin %s for host 127.0.0.1:7411",
    (origin) => {
      expect(codeOf(() => guard({ host: "127.0.0.1:7411", origin }))).toBe("request.foreign_origin");
    },
  );

  it("takes its own origin", () => {
    expect(codeOf(() => guard({ host: "127.0.0.1:7411", origin: "http://127.0.0.1:7411" }))).toBe("allowed");
  });

  it.each(["cross-site", "same-site"])("refuses what a %s page makes the browser send", (site) => {
    const headers = { host: "127.0.0.1:7411", "sec-fetch-site": site };
    expect(codeOf(() => guard(headers))).toBe("request.cross_site");
    expect(codeOf(() => guard({ ...headers, "sec-fetch-mode": "navigate" }))).toBe("request.cross_site");
    expect(codeOf(() => guard({ ...headers, "sec-fetch-mode": "navigate" }, { url: "/openapi.json" }))).toBe(
      "request.cross_site",
    );
    expect(codeOf(() => guard(headers, { url: "/assets/page.js" }))).toBe("request.cross_site");
  });

  it("lets a link in a chat open a page", () => {
    const headers = { host: "127.0.0.1:7411", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect(codeOf(() => guard(headers, { url: "/executions/exe_1" }))).toBe("allowed");
    expect(codeOf(() => guard(headers, { url: "/executions/exe_1", method: "POST" }))).toBe("request.cross_site");
  });
});

describe("requireJson", () => {
  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "refuses a post of %j",
    (type) => {
      const headers: Headers = type === "" ? {} : { "content-type": type };
      expect(codeOf(() => requireJson(request(headers, { method: "POST" })))).toBe("body.not_json_type");
    },
  );

  it("takes JSON with a charset", () => {
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect(codeOf(() => requireJson(request(headers, { method: "POST" })))).toBe("allowed");
  });
});

describe("isLoopback", () => {
  it.each(["127.0.0.1", "127.9.9.9", "localhost", "::1"])("knows %s", (host) => expect(isLoopback(host)).toBe(true));
  it.each(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.evil.example", "", "localhost.example"])(
    "does not take %j for one",
    (host) => expect(isLoopback(host)).toBe(false),
  );
});
