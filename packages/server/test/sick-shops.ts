import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One member of one shop: what it answers, and what was asked of it. */
export interface ShopMember {
  isUp: boolean;
  /** `undefined`: it cannot be read. */
  queue: number | undefined;
  disk: number;
  warns: boolean;
  /** Takes questions and answers none, until it does no more. */
  hangs: boolean;
}

/** Shops of two members each, that can be made sick: another's system, over HTTP. */
export interface SickShops {
  member(shop: string, id: string): ShopMember;
  /** Everything that was asked besides reading: `POST shop/one/restart`. */
  readonly changes: readonly string[];
  /** `head` stands in place of what makes it a disposable lab. */
  file(shop: string, head?: string): string;
  readonly port: number;
  close(): Promise<void>;
}

export async function openSickShops(): Promise<SickShops> {
  const members = new Map<string, ShopMember>();
  const changes: string[] = [];
  const member = (shop: string, id: string) => {
    const name = `${shop}/${id}`;
    const known = members.get(name) ?? { isUp: true, queue: 3, disk: 40, warns: false, hangs: false };
    members.set(name, known);
    return known;
  };
  const server = createServer((request, response) => {
    const [, shop = "", id = "", what = ""] = (request.url ?? "").split("/");
    const one = member(shop, id);
    if (one.hangs) return;
    if (request.method === "POST") {
      changes.push(`POST ${shop}/${id}/${what}`);
      if (what === "restart") one.isUp = true;
      else one.queue = 3;
      return void response.end();
    }
    if (what === "health") return void response.writeHead(one.isUp ? 200 : 503).end();
    const isBlind = what === "queue" && one.queue === undefined;
    response.writeHead(isBlind ? 500 : 200).end(JSON.stringify(one));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return {
    ...{ member, changes, port, file: (shop, head = lab) => fileOf(shop, base, head) },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const lab = "environment: lab\ndisposable: true";

function fileOf(shop: string, base: string, head: string): string {
  const at = (id: string) => `{ id: ${id}, kind: web, url: "${base}/${shop}/${id}" }`;
  return `subject: ${shop}
title: A shop
${head}
every: 1s
members: [${at("one")}, ${at("two")}]
alive: up
observe:
  up: { http: "{{url}}/health", each: web }
  queue: { http: "{{url}}/queue", each: web, path: $.queue }
  disk: { http: "{{url}}/disk", each: web, path: $.disk }
  warns: { http: "{{url}}/warns", each: web, path: $.warns }
invariants:
  web_down: { title: A shop is down, holds: { sample: up, equals: true }, grace: 1s, settle: 5s }
  queue_long: { title: A queue is long, severity: warning, holds: { sample: queue, at_most: 100 }, grace: 1s, settle: 5s }
  disk_full: { title: A disk is full, severity: warning, holds: { sample: disk, below: 90 }, grace: 1s, settle: 5s }
findings:
  warns: { sample: warns, equals: true }
actions:
  restart:
    title: Restart a shop
    what: Starts a member's process anew.
    http: { method: POST, url: "{{url}}/restart", body: {} }
    done: { sample: up, equals: true }
  empty_queue:
    title: Empty a queue
    what: Throws away what waits in a member's queue.
    http: { method: POST, url: "{{url}}/empty", body: {} }
    done: { sample: queue, at_most: 100 }
faults:
  gone:
    title: A shop's process is gone
    why: Nobody answers.
    prior: 0.4
    strikes: [web]
    shows: { "violated:web_down": 0.98 }
    repairs: [{ action: restart, with: { member: "{{member}}" }, predicted: It answers again }]
  stuck:
    title: A worker is stuck
    why: Its queue grows while it answers.
    prior: 0.4
    strikes: [web]
    shows: { "violated:queue_long": 0.97 }
    repairs: [{ action: empty_queue, with: { member: "{{member}}" }, predicted: The queue is short again }]
  stale_certificate:
    title: A certificate has run out
    why: Customers are turned away.
    prior: 0.2
    strikes: [web]
    shows: { "violated:web_down": 0.95, "shows:warns": 0.9 }
    repairs: []
`;
}
