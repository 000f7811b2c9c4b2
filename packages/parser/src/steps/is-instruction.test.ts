import { expect, it } from "vitest";
import { isInstruction, isProhibition } from "./is-instruction.ts";

it.each([
  "Restart the deployment.",
  "Then, check the graph",
  "To free space, remove old archives.",
  "Once the pods are ready, resume traffic.",
  "You should escalate to the database team.",
  "In the console, select the cluster.",
])("is an instruction: %s", (sentence) => expect(isInstruction(sentence)).toBe(true));

it.each([
  "The deployment restarts by itself.",
  "Access is granted by the platform team.",
  "Lag grows when vacuum runs long.",
  "Check engines are expensive things that break.",
  "Why does it restart?",
  "document_type is redirect",
])("is none: %s", (sentence) => expect(isInstruction(sentence)).toBe(false));

it("tells what not to do from a wish that is not there", () => {
  expect(isProhibition("Do not run this in production:")).toBe(true);
  expect(isProhibition("In production, never run:")).toBe(true);
  expect(isProhibition("If you do not want a snapshot, run:")).toBe(false);
  expect(isProhibition("Don't forget to run:")).toBe(false);
});
