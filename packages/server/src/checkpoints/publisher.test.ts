import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CheckpointPlace } from "./place.ts";
import { openPublisher } from "./publisher.ts";
import { readPlaces } from "./read-places.ts";

let folder: string;
let file: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-checkpoints-"));
  file = join(folder, "ledger-anchors.jsonl");
  stateFile = join(folder, "places.json");
  writeFileSync(file, "one\ntwo\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = { now: () => new Date("2026-11-21T20:00:00Z"), at: () => () => {} };
const open = (places: readonly CheckpointPlace[], warnings: unknown[] = []) =>
  openPublisher({ file, stateFile, places, clock, log: { warn: (...said: unknown[]) => void warnings.push(said) } });
const placesOf = (text: string, token?: string) =>
  readPlaces({ STEADYHAND_CHECKPOINTS: text, ...(token && { STEADYHAND_CHECKPOINTS_TOKEN: token }) });

/** A place that takes what it is given while it is told to. */
function openMemory(name = "memory") {
  const given: (readonly string[])[] = [];
  return {
    ...{ name, given, isAway: false },
    async keep(lines: readonly string[]) {
      if (this.isAway) throw new Error("it is away");
      given.push(lines);
    },
  };
}

describe("checkpoints in other places", () => {
  it("come there in order, once, also after the server was started anew", async () => {
    const place = openMemory();
    const first = await open([place]);
    await first.publish();
    appendFileSync(file, "three\nfou");
    await first.publish();
    appendFileSync(file, "r\n");
    await first.close();
    const second = await open([place]);
    await second.publish();
    appendFileSync(file, "five\n");
    await second.close();
    expect(place.given).toEqual([["one", "two"], ["three"], ["four"], ["five"]]);
  });

  it("wait for a place that is away, which is said, and hold up no other", async () => {
    const [away, there] = [openMemory(), openMemory("there")];
    away.isAway = true;
    const warnings: unknown[] = [];
    const publisher = await open([away, there], warnings);
    await publisher.publish();
    expect(there.given.flat()).toEqual(["one", "two"]);
    const since = clock.now();
    expect(publisher.states()).toEqual([
      { name: "memory", failing: { since, why: "it is away" } },
      { name: "there", keptAt: since },
    ]);
    expect(warnings.length).toBeGreaterThan(0);
    away.isAway = false;
    appendFileSync(file, "three\n");
    await publisher.publish();
    expect(away.given).toEqual([["one", "two", "three"]]);
    expect(publisher.states()[0]).toEqual({ name: "memory", keptAt: since });
  });

  it("come to many places at once, and each is remembered", async () => {
    const many = Array.from({ length: 20 }, (_, index) => openMemory(`place ${index}`));
    const publisher = await open(many);
    await publisher.close();
    expect(publisher.states().filter(({ failing }) => failing)).toEqual([]);
    await (await open(many)).close();
    expect(many.map(({ given }) => given)).toEqual(many.map(() => [["one", "two"]]));
  });

  it("are carried once more where nobody knows how far a place has come", async () => {
    const place = openMemory();
    await (await open([place])).close();
    writeFileSync(stateFile, '{"memory":');
    await (await open([place])).close();
    expect(place.given).toEqual([
      ["one", "two"],
      ["one", "two"],
    ]);
  });
});

describe("a place", () => {
  it("may be a file that is appended to", async () => {
    const path = join(folder, "elsewhere.jsonl");
    writeFileSync(path, "zero\n");
    await (await open(placesOf(`file:${path}`))).close();
    expect(readFileSync(path, "utf8")).toBe("zero\none\ntwo\n");
  });

  it("keeps whole lines also where a crash left half of one in its file", async () => {
    const path = join(folder, "elsewhere.jsonl");
    writeFileSync(path, "zero\nhal");
    await (await open(placesOf(`file:${path}`))).close();
    expect(readFileSync(path, "utf8")).toBe("zero\nhal\none\ntwo\n");
  });

  it("may be a Git repository, pushed where it has an upstream", async () => {
    const [upstream, clone] = [join(folder, "upstream.git"), join(folder, "clone")];
    const git = (...words: string[]) =>
      execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    git("init", "--quiet", "--bare", "--initial-branch=main", upstream);
    git("clone", "--quiet", upstream, clone);
    git("-C", clone, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "--allow-empty", "-m", "begin");
    git("-C", clone, "push", "--quiet", "--set-upstream", "origin", "HEAD:main");
    const publisher = await open(placesOf(`git:${clone}`));
    await publisher.publish();
    appendFileSync(file, "three\n");
    await publisher.close();
    expect(publisher.states()).toMatchObject([{ keptAt: expect.any(Date) }]);
    expect(git("-C", upstream, "show", "main:checkpoints.jsonl")).toBe("one\ntwo\nthree\n");
    expect(git("-C", upstream, "log", "--format=%s", "main").trim().split("\n")).toEqual([
      "Add a checkpoint",
      "Add 2 checkpoints",
      "begin",
    ]);
  });

  it("that is no repository is told so, and nothing is written into it", async () => {
    const plain = join(folder, "plain");
    mkdirSync(plain);
    const publisher = await open(placesOf(`git:${plain}`));
    await publisher.publish();
    expect(publisher.states()).toMatchObject([{ failing: { why: expect.stringContaining("not a git repository") } }]);
    expect(() => readFileSync(join(plain, "checkpoints.jsonl"))).toThrow("ENOENT");
  });

  describe("that is a webhook", () => {
    let server: Server;
    const heard: { readonly authorization: string | undefined; readonly body: string }[] = [];
    let status = 204;
    beforeEach(async () => {
      heard.length = 0;
      server = createServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        heard.push({ authorization: request.headers.authorization, body });
        response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it("gets the lines with the token, and is not believed when it refuses or sends elsewhere", async () => {
      const { port } = server.address() as AddressInfo; // it listens on a port, so it has one
      const publisher = await open(placesOf(`http://127.0.0.1:${port}/in?key=secret`, "token-1"));
      for (const [refusal, why] of [
        [500, "it answered with status 500"],
        [302, "fetch failed"],
      ] as const) {
        status = refusal;
        await publisher.publish();
        const [state] = publisher.states();
        expect(state).toMatchObject({ name: `http://127.0.0.1:${port}/in`, failing: { why } });
      }
      status = 204;
      await publisher.close();
      expect(heard.at(-1)).toEqual({ authorization: "Bearer token-1", body: "one\ntwo\n" });
      expect(publisher.states()[0]).not.toHaveProperty("failing");
    });
  });

  it.each([
    ["file:relative/path", "does not begin at the root"],
    ["ftp://example.com", "no place"],
    ["somewhere", "no place"],
    ["file:/a file:/a", "twice"],
  ])("that cannot be used stops the start: %s", (text, why) => {
    expect(() => placesOf(text)).toThrow(why);
  });

  it("need not be named: then there are none", () => {
    expect(readPlaces({})).toEqual([]);
  });
});
