import { expect, it } from "vitest";
import { isTold } from "./is-told.ts";

const inProse = { isOrdered: false, isFirst: true, followsCommand: false };
const inList = { isOrdered: true, isFirst: true, followsCommand: false };

it.each([
  "Run this when `DiskFull` fires.",
  "Use this runbook when the disk is full.",
  "Follow these steps to free it.",
  "Perform the following steps on the primary:",
])("speaks of the page, and is no step of it: %s", (sentence) => expect(isTold(sentence, inProse)).toBe(false));

it.each([
  "Follow the procedure in the wiki.",
  "Run this script from the bastion.",
  "Use this address for the new record.",
])("is something to do: %s", (sentence) => expect(isTold(sentence, inProse)).toBe(true));

it("is something to do where the page counts it among its steps", () => {
  expect(isTold("Follow these steps for each node.", inList)).toBe(true);
});
