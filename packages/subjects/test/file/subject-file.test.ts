import { openSubject, readSubjectFile, runWords } from "@steadyhand/subjects/file";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shopFile } from "../declared/shop.ts";

const judge = () => "safe" as const;
const env = { LIMITER_REDIS: "redis://watcher:kT9xmQ2vLr8@10.0.0.10:6379/0" };
const nowhere = { urls: ["http://127.0.0.1:9", "http://127.0.0.1:9"], prometheus: "http://127.0.0.1:9" } as const;
const read = (text: string) => readSubjectFile(text, { judge, env });

const limiter = `
subject: checkout-limits
kind: ratelimiter
environment: production
project: checkout
every: 10s
settings:
  nodes:
    - { id: node-1, url: "http://10.0.0.11:8080" }
  redis: { url: "env:LIMITER_REDIS" }
`;
const tikv = `
subject: orders
kind: tikv
environment: test
settings: { pd: [{ name: pd1, url: "http://pd1:2379" }], stores: [{ address: "tikv1:20160" }] }
`;
const postgres = `
subject: ledger
kind: postgres
environment: lab
disposable: true
level: 5
settings: { primary: { id: db1, watch: "postgresql://watcher@127.0.0.1:1/postgres" } }
`;

function problemsOf(text: string) {
  const found = read(text);
  return found.ok ? [] : found.problems.map(({ line, message }) => `${line}: ${message}`);
}

describe("a subject's file", () => {
  it.each([
    ["declared", `environment: development\n${shopFile(nowhere)}`, "shop"],
    ["ratelimiter", limiter, "checkout-limits"],
    ["tikv", tikv, "orders"],
    ["postgres", postgres, "ledger"],
  ])("opens a subject of the kind %s by the name that the file gives it", async (kind, text, name) => {
    const found = read(text);
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    const subject = openSubject(found.file, { env, judge, now: () => new Date(), run: runWords(undefined) });
    expect(subject).toMatchObject({ kind, name });
    expect(found.file).toMatchObject({ name, text, of: { kind } });
    await subject.close();
  });

  it("is looked at every 30 seconds for 10 at most, and nothing in it is disposable, unless it says so", () => {
    expect(read(tikv)).toMatchObject({
      file: { environment: "test", everyMs: 30_000, withinMs: 10_000, isDisposable: false },
    });
    expect(read(postgres)).toMatchObject({ file: { isDisposable: true, level: 5 } });
    expect(read(limiter)).toMatchObject({ file: { everyMs: 10_000, project: "checkout" } });
  });

  it("names the variables that hold what must not stand in it, and keeps their values out of its text", () => {
    const found = read(limiter);
    expect(found).toMatchObject({ ok: true, file: { environmentNames: ["LIMITER_REDIS"] } });
    expect(found.ok && found.file.text).not.toContain("kT9x");
    expect(readSubjectFile(limiter, { judge, env: {} })).toMatchObject({
      problems: [{ line: 10, message: "the environment has no LIMITER_REDIS: set it" }],
    });
  });

  it("says what stands in the way where a key that it names cannot be read", () => {
    const found = read(tikv.replace("settings: {", 'settings: { tls: { ca: "/nowhere/ca", cert: a, key: b },'));
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    const { file } = found;
    const open = () => openSubject(file, { env, judge, now: () => new Date(), run: runWords(undefined) });
    expect(open).toThrow(/Cannot open the subject orders: .*\/nowhere\/ca/);
  });

  it("must say which environment its system is of", () => {
    expect(problemsOf(tikv.replace("environment: test\n", ""))).toEqual([
      "2: `environment`: say which one it is of: lab, development, test, pre-production, production",
    ]);
  });

  it("tells everything that is wrong at once, head and settings, each at its line", () => {
    const wrong = limiter
      .replace("every: 10s", "every: 10")
      .replace("kind: ratelimiter", "kind: ratelimiter\nlevel: 9")
      .replace("node-1, url", "node 1, url")
      .replace("  redis:", "  colour: red\n  redis:");
    expect(problemsOf(wrong).map((line) => line.split(":", 2).join(":"))).toEqual([
      "4: `level`",
      "7: `every`",
      "10: `settings.nodes.0.id`",
      "11: `colour` is not known here; docs/subjects lists what the settings of each kind have",
    ]);
    expect(problemsOf(limiter.replace("settings:", "settings:\n  name: other"))).toEqual([
      "8: its name is what stands behind `subject`: leave this out",
    ]);
    expect(problemsOf(tikv.replace("kind: tikv", "kind: mongo"))).toMatchObject([expect.stringMatching(/^3: `kind`/)]);
    expect(problemsOf("[]")).toEqual(["1: a subject's file has keys with values"]);
    expect(problemsOf(`environment: lab\n${shopFile(nowhere)}\nsettings: {}`)).toMatchObject([
      expect.stringMatching(/`settings` is not known here/),
    ]);
  });

  it("calls nothing disposable that others may depend on, and asks for no level that its environment never has", () => {
    const at = (environment: string, more: string) => problemsOf(`${more}\n${tikv.replace("test", environment)}`);
    for (const environment of ["test", "pre-production", "production"])
      expect(at(environment, "disposable: true")).toMatchObject([expect.stringContaining("disposable")]);
    for (const environment of ["lab", "development"]) expect(at(environment, "disposable: true")).toEqual([]);
    expect(at("production", "level: 4")).toEqual(["1: `level`: production never goes above 3"]);
  });

  it("has problems and never throws, whatever its text", () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: "grapheme" }).map((noise) => limiter + noise),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const found = read(text);
        return found.ok || found.problems.length > 0;
      }),
    );
  });
});
