import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A system of somebody else's that falls sick when it is told to, and the folder with its file. */
export interface SickShop {
  readonly dataFolder: string;
  /** How long the first one's queue is; more than 100 is too long. */
  queue: number;
  /** Nobody gets an answer until it is over. */
  hangs: boolean;
  close(): Promise<void>;
}

/** What its members say in their answers, and no answer of ours may. */
export const shopSecret = "shop-token-7f3a9c1e5b";

export async function openSickShop(): Promise<SickShop> {
  const dataFolder = mkdtempSync(join(tmpdir(), "steadyhand-shop-"));
  const waiting: (() => void)[] = [];
  const shop: SickShop = {
    dataFolder,
    queue: 3,
    hangs: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  const server: Server = createServer((request, response) => {
    const answer = () => {
      const { url = "" } = request;
      if (url.endsWith("/health")) return void response.writeHead(200).end();
      if (url === "/one/queue") shop.queue = 7;
      const length = url.startsWith("/one/") ? shop.queue : 3;
      response.end(JSON.stringify({ length, note: `token=${shopSecret}` }));
    };
    if (shop.hangs) waiting.push(answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = join(dataFolder, "subjects");
  mkdirSync(folder);
  writeFileSync(join(folder, "shop.yaml"), shopFile(url));
  writeFileSync(join(folder, "broken.yaml"), "subject: broken\nenvironment: moon\n");
  return shop;
}

const shopFile = (url: string) => `
subject: shop
environment: lab
project: trade
level: 2
every: 1s
within: 10s
title: The web shop
members: [{ id: one, kind: web, url: "${url}/one" }, { id: two, kind: web, url: "${url}/two" }]
alive: up
observe:
  up: { http: "{{url}}/health", each: web }
  queue: { http: "{{url}}/stats", each: web, path: $.length }
  note: { http: "{{url}}/stats", each: web, path: $.note }
invariants:
  queue_long: { title: The queue is too long, holds: { sample: queue, at_most: 100 }, grace: 1s, settle: 5s }
findings:
  queue_huge: { sample: queue, above: 400 }
actions:
  set_queue:
    title: Set the queue
    what: Sets how long a member's queue is.
    http: { method: POST, url: "{{url}}/queue", body: { to: "{{param.to}}" } }
    parameters: { to: { type: number, what: How long it is to be } }
    idempotent: true
    done: { sample: queue, equals: 7 }
    undo: { action: set_queue, with: { member: "{{param.member}}", to: 0 } }
    time_limit: 2s
faults:
  stuck:
    title: A worker is stuck
    why: Its queue grows while it answers.
    strikes: [web]
    shows: { "violated:queue_long": 0.95, "shows:queue_huge": 0.9 }
    repairs: [{ action: set_queue, with: { member: "{{member}}", to: 7 }, predicted: The queue is 7 again }]
`;
