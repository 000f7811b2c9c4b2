import { PassThrough, Readable } from "node:stream";
import { OpsError } from "@steadyhand/core/outcome";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerLines, textField } from "./answer-lines.ts";
import { readLines } from "./read-lines.ts";

const ask = async (input: string | readonly (string | Buffer)[]) => {
  const output = new PassThrough();
  const pieces = typeof input === "string" ? [input] : input;
  const counts = await answerLines({
    input: Readable.from(pieces.map((piece) => Buffer.from(piece))),
    output,
    answer: (question) => {
      const text = textField(question, "text");
      if (text === "no") throw new OpsError("Cannot do it: no", { kind: "refused", code: "test.no" });
      return { upper: text.toUpperCase() };
    },
  });
  output.end();
  const text = (await output.toArray()).join("");
  return {
    ...counts,
    answers: text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
};

describe("a batch", () => {
  it("answers each line in order, and a last line without a line end too", async () => {
    const { answers } = await ask('{"id":"a","text":"x"}\n{"id":2,"text":"y"}');
    expect(answers).toEqual([
      { id: "a", upper: "X" },
      { id: 2, upper: "Y" },
    ]);
  });

  it("ignores lines of white space alone", async () => {
    expect((await ask('\n  \r\n{"id":1,"text":"x"}\n\n')).answers).toEqual([{ id: 1, upper: "X" }]);
  });

  it("answers a bad line in its place and goes on", async () => {
    const { answers, answered, failed } = await ask(
      'oops\n[1]\n{"id":"a"}\n{"id":"b","text":"no"}\n{"id":"c","text":"x"}\n',
    );
    expect(answers).toEqual([
      { id: null, error: expect.stringContaining("[line.not_json]") },
      { id: null, error: expect.stringContaining("[line.not_object]") },
      { id: "a", error: expect.stringContaining("[line.field_missing]") },
      { id: "b", error: "Cannot do it: no [test.no]" },
      { id: "c", upper: "X" },
    ]);
    expect({ answered, failed }).toEqual({ answered: 5, failed: 4 });
  });

  it("says of bytes that are not UTF-8 that they are not, instead of guessing", async () => {
    const { answers } = await ask([Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), '{"id":1,"text":"x"}\n']);
    expect(answers).toEqual([
      { id: null, error: expect.stringContaining("[line.not_utf8]") },
      { id: 1, upper: "X" },
    ]);
  });

  it("gives the same answers however the bytes are cut", async () => {
    const lines = '{"id":1,"text":"äöü"}\nbad\n{"id":2,"text":"🙂"}\n\n{"id":3,"text":"z"}';
    const bytes = Buffer.from(lines);
    const whole = await ask(lines);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), bytes.length];
        const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect((await ask(pieces)).answers).toEqual(whole.answers);
      }),
      { numRuns: 50 },
    );
  });

  it("holds no more of a line than it may", async () => {
    const found: unknown[] = [];
    const input = Readable.from([Buffer.from("abc"), Buffer.from("defgh"), Buffer.from("ij\nok\n")]);
    for await (const lines of readLines(input, 6)) found.push(...lines);
    expect(found).toEqual([{ tooLong: true }, { bytes: Buffer.from("ok") }]);
  });

  it("does not read on while nobody takes its answers", async () => {
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read += 1;
        yield Buffer.from(`{"id":${read},"text":"${"x".repeat(1000)}"}\n`.repeat(20));
        if (read > 5000) return;
      }
    };
    const output = new PassThrough();
    const batch = answerLines({
      input: endless(),
      output,
      answer: (question) => ({ text: textField(question, "text") }),
    });
    // Every turn lets the batch go on if it can; a stuck reader must stop it after a few buffers.
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    expect(read).toBeLessThan(50);
    output.resume();
    await batch;
    expect(read).toBeGreaterThan(5000);
  });
});
