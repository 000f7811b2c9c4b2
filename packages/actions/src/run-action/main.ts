import { once } from "node:events";
import type { Writable } from "node:stream";
import { ended } from "../perform.ts";
import { ActionOrder } from "./order.ts";
import { takeAction } from "./take-action.ts";

/**
 * One action as a child process of the runner's helper, so that its journal, time limit, pause, kill and "once only" hold
 * for it as for any command. What it is to do comes on standard input: parameters and secrets stand in no argument list.
 */
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop.abort());

process.exitCode = await run();

async function run(): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  // An order that was cut, because whoever gave it is gone, is none.
  const order = ActionOrder.safeParse(parse(Buffer.concat(chunks).toString("utf8")));
  if (!order.success) {
    process.stderr.write("The order for this action did not come whole: nothing was done\n");
    return ended.cannot;
  }
  const { attemptId } = order.data;
  return takeAction(order.data, {
    attemptId,
    signal: stop.signal,
    say: (text) => write(process.stdout, text),
    complain: (text) => write(process.stderr, text),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}
