import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, startLab } from "../../../../labs/ratelimiter/lab.ts";
import { subjectFileOf } from "../../../../labs/ratelimiter/subject-config.ts";
import { createActions, type OpenedSubject } from "../../src/index.ts";
import { noConfig } from "../taken-actions.ts";
import { openedFrom } from "./opened-from.ts";
import { takeHere } from "./take-here.ts";

let lab: Lab;
let opened: OpenedSubject;
beforeAll(async () => {
  lab = await startLab({ nodes: 1, rps: 20 });
  opened = openedFrom(subjectFileOf(lab));
});
afterAll(async () => {
  await opened?.subject.close();
  await lab?.stop();
});

it("performs a call with what it was sealed from, and refuses it once that is another", async () => {
  const { catalogue } = createActions({
    ...{ config: noConfig, installation: "test", subjects: [opened] },
    scan: () => ({ risk: "safe", evidence: [] }),
  });
  const sealed = (limit: number) => {
    const resolved = catalogue.resolve(`ratelimiter-lab.update_limit {"key":"customer-1","limit":${limit}}`);
    if (!resolved.ok) throw new Error(resolved.refusal.message);
    return resolved;
  };
  const settings = { text: opened.file.text, environment: {} };
  expect(() => sealed(40)).toThrow("was not looked at yet");
  await opened.subject.observe({ signal: AbortSignal.timeout(10_000) });
  const { command, call } = sealed(40);
  expect(command.parameters).toEqual({ key: "customer-1", limit: 40, from: 100 });
  expect(call.inverse).toEqual({
    ...{ name: "ratelimiter-lab.update_limit", parameters: { key: "customer-1", limit: 100 } },
  });
  // The process that takes it has not looked yet, and looks by itself.
  expect(await takeHere(command, settings)).toMatchObject({ status: 0, err: "" });
  // What was sealed by the look of before is out of date by now.
  const late = await takeHere(sealed(30).command, settings);
  expect(late).toMatchObject({ status: 2, out: "", err: expect.stringContaining("it is 40 by now") });
  expect(late.err).toContain("Nothing was done");
});
