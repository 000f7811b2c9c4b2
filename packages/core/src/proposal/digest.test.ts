import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { proposalDigest, seal, sha256Hex } from "./digest.ts";
import type { Proposal } from "./proposal.ts";

const proposal: Proposal = {
  executionId: "exe_1",
  stepId: "stp_1",
  attempt: 1,
  purpose: "forward",
  command: { kind: "words", words: ["rm", "-r", "/srv/cache"] },
  target: { kind: "local", name: "db-3", isDisposable: false },
  environment: "test",
  proposedBy: { kind: "person", id: "act_riley", name: "Riley" },
  why: "Clear the cache",
  risk: {
    merged: { risk: "dangerous", rule: 1, why: "The scanner says dangerous." },
    scanner: "dangerous",
    evidence: [],
    secondKey: { state: "absent", code: "not_configured", reason: "no model is configured" },
    scannerVersion: "1",
  },
  actionClasses: ["deletes"],
  blastRadius: "many",
  isReversible: false,
  isIdempotent: false,
  verification: { exitStatus: 0 },
  workingDirectory: "/srv",
  environmentNames: ["PATH"],
  timeoutMs: 300_000,
  dependsOn: {
    runbook: { id: "rbk_1", version: 1, sourceSha256: "00" },
    policySha256: "00",
    environmentSha256: "00",
  },
};

/** Every path to a leaf of a JSON value. */
function leaves(value: unknown, path: readonly string[] = []): readonly string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function changeAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined)
    return typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${value}\u200b`;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changeAt(copy[key], rest);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

describe("seal", () => {
  it("gives another digest when any one value of the proposal changes", () => {
    const { digest } = seal(proposal);
    const digests = leaves(proposal).map((path) => seal(changeAt(proposal, path) as Proposal).digest);
    expect(digests).not.toContain(digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it("gives the same digest whatever the order in which the proposal was written", () => {
    const reversed = Object.fromEntries(Object.entries(proposal).reverse()) as unknown;
    expect(seal(reversed as Proposal).digest).toBe(seal(proposal).digest);
  });

  it("gives bytes that read back as the same proposal and hash to the digest", () => {
    const { bytes, digest } = seal(proposal);
    expect(JSON.parse(bytes)).toEqual(proposal);
    expect(proposalDigest(bytes)).toBe(digest);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe("canonicalJson", () => {
  it("is the same for the same value and different for different ones", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const isSame = JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)));
        return (canonicalJson(a) === canonicalJson(b)) === isSame;
      }),
    );
  });

  it("orders keys by UTF-16 code units and writes numbers as RFC 8785 asks", () => {
    expect(canonicalJson({ "\ufb33": 1, "€": 2, a: 1e21, A: 0.000001 })).toBe(
      '{"A":0.000001,"a":1e+21,"€":2,"\ufb33":1}',
    );
  });

  it("refuses what JSON has no form for", () => {
    expect(() => canonicalJson(undefined)).toThrow("canonical JSON");
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
  });
});

describe("sha256Hex", () => {
  it("agrees with the published value for the empty text", () => {
    expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
