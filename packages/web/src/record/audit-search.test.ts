import { expect, it } from "vitest";
import { auditFilterOf, isExecutionId, readAuditSearch } from "./audit-search.ts";

it("reads a filter from an address, and drops what is none", () => {
  const where = { subject: "api", environment: "production", level: 3 } as const;
  const times = { since: "2026-11-20T03:00:00.000Z", until: "2026-11-21T03:00:00.000Z" };
  const search = { execution: "exe_1", type: "step.*", outcome: "failed", ...where, actor: "Riley", ...times };
  expect(readAuditSearch(search)).toEqual(search);
  expect(auditFilterOf(readAuditSearch(search))).toEqual({
    ...{ executionId: "exe_1", type: "step.*", outcome: "failed", ...where, actorName: "Riley", ...times },
  });
  expect(readAuditSearch({ level: "3" })).toEqual({ level: 3 });
  const none = { level: 9, outcome: "good", environment: 1, subject: {}, other: "x", actor: "", since: "soon" };
  expect(readAuditSearch(none)).toEqual({});
});

it("takes an id of an actor for one, and everything else for a name", () => {
  expect(auditFilterOf({ actor: "act_riley" })).toEqual({ actorId: "act_riley" });
  expect(auditFilterOf({ actor: "act_" })).toEqual({ actorName: "act_" });
});

it("tells an id of an execution from the beginning of one", () => {
  expect(["exe_Itp3tLtZi-_", "exe_", "exe", "rbk_4fK2", "exe_a b"].map(isExecutionId)).toEqual([
    true,
    ...Array(4).fill(false),
  ]);
});

it("reads a moment with any zone, and gives it in UTC as the API takes it", () => {
  expect(readAuditSearch({ since: "2026-11-20T03:00:00+01:00" })).toEqual({ since: "2026-11-20T02:00:00.000Z" });
});
