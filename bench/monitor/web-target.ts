import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { request } from "undici";

const program = fileURLToPath(new URL("web-target-program.ts", import.meta.url));

/** What is watched, in a process of its own. */
export interface WebTarget extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  /** Resolves when the next who ask are told so. */
  break(name: string): Promise<void>;
  mend(name: string): Promise<void>;
}

export async function startWebTarget(): Promise<WebTarget> {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const { value: port } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const host = `127.0.0.1:${port}`;
  const put = async (what: string, name: string) => {
    const { body } = await request(`http://${host}/${what}/${name}`, { method: "PUT" });
    await body.dump();
  };
  return {
    ...{ host, url: `http://${host}` },
    break: (name) => put("break", name),
    mend: (name) => put("mend", name),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
