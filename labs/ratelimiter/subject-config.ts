import { fileURLToPath } from "node:url";
import type { Lab } from "./lab.ts";

const askControl = fileURLToPath(new URL("./ask-control.ts", import.meta.url));

/** How the lab would be written as a subject: what its `ratelimiter` kind takes as config, with the times of a lab. */
export function subjectConfigOf({ nodes, redisUrl, controlUrl }: Pick<Lab, "nodes" | "redisUrl" | "controlUrl">) {
  const restart = (member: string) => ({ command: [process.execPath, askControl, controlUrl, "restart", member] });
  return {
    name: "ratelimiter-lab",
    nodes: nodes.map(({ id, url, log }) => ({ id, url, log, restart: restart(id) })),
    redis: { url: redisUrl, restart: restart("redis") },
    timing: "lab",
  } as const;
}
