import fc from "fast-check";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "../../test/test-server.ts";
import { integerArray, textArray } from "./array-parameter.ts";

let server: TestServer;
let client: Client;
beforeAll(async () => {
  server = await openTestServer();
  client = await server.superuser({ ...server.embedded, database: "postgres" });
});
afterAll(async () => {
  await client?.end();
  await server?.close();
});

/** What PostgreSQL has understood. */
async function read(type: "text" | "integer", array: Buffer): Promise<unknown> {
  const { rows } = await client.query(`SELECT $1::${type}[] AS found`, [array]);
  return rows[0].found;
}

// No text in PostgreSQL holds this one; in JSON it is written otherwise.
const text = fc.string({ unit: "grapheme" }).filter((one) => !one.includes("\0"));
const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const orNothing = <Value>(value: fc.Arbitrary<Value>) => fc.array(fc.option(value, { nil: undefined }));

describe("an array as PostgreSQL sends it itself", () => {
  it("holds the same texts there, quotes and braces and nothing among them", async () => {
    const odd = ['{"a":"\\"}"}', "NULL", "", undefined, "'", "ä€😀", "a,b", " "];
    expect(await read("text", textArray(odd))).toEqual(odd.map((one) => one ?? null));
    await fc.assert(
      fc.asyncProperty(orNothing(text), async (values) => {
        expect(await read("text", textArray(values))).toEqual(values.map((one) => one ?? null));
      }),
      { numRuns: 200 },
    );
  });

  it("holds the same integers there", async () => {
    await fc.assert(
      fc.asyncProperty(orNothing(integer), async (values) => {
        expect(await read("integer", integerArray(values))).toEqual(values.map((one) => one ?? null));
      }),
      { numRuns: 200 },
    );
  });

  it.each([1.5, Number.NaN, 2 ** 31, -(2 ** 31) - 1, Number.POSITIVE_INFINITY])("is refused for %d", (value) => {
    expect(() => integerArray([1, value])).toThrow(RangeError);
  });
});
