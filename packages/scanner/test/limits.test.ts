import type { Dialect } from "@steadyhand/core/risk";
import { describe, expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { adversarialShapes } from "./adversarial.ts";

const scanner = await loadScanner();
const cap = 8 * 1024;

/** Milliseconds of this thread's own time that judging a text takes. */
function costMs(text: string, dialect: Dialect): number {
  // The kernel counts in steps of up to 4 ms: several calls together are exact enough.
  const before = process.threadCpuUsage();
  let calls = 0;
  let spentUs = 0;
  while (spentUs < 10_000) {
    scanner.scan(text, dialect);
    calls++;
    const { user, system } = process.threadCpuUsage(before);
    spentUs = user + system;
  }
  return spentUs / 1000 / calls;
}

/** A busy machine makes a figure bad now and then; what is slow by itself makes it bad every time. */
function isOnce(holds: () => boolean): boolean {
  return Array.from({ length: 12 }).some(holds);
}

describe("a text of up to 8 KiB", () => {
  it.each(adversarialShapes)(
    "is judged within a few milliseconds and in linear time: $name ($dialect)",
    ({ dialect, text }) => {
      const whole = text(cap);
      expect(Buffer.byteLength(whole)).toBeLessThanOrEqual(cap);
      // The aim is 5 ms; what is judged twice per byte takes 60 and what is judged once per pair of bytes seconds.
      expect(isOnce(() => costMs(whole, dialect) < 12)).toBe(true);
      // Where there is anything to measure, four times the text costs about four times as much.
      const part = text(cap / 4);
      const isLinear = () => {
        const costly = costMs(whole, dialect);
        return costly < 3 || costly / costMs(part, dialect) < 9;
      };
      expect(isOnce(isLinear)).toBe(true);
    },
  );

  it.each(adversarialShapes)("is judged and never throws at any size: $name ($dialect)", ({ dialect, text }) => {
    for (const bytes of [60, 400, 2_500, cap]) {
      const judged = scanner.scan(text(bytes), dialect);
      expect(judged.evidence.length).toBeLessThanOrEqual(64);
      expect(scanner.scan(text(bytes), dialect)).toEqual(judged);
    }
  });
});

describe("a text beyond the limits", () => {
  const endless = "ls; ".repeat(1_000_000);

  it("is unknown at once, however long it is", () => {
    for (const text of [endless, endless.slice(0, cap + 1), "é".repeat(cap / 2 + 1)]) {
      expect(scanner.scan(text, "shell")).toMatchObject({ risk: "unknown", evidence: [{ rule: "limit" }] });
      expect(isOnce(() => costMs(text, "shell") < 1)).toBe(true);
      expect(isOnce(() => costMs(text, "sql") < 1)).toBe(true);
    }
  });

  it("is unknown when too many brackets lie inside one another, and read when they do not", () => {
    const nested = (depth: number) => `${"$(".repeat(depth)}ls${")".repeat(depth)}`;
    expect(scanner.scan(nested(33), "shell").evidence).toMatchObject([{ rule: "limit" }]);
    expect(scanner.scan(`echo ${nested(32)}`, "shell").evidence).not.toMatchObject([{ rule: "limit" }]);
    // Fewer will do when much lies inside of them: every bracket has its inside read once more.
    const full = `${"$(".repeat(30)}${"ls ".repeat(1_500)}${")".repeat(30)}`;
    expect(scanner.scan(full, "shell").evidence).toMatchObject([{ rule: "limit" }]);
  });

  it("is never safe when it holds more commands than are read", () => {
    expect(scanner.scan("ls; ".repeat(50), "shell").risk).toBe("safe");
    const { risk, evidence } = scanner.scan(`${"ls; ".repeat(2_000)}rm x`, "shell");
    expect(risk).toBe("unknown");
    expect(evidence.some(({ rule }) => rule === "limit.work")).toBe(true);
  });

  it("is as dangerous as what was read before it became too much", () => {
    expect(scanner.scan(`rm -rf /srv; ${"ls; ".repeat(2_000)}`, "shell").risk).toBe("dangerous");
    expect(scanner.scan(`DROP TABLE x; ${"SELECT 1; ".repeat(800)}`, "sql").risk).toBe("dangerous");
  });

  it("is never safe when wrappers lie deeper inside one another than are followed", () => {
    expect(scanner.scan(`${"sudo ".repeat(20)}rm x`, "shell").risk).toBe("dangerous");
    expect(scanner.scan(`${"sudo ".repeat(1_500)}ls`, "shell").risk).toBe("unknown");
    const sum = (terms: number) => scanner.scan(`echo $((${"1+".repeat(terms)}1))`, "shell");
    expect(sum(50).risk).toBe("safe");
    expect(sum(300)).toMatchObject({
      risk: "unknown",
      evidence: [{ why: expect.stringContaining("inside one another") }],
    });
  });

  it("is never safe when a statement has more words than are read", () => {
    expect(scanner.scan(`SELECT 1${",1".repeat(300)}`, "sql").risk).toBe("safe");
    expect(scanner.scan(`SELECT 1${",1".repeat(3_000)}`, "sql").risk).toBe("unknown");
  });

  it("follows a variable that doubles only so far", () => {
    const doubling = (times: number) => `a=x; ${"a=$a$a; ".repeat(times)}`;
    expect(scanner.scan(`${doubling(3)}echo $a`, "shell").risk).toBe("safe");
    expect(scanner.scan(`${doubling(600)}$a`, "shell").risk).not.toBe("safe");
  });
});
