import type { FaultOrder } from "./faults.ts";
import { createNode, type NodeSettings } from "./node.ts";
import { serve } from "./serve.ts";

/** One node as a process of its own. Started by the lab over a channel; when the channel closes it ends, so it never outlives the lab. */
const settings = JSON.parse(process.argv[2] ?? "{}") as NodeSettings; // Written by start-node.ts, by nobody else.
const node = createNode(settings, (level, text) =>
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, node: settings.id, text })}\n`),
);
// A Ctrl-C in the terminal is for the lab, which ends its nodes itself.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
process.on("message", (order: FaultOrder) => {
  node.obey(order);
  process.send?.({ type: "obeyed" });
});
const server = serve(node);
server.listen(settings.port, "127.0.0.1", () => {
  node.start();
  node.log("info", `listening on ${settings.port}`);
  process.send?.({ type: "listening" });
});
