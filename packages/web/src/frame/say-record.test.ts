import { ApiProblem } from "@steadyhand/client";
import { expect, it } from "vitest";
import { sayRecordTrouble } from "./say-record.ts";

const since = "2026-03-01T03:00:00.000Z";
const problem = (code: string) =>
  new ApiProblem("Cannot read the status: the connection to the database is gone", {
    status: 503,
    code,
    hint: "Check it",
  });

it("says nothing while the record can be written", () => {
  expect(sayRecordTrouble(undefined, undefined)).toBeUndefined();
});

it("says since when it cannot be written, why, and what to do", () => {
  const failing = { since, triedAt: since, why: "Cannot append: the disk is full", hint: "Free some space" };
  expect(sayRecordTrouble(failing, undefined)).toEqual({ since, why: failing.why, todo: "Free some space" });
  const { hint: _hint, ...without } = failing;
  expect(sayRecordTrouble(without, undefined)?.todo).toMatch(/takes changes/);
});

it("knows it too from the answer of a server whose database is away, and not from a server that is away itself", () => {
  const blind = { since: new Date(since), problem: problem("database.unreachable") };
  expect(sayRecordTrouble(undefined, blind)).toMatchObject({ since, todo: "Check it" });
  expect(sayRecordTrouble(undefined, { ...blind, problem: problem("server.unreachable") })).toBeUndefined();
});
