import { parentPort, workerData } from "node:worker_threads";
import { fakeAnthropic, verdict } from "@steadyhand/model/fake";

/** A model server of fixed delay on a thread of its own, so that its work is not counted as ours. */
const { delayMs } = workerData as { readonly delayMs: number };
const findings = JSON.stringify({ steps: [], variables: [], branches: [] });
const fake = await fakeAnthropic({
  delayMs,
  judge: ({ user }) => ({ kind: "says", text: user.includes("COMMAND-") ? verdict("safe") : findings }),
});
parentPort?.postMessage(fake.baseUrl);
parentPort?.on("message", () => parentPort?.postMessage(fake.slowestMs()));
