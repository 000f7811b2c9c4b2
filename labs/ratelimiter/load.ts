import { Agent, request } from "node:http";

export interface LoadCounts {
  sent: number;
  allowed: number;
  denied: number;
  failed: number;
}

export interface Load {
  counts(): LoadCounts;
  stop(): void;
}

interface LoadSettings {
  readonly urls: readonly string[];
  readonly keys: readonly string[];
  /** Requests a second, over all nodes and keys in turn. */
  readonly rps: number;
}

const answerWithinMs = 5000;

/** Customers: requests at a steady rate, each key on each node in turn, whether the last ones were answered or not. */
export function startLoad({ urls, keys, rps }: LoadSettings): Load {
  const agent = new Agent({ keepAlive: true });
  const counts: LoadCounts = { sent: 0, allowed: 0, denied: 0, failed: 0 };
  const send = () => {
    // Keys go on by one when all nodes had a turn, so that every pair comes about.
    const url = urls[counts.sent % urls.length];
    const key = keys[Math.floor(counts.sent / urls.length) % keys.length];
    counts.sent += 1;
    ask(agent, `${url}/check?key=${key}`, (outcome) => {
      counts[outcome] += 1;
    });
  };
  const timer = setInterval(send, 1000 / rps);
  return {
    counts: () => ({ ...counts }),
    stop() {
      clearInterval(timer);
      agent.destroy();
    },
  };
}

function ask(agent: Agent, url: string, done: (outcome: "allowed" | "denied" | "failed") => void) {
  const asked = request(url, { agent, timeout: answerWithinMs }, (response) => {
    const { statusCode } = response;
    response
      .resume()
      .once("end", () => done(statusCode === 200 ? "allowed" : statusCode === 429 ? "denied" : "failed"));
  });
  asked.once("timeout", () => asked.destroy(new Error("no answer in time")));
  asked.once("error", () => done("failed"));
  asked.end();
}
