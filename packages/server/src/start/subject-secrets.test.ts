import { readSubjectFile } from "@steadyhand/subjects/file";
import { expect, it } from "vitest";
import { subjectSecrets } from "./subject-secrets.ts";

const env = { LEDGER_ACT: "postgresql://actor:kT9xmQ2vLr8@db1/postgres", SHOP_DOOR: "correct horse", SHORT: "abc" };

function secretsOf(text: string): readonly string[] {
  const read = readSubjectFile(text, { judge: () => "safe", env });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return subjectSecrets(read.file, env);
}

it("learns passwords in addresses, whether they stand in the file or in a variable that it names", () => {
  const secrets = secretsOf(`
subject: ledger
kind: postgres
environment: lab
settings:
  primary: { id: db1, watch: "postgresql://watcher:battery-staple@db1/postgres", act: "env:LEDGER_ACT" }
`);
  expect(new Set(secrets)).toEqual(new Set(["battery-staple", "kT9xmQ2vLr8"]));
});

it("learns what a variable holds that is no address, and nothing that is too short to be told from other text", () => {
  const secrets = secretsOf(`
subject: shop
environment: lab
title: The shop
members: [{ id: one, kind: web, url: "http://10.0.0.1" }]
alive: up
observe:
  up: { http: "{{url}}/", each: web, headers: { x-door: "env:SHOP_DOOR", x-short: "env:SHORT" } }
invariants: {}
`);
  expect(secrets).toEqual(["correct horse"]);
});
