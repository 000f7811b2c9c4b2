// A process of ours that takes what is due. When that is the execution it was named, it says so, never ends it, and
// waits to be killed.
import { openQueue, type QueuePlace } from "./queue-places.ts";

const queue = await openQueue(JSON.parse(process.argv[2] ?? "") as QueuePlace);
await queue.start(async ({ executionId }) => {
  if (executionId !== process.argv[3]) return;
  process.stdout.write(`begun ${executionId}\n`);
  await new Promise(() => {});
});
process.stdout.write("ready\n");
setInterval(() => {}, 60_000);
