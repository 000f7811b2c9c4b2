import { expect, it } from "vitest";
import { exitCodeOf } from "./exit-codes.ts";

it.each([
  ["invalid", "usage.start", 2],
  ["invalid", "request.invalid", 2],
  ["invalid", "programs.invalid", 2],
  ["invalid", "model.config_invalid", 2],
  ["invalid", "model.secret_unreadable", 2],
  ["refused", "model.not_configured", 4],
  ["unavailable", "data.in_use", 5],
  ["unavailable", "server.port_in_use", 5],
  ["unavailable", "data.disk_full", 6],
  ["unavailable", "data.read_only", 6],
  ["unavailable", "database.unreachable", 6],
  ["refused", "ledger.not_whole", 7],
  ["not_found", "execution.not_found", 3],
  ["refused", "approval.expired", 4],
  ["internal", "server.unexpected", 1],
] as const)("ends %s %s with %i", (kind, code, expected) => {
  expect(exitCodeOf({ kind, code })).toBe(expected);
});
