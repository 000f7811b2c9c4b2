import { expect, it } from "vitest";
import { addressQuery, commandFor, exportOf } from "./take-record.ts";

const times = { since: "2026-11-20T03:00:00.000Z", until: "2026-11-21T03:00:00.000Z" };
const parametersOf = (address: string) => Object.fromEntries(new URL(address, "http://page").searchParams);

it("exports one execution, one stretch of time or all, and says which", () => {
  const whole = exportOf({ type: "step.*", actor: "Riley" }, "jsonl");
  expect(whole.what).toBe("the whole record");
  expect(parametersOf(whole.address)).toEqual({ format: "jsonl" });
  const stretch = exportOf(times, "jsonl");
  expect(stretch.what).toBe("this stretch of time");
  expect(parametersOf(stretch.address)).toEqual({ format: "jsonl", ...times });
});

it("asks for a stretch of one execution only as a table: it cannot be signed", () => {
  const search = { execution: "exe_1", ...times };
  expect(parametersOf(exportOf(search, "jsonl").address)).toEqual({ format: "jsonl", executionId: "exe_1" });
  expect(parametersOf(exportOf(search, "csv").address)).toEqual({ format: "csv", executionId: "exe_1", ...times });
});

it("gives a search as an address and as a command that a shell takes letter for letter", () => {
  expect(addressQuery({})).toBe("");
  expect(addressQuery({ execution: "exe_1", level: 3 })).toBe("?execution=exe_1&level=3");
  expect(commandFor({ execution: "exe_1" })).toBe("npx steady audit show exe_1");
  expect(commandFor({ execution: "exe_1", ...times })).toBe(
    `npx steady audit list --execution exe_1 --since ${times.since} --until ${times.until}`,
  );
  expect(commandFor({ actor: "O'Neil; reboot", type: "step.*" })).toBe(
    "npx steady audit list --actor 'O'\\''Neil; reboot' --type 'step.*'",
  );
});
