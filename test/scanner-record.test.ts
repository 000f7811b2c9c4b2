import { scannerVersion } from "@steadyhand/scanner";
import { expect, it } from "vitest";
import { recordedScanners, scannerDigest } from "./scanner-digest.ts";

// A wrong "safe" label would end us, so nobody changes what commands are judged to be in passing: whoever changes the
// scanner writes down why in docs/decisions/, with `"scanner": { "version": …, "sources": … }` as printed here.
it("judges by tables and rules that a decision record accounts for", () => {
  const now = { version: scannerVersion, sources: scannerDigest() };
  expect([...recordedScanners().values()], "no record in docs/decisions/ names the scanner as it is").toContainEqual(
    now,
  );
});
