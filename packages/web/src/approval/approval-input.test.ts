import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawn, enterApproval, readiness, settlingMs } from "./approval-input.ts";

const dangerous = {
  digest: "sha256:one",
  confirmation: "typed_target",
  targetName: "db-3",
  expiresAt: new Date(100_000),
} as const;
const caution = { ...dangerous, confirmation: "click" } as const;
const seenAtMs = settlingMs;

describe("approving a caution step", () => {
  it("sends the digest that is drawn", () => {
    expect(readiness(drawn("sha256:one", 0), caution, seenAtMs)).toEqual({
      canApprove: true,
      answer: { digest: "sha256:one" },
    });
  });

  it("waits until the question can have been seen", () => {
    expect(readiness(drawn("sha256:one", 0), caution, settlingMs - 1)).toMatchObject({ because: "settling" });
  });

  it("ends at the moment the question expires", () => {
    expect(readiness(drawn("sha256:one", 0), caution, 100_000)).toMatchObject({ because: "expired" });
  });

  it("happens once", () => {
    const sent = enterApproval(drawn("sha256:one", 0), { type: "sent", digest: "sha256:one" });
    expect(readiness(sent, caution, seenAtMs)).toMatchObject({ because: "sending" });
  });
});

describe("approving a dangerous step", () => {
  it("needs the target's name exactly", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom("db-3 ", "DB-3", "db-", "", "db‑3")), (text) => {
        const input = enterApproval(drawn("sha256:one", 0), { type: "typed", text });
        return readiness(input, dangerous, seenAtMs).canApprove === (text === "db-3");
      }),
    );
  });

  it("sends what was typed", () => {
    const input = enterApproval(drawn("sha256:one", 0), { type: "typed", text: "db-3" });
    expect(readiness(input, dangerous, seenAtMs)).toMatchObject({ answer: { typedTarget: "db-3" } });
  });
});

describe("a question that takes another one's place", () => {
  const typed = enterApproval(drawn("sha256:one", 0), { type: "typed", text: "db-3" });
  const replaced = enterApproval(typed, { type: "drawn", digest: "sha256:two", atMs: 5000 });

  it("drops what was typed and says so", () => {
    expect(replaced).toMatchObject({ typed: "", hasReplaced: true });
  });

  it("cannot be answered before it has been drawn", () => {
    expect(readiness(typed, { ...dangerous, digest: "sha256:two" }, 5000)).toMatchObject({
      because: "another_question",
    });
  });

  it("must be seen for as long as any other", () => {
    const question = { ...caution, digest: "sha256:two" };
    expect(readiness(replaced, question, 5000 + settlingMs - 1).canApprove).toBe(false);
    expect(readiness(replaced, question, 5000 + settlingMs).canApprove).toBe(true);
  });

  it("is not touched by the end of an answer to the one before", () => {
    const late = enterApproval(replaced, { type: "answered", digest: "sha256:one" });
    expect(late).toEqual(replaced);
  });

  it("leaves a question alone that is drawn again", () => {
    expect(enterApproval(typed, { type: "drawn", digest: "sha256:one", atMs: 9000 })).toBe(typed);
  });
});
