import { expect, it } from "vitest";
import type { AuditFilter } from "../api/index.ts";
import { auditFilterOf, auditSearchOf, readAuditSearch } from "./audit-search.ts";

it("reads a filter from an address, and drops what is none", () => {
  const where: AuditFilter = { subject: "api", environment: "production", level: 3 };
  const filter: AuditFilter = { executionId: "exe_1", type: "step.*", outcome: "failed", ...where };
  expect(auditFilterOf(readAuditSearch(auditSearchOf(filter)))).toEqual(filter);
  expect(readAuditSearch({ level: "3" })).toEqual({ level: 3 });
  expect(readAuditSearch({ level: 9, outcome: "good", environment: 1, subject: {}, other: "x" })).toEqual({});
});
