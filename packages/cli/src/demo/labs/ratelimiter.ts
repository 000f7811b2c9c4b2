import { needRedis } from "../stage/find-redis.ts";
import { startProgram } from "../stage/start-program.ts";
import { askDoor } from "./ask-door.ts";
import type { Chapter, Lab, LabStart } from "./lab.ts";
import { readReady } from "./read-ready.ts";

const chapters: readonly Chapter[] = [
  {
    title: "A node dies",
    text: "The process of node-2 is killed. A third of the customers get no answer until somebody starts it again.",
    breaks: [{ fault: "node_gone", member: "node-2", what: "the process of node-2 is killed" }],
  },
  {
    title: "A count that went stale",
    text: "One customer's counter falls out of what node-3 reads anew. Nothing fails: it only counts wrongly.",
    breaks: [{ fault: "cache_stale", member: "node-3", what: "node-3 reads one counter no more" }],
  },
  {
    title: "Redis dies",
    text: "The one thing that all nodes share is killed. They let nobody through until they reach it again.",
    breaks: [{ fault: "redis_gone", member: "node-1", what: "Redis is killed, and what it counted is lost" }],
  },
  {
    title: "A bug lets everybody through",
    text: "node-1 skips the check. Every process is up, every answer is quick, and the limit means nothing.",
    breaks: [{ fault: "check_skipped", member: "node-1", what: "node-1 asks no counter any more" }],
  },
  {
    title: "Two faults at once",
    text: "node-1 is killed while node-3 counts wrongly. One cause does not explain both.",
    breaks: [
      { fault: "node_gone", member: "node-1", what: "the process of node-1 is killed" },
      { fault: "cache_stale", member: "node-3", what: "node-3 reads one counter no more" },
    ],
  },
];

/** Starts Redis, three nodes and their customers. Throws `demo.no_redis`, `demo.not_started` and `demo.lab`. */
export async function startRateLimiter({ projectFolder, env, signal }: LabStart): Promise<Lab> {
  needRedis(env.PATH);
  const program = await startProgram({
    ...{ what: "the rate limiter's lab", projectFolder, script: "labs/ratelimiter/main.ts", args: [], env, signal },
  });
  const ready = readReady(program.ready);
  const control = ready.text("controlUrl");
  return {
    title: "rate limiter",
    what: "three nodes, one Redis, and customers who ask thirty times a second: real processes on this machine",
    program,
    subject: ready.file().subject,
    file: ready.text("file"),
    workload: {
      metrics: ready.texts("nodes", "url").map((url) => `${url}/metrics`),
      histogram: "ratelimiter_check_duration_seconds",
      counts: `${control}/load`,
    },
    chapters,
    break: ({ fault, member }) => askDoor(`${control}/inject/${fault}/${member}`, { method: "POST" }),
    mend: () => askDoor(`${control}/mend`, { method: "POST" }),
  };
}
