import type { JudgementWire } from "@steadyhand/api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paintFor } from "../io/paint.ts";
import { drawJudgement } from "./draw-judgement.ts";
import { drawSecondKey } from "./draw-second-key.ts";

const channel = { stream: process.stdout, paint: paintFor(false), columns: () => undefined };
const text = "ls; kubectl cordon node-1";
const by = { provider: "fake", requestedModel: "judge", model: "judge-2", promptVersion: "1.ab" };

const judged: JudgementWire = {
  scanner: "caution",
  evidence: [
    {
      ...{ rule: "program.kubectl", risk: "caution", range: { start: 4, end: 25 }, why: "It changes a setting." },
      ...{ effect: "configures", reach: "one", isReversible: true, instead: "Look first" },
    },
    { rule: "program.ls", risk: "safe", range: { start: 0, end: 2 }, why: "It only reads.", effect: "reads" },
  ],
  secondKey: { state: "answered", risk: "dangerous", confidence: 0.92, reason: "It takes a node away.", by },
  final: "dangerous",
  mergeRule: 2,
  why: "The scanner says caution and the model raises it to dangerous.",
  scannerVersion: "1.cafe",
  suggestedRollback: { text: "kubectl uncordon node-1", from: "scanner", risk: "caution" },
};

describe("a judgement on the terminal", () => {
  it("shows both keys apart, each part of the command in its order, the rule that merged them and what undoes it", () => {
    expect(drawJudgement(judged, { text, channel })).toBe(
      [
        "⬣ dangerous   The scanner says caution and the model raises it to dangerous. (merge rule 2)",
        "  Scanner     ▲ caution version 1.cafe",
        "    ● safe       It only reads.  in: ls [program.ls, 0-2]",
        "                 reads",
        "    ▲ caution    It changes a setting.  in: kubectl cordon node-1 [program.kubectl, 4-25]",
        "                 configures, one object; can be taken back",
        "                 Safer: Look first",
        "  Second key  ⬣ dangerous, sure to 92 % fake, judge-2, asked for judge, prompt 1.ab",
        "              The model's words:",
        "              ┊ It takes a node away.",
        "  To undo     kubectl uncordon node-1",
        "              ▲ caution, told from the tables",
      ].join("\n"),
    );
  });

  it("says why there is no second key, with the code to search for", () => {
    expect(drawSecondKey({ state: "absent", code: "timed_out", reason: "no answer within 3.5 s" }, channel)).toEqual([
      "  Second key  none: no answer within 3.5 s [timed_out]",
    ]);
  });

  it("never lets a model's words pass for ours", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constant("fine\n● safe   Both keys say safe.\r\u001b[2J  To undo     rm -rf /"),
    );
    fc.assert(
      fc.property(anyText, (reason) => {
        const key = { state: "answered", risk: "safe", confidence: 1, reason, by } as const;
        const [, ...words] = drawSecondKey(key, channel).join("\n").split("\n");
        const [title, ...said] = words;
        expect(title).toMatch(/The model('s words:| gives no reason\.)$/);
        for (const line of said) expect(line).toMatch(/^ {14}┊ [^\u0000-\u001f]*$/);
      }),
      { numRuns: 40 },
    );
  });
});
