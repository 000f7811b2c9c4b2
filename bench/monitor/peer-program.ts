import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { request } from "undici";

const readyWithinMs = 20_000;

/** Its first line about itself, or `undefined` where it is not installed. */
export function isInstalled(program: string): string | undefined {
  const { stdout, stderr, error } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return error ? undefined : `${stdout}${stderr}`.split(" (")[0]?.trim();
}

/** Another's program, once it says itself that it is ready. */
export async function startPeer(child: ChildProcess, readyUrl: string) {
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const until = performance.now() + readyWithinMs;
  while (!(await isReady(readyUrl))) {
    if (child.exitCode !== null || performance.now() > until) {
      await stop();
      throw new Error(`${child.spawnargs[0]} did not come up`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { stop };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url);
    await body.dump();
    return statusCode === 200;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new TypeError("a server on a port has an address");
  return address.port;
}
