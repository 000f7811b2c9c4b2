import { expect, it } from "vitest";
import { innerOtherwise, otherwiseLength, parseCondition } from "./parse-condition.ts";

function question(sentence: string): string | undefined {
  const found = parseCondition(sentence);
  return found === undefined ? undefined : sentence.slice(found.from, found.to);
}

it.each([
  ["If the pod is still crashing, restart it.", "the pod is still crashing"],
  ["If lag, queue depth or load is high, page the owner.", "lag, queue depth or load is high"],
  ["If it is down then run the failover", "it is down"],
  ["If the check fails:", "the check fails"],
  ["Unless the alert is silenced, call the on-call.", "Unless the alert is silenced"],
])("%s asks %j", (sentence, expected) => expect(question(sentence)).toBe(expected));

it.each(["If you want more, read the guide.", "Otherwise, stop.", "Restart it if it fails", "If possible, wait."])(
  "%s asks nothing",
  (sentence) => expect(question(sentence)).toBeUndefined(),
);

it("finds the other side at the front and inside of a sentence", () => {
  expect(otherwiseLength("Otherwise, stop.")).toBe("Otherwise, ".length);
  expect(otherwiseLength("If not, stop.")).toBe("If not, ".length);
  const sentence = "If it is up, run a; otherwise run b.";
  expect(sentence.slice(innerOtherwise(sentence))).toBe("run b.");
});
