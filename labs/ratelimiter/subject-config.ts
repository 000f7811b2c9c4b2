import { fileURLToPath } from "node:url";
import { labFile } from "../lab-file.ts";
import type { Lab } from "./lab.ts";

const askControl = fileURLToPath(new URL("./ask-control.ts", import.meta.url));

/** The lab as its `ratelimiter` kind takes it, with the times of a lab. */
export function subjectConfigOf({ nodes, redisUrl, controlUrl }: Pick<Lab, "nodes" | "redisUrl" | "controlUrl">) {
  const restart = (member: string) => ({ command: [process.execPath, askControl, controlUrl, "restart", member] });
  return {
    name: "ratelimiter-lab",
    nodes: nodes.map(({ id, url, log }) => ({ id, url, log, restart: restart(id) })),
    redis: { url: redisUrl, restart: restart("redis") },
    timing: "lab",
  } as const;
}

/** The same as a whole subject's file, to be put into the folder of subjects. */
export function subjectFileOf(lab: Parameters<typeof subjectConfigOf>[0]): string {
  const { name, ...settings } = subjectConfigOf(lab);
  return labFile({ subject: name, kind: "ratelimiter", settings });
}
