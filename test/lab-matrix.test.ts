import { describe, expect, it } from "vitest";
import { sectionsOf, withSections } from "../scripts/lab-matrix/page.ts";
import type { Row } from "../scripts/lab-matrix/run-case.ts";

const page = "# Labs\nWhat they are.\n\n## one\nold one\n\n## two\nold two\n";
const row: Row = {
  ...{ lab: "one", fault: "gone", on: "n1", isApproved: true, action: "restart", totalMs: 12_340 },
  detected: { what: "down of n1", afterMs: 3_210, limitMs: 5_000 },
  ...{ cause: { named: "gone of n1", isRight: true }, remedy: { result: "helped", why: "it held" } },
  mendedBy: "the action",
};

describe("the page of the labs", () => {
  it("has what was found under its heading, and keeps the others", () => {
    const found = new Map([
      ["one", "new one"],
      ["three", "new three"],
    ]);
    expect(withSections(page, found)).toBe(
      "# Labs\nWhat they are.\n\n## one\nnew one\n\n## two\nold two\n\n## three\nnew three\n",
    );
  });

  it("says of a fault what was made of it, and that it was late where it was", () => {
    const late = { ...row, detected: { what: "down of n1", afterMs: 7_000, limitMs: 5_000 } };
    const section = sectionsOf([row, late, { lab: "one", fault: "hid", isApproved: false }], new Date(0)).get("one");
    expect(section?.split("\n").slice(-3)).toEqual([
      "| gone | n1 | down of n1 | 3.2 s | right: gone of n1 | restart, approved | helped | 12.3 s, mended by the action |",
      "| gone | n1 | down of n1 | 7.0 s, late: 5.0 s at most | right: gone of n1 | restart, approved | helped | 12.3 s, mended by the action |",
      "| hid |  | not detected |  |  | none offered |  | not over |",
    ]);
  });
});
