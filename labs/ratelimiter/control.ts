import { createServer } from "node:http";
import type { LabControls } from "./lab.ts";
import { isLabFault } from "./lab-faults.ts";
import type { Load } from "./load.ts";

export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

type Controlled = LabControls & { readonly load: Pick<Load, "counts"> };

/**
 * The lab's own door, on loopback only: `POST /inject/FAULT[/NODE]`, `POST /undo/FAULT[/NODE]`, `POST /mend`,
 * `POST /restart/MEMBER`, and `GET /load` for what the customers got. It stands for what a machine offers: a person at it, or its
 * service manager.
 */
export async function openControl(lab: Controlled): Promise<Control> {
  const server = createServer((request, response) => {
    void obey(lab, request.method ?? "", request.url ?? "")
      .catch((error: unknown) => ({ status: 500, said: error instanceof Error ? error.message : String(error) }))
      .then(({ status, said }) => response.writeHead(status, { "content-type": "text/plain" }).end(`${said}\n`));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function obey(lab: Controlled, method: string, path: string): Promise<{ status: number; said: string }> {
  const [, verb, name = "", node] = path.split("/").map(decodeURIComponent);
  if (method === "GET" && verb === "load") return { status: 200, said: JSON.stringify(lab.load.counts()) };
  if (method !== "POST") return { status: 405, said: "everything here is a POST" };
  if (verb === "mend") {
    await lab.mend();
    return { status: 200, said: "everything is as it was" };
  }
  if (verb === "restart") {
    await lab.restart(name);
    return { status: 200, said: `${name} was started afresh` };
  }
  if (verb !== "inject" && verb !== "undo") return { status: 404, said: "there are inject, undo, mend and restart" };
  if (!isLabFault(name)) return { status: 404, said: `there is no fault ${name}` };
  await lab[verb](name, node);
  return { status: 200, said: `${verb} ${name}${node === undefined ? "" : ` on ${node}`}: done` };
}
