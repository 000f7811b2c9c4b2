import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SqlClient } from "../src/scope.ts";
import { loadGrammar } from "../src/sql/grammar.ts";
import { judgeSql, readsDifferently } from "../src/sql/judge-sql.ts";
import { type SqlReading, tokenize } from "../src/sql/tokens.ts";

const grammar = await loadGrammar();
const order = ["safe", "caution", "unknown", "dangerous"] as const;

function judge(text: string, client: SqlClient) {
  const evidence = judgeSql(text, { start: 0, end: text.length }, client, grammar);
  return order.findLast((risk) => evidence.some((one) => one.risk === risk)) ?? "unknown";
}

interface Form {
  readonly verdict: string;
  readonly client: SqlClient;
  readonly text: string;
}

const forms: readonly Form[] = readFileSync(new URL("sql-forms.txt", import.meta.url), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, verdict, client, text] = /^(safe|not-safe|dangerous) (any|postgres|mysql|sqlite) (.*)$/.exec(line) ?? [];
    if (verdict === undefined || text === undefined) return [];
    // The expression above allows no other client.
    return [{ verdict, client: client as SqlClient, text: text.replaceAll("⏎", "\n").replaceAll("␍", "\r") }];
  });
const of = (verdict: string) => forms.filter((form) => form.verdict === verdict);
const misjudged = (verdict: string, isRight: (risk: string) => boolean) =>
  of(verdict)
    .map((form) => ({ ...form, risk: judge(form.text, form.client) }))
    .filter(({ risk }) => !isRight(risk));

describe("SQL of PostgreSQL, MySQL, SQLite and their clients", () => {
  it("is tried in at least 800 forms", () => {
    expect(forms.length).toBeGreaterThanOrEqual(800);
    expect(of("safe").length).toBeGreaterThan(200);
  });

  it("is safe when it only reads", () => expect(misjudged("safe", (risk) => risk === "safe")).toEqual([]));

  it("is never safe when it does more", () => expect(misjudged("not-safe", (risk) => risk !== "safe")).toEqual([]));

  it("is dangerous when it deletes, drops, stops, overwrites, runs a command or hides it", () =>
    expect(misjudged("dangerous", (risk) => risk === "dangerous")).toEqual([]));

  it("is as harmful after a statement that only reads", () => {
    const lines = [...of("dangerous"), ...of("not-safe")].filter(
      ({ text }) => !text.includes("\n") && /^[A-Z]/.test(text),
    );
    const missed = lines.filter(({ text, client }) => {
      const before = order.indexOf(judge(text, client));
      return (
        order.indexOf(judge(`SELECT 1; ${text}`, client)) < before && judge(`SELECT 1; ${text}`, client) !== "unknown"
      );
    });
    expect(missed).toEqual([]);
  });

  it("is not made safer by comments between its words", () => {
    const lines = of("dangerous").filter(({ text }) => /^[A-Z][A-Za-z ()=<>0-9,*.]+$/.test(text));
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(({ text, client }) => judge(text.replaceAll(" ", "/**/"), client) !== "dangerous")).toEqual([]);
  });

  it("says of a change to every row how to make it smaller", () => {
    const [evidence] = judgeSql("DELETE FROM x", { start: 0, end: 13 }, "any", grammar);
    expect(evidence).toMatchObject({ risk: "dangerous", instead: expect.stringContaining("WHERE") });
  });

  it("is taken apart in one way by all databases when it has nothing that they read differently", () => {
    const pieces = [
      "'",
      "''",
      " ",
      "\n",
      "\r",
      "a",
      "E",
      "N",
      "1",
      "1e5",
      ".",
      "-",
      "+",
      "*",
      "/",
      "<",
      ">=",
      "(",
      ")",
      ";",
      "é",
      "\u00a0",
      "drop",
    ];
    const parted = (text: string, reading: SqlReading) =>
      tokenize(text, reading).tokens.flatMap(({ kind, start, end }) =>
        kind === "mark"
          ? Array.from({ length: end - start }, (_, at) => `mark ${start + at}`)
          : [`${kind} ${start} ${end}`],
      );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces), maxLength: 10 }), (text) => {
        fc.pre(!readsDifferently.test(text));
        expect(parted(text, "mysql")).toEqual(parted(text, "postgres"));
        expect(parted(text, "sqlite")).toEqual(parted(text, "postgres"));
      }),
      { numRuns: 3_000 },
    );
  });
});
