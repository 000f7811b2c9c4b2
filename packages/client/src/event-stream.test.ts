import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventReader, type ServerEvent } from "./event-stream.ts";

const readAll = (chunks: readonly string[]): ServerEvent[] => {
  const read = createEventReader();
  return chunks.flatMap((chunk) => read(chunk));
};

describe("createEventReader", () => {
  it("reads events with a type, comments and data of several lines", () => {
    const text =
      "event: execution\ndata: {}\n\n: still here\n\ndata: a\ndata: b\r\n\r\nevent: empty\n\nevent:x\ndata:y\n\n";
    expect(readAll([text])).toEqual([
      { type: "execution", data: "{}" },
      { type: "comment", data: "still here" },
      { type: "message", data: "a\nb" },
      { type: "x", data: "y" },
    ]);
  });

  it("keeps back an event that has not ended", () => {
    expect(readAll(["event: output\ndata: half"])).toEqual([]);
  });

  it("reads the same whatever pieces the text comes in", () => {
    const event = fc.record({
      type: fc.constantFrom("execution", "output"),
      data: fc.string().map((s) => JSON.stringify(s)),
    });
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat({ max: 40 })), (events, cuts) => {
        let rest = events.map(({ type, data }) => `event: ${type}\ndata: ${data}\n\n`).join("");
        const chunks = cuts.map((cut) => {
          const chunk = rest.slice(0, cut);
          rest = rest.slice(cut);
          return chunk;
        });
        expect(readAll([...chunks, rest])).toEqual(events);
      }),
    );
  });
});
