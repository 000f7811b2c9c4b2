import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Act, type FakeOptions, type FakeProvider, fencedText, type Received } from "./script.ts";

/** One vendor's protocol, spoken from the other side. */
export interface FakeProtocol {
  readonly path: string;
  readonly basePath: string;
  /** What is wrong with a request, as the real one would find it: status, error type, message. */
  check(request: Received, options: FakeOptions): readonly [number, string, string] | undefined;
  system(body: Record<string, unknown>): string;
  user(body: Record<string, unknown>): string;
  /** What a conversation with tools holds. */
  conversation(
    body: Record<string, unknown>,
  ): Pick<Received, "tools" | "answers"> & { readonly callIds: readonly string[] };
  error(type: string, message: string): object;
  errorType(status: number): string;
  /** The body of an answer. `undefined` for an act that is not about content. */
  answer(act: Act, body: Record<string, unknown>): object | undefined;
  /** The same answer as a stream's events. */
  events(answer: object): readonly string[];
  errorEvent(): string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A real HTTP server on a free port of this machine. */
export async function serveFake(protocol: FakeProtocol, options: FakeOptions): Promise<FakeProvider> {
  const requests: Received[] = [];
  const scripted: Act[] = [];
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer((incoming, response) => {
    response.on("error", () => {}); // the other side may go away at any time
    void receive(incoming, response);
  });
  let slowestMs = 0;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {}); // a reset connection is a case that tests make
  });

  async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    response.on("finish", () => {
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = read(protocol, incoming, Buffer.concat(chunks).toString("utf8"));
    requests.push(request);
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    const wrong = wrongWith(protocol, request, options);
    if (wrong !== undefined) return sendError(protocol, response, wrong);
    const act = scripted.shift() ?? options.judge?.(request) ?? { kind: "says", text: "{}" };
    if (options.delayMs === undefined) perform(act, request, response);
    else later(options.delayMs, () => perform(act, request, response));
  }

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  function perform(act: Act, request: Received, response: ServerResponse): void {
    switch (act.kind) {
      case "hangs":
        return;
      case "hangs_up":
        response.socket?.resetAndDestroy();
        return;
      case "sends":
        response.writeHead(act.status, act.headers).end(act.body);
        return;
      case "fails": {
        const type = protocol.errorType(act.status);
        const body = JSON.stringify(protocol.error(type, act.message ?? "something is wrong"));
        response
          .writeHead(act.status, { "content-type": "application/json", ...protocol.headers, ...act.headers })
          .end(body);
        return;
      }
      case "drips":
        response.writeHead(200, { "content-type": "application/json", ...protocol.headers });
        drip(act.everyMs, response);
        return;
      case "floods":
        response.writeHead(200, { "content-type": "application/json" });
        flood(response);
        return;
      default:
        sendAnswer(act, request, response);
    }
  }

  function sendAnswer(act: Act, { body }: Received, response: ServerResponse): void {
    const said = act.kind === "cuts" || act.kind === "errs_midway" ? ({ kind: "says", text: act.text } as const) : act;
    const answer = protocol.answer(said, body) ?? {};
    const isStream = body.stream === true;
    const type = isStream ? "text/event-stream; charset=utf-8" : "application/json";
    response.writeHead(200, { "content-type": type, ...protocol.headers });
    const pieces = isStream ? protocol.events(answer) : [JSON.stringify(answer)];
    if (act.kind === "says" || (act.kind !== "cuts" && act.kind !== "errs_midway")) {
      response.end(pieces.join(""));
      return;
    }
    const whole = pieces.join("");
    const half = isStream ? pieces.slice(0, Math.ceil(pieces.length / 2)).join("") : whole.slice(0, whole.length / 2);
    if (act.kind === "errs_midway") {
      response.end(half + protocol.errorEvent());
      return;
    }
    response.write(half, () => response.socket?.destroy());
  }

  function drip(everyMs: number, response: ServerResponse): void {
    if (response.destroyed) return;
    response.write(" ");
    later(everyMs, () => drip(everyMs, response));
  }

  function flood(response: ServerResponse): void {
    const block = "x".repeat(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(block));
    };
    response.on("drain", more);
    more();
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    baseUrl: `http://127.0.0.1:${port}${protocol.basePath}`,
    requests,
    script: (...acts) => {
      scripted.push(...acts);
    },
    slowestMs() {
      const slowest = slowestMs;
      slowestMs = 0;
      return slowest;
    },
    connections: () => sockets.size,
    arrived: (count) =>
      requests.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    async close() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function read(protocol: FakeProtocol, incoming: IncomingMessage, raw: string): Received {
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(raw) as Record<string, unknown>;
  } catch {
    // not JSON: `wrongWith` refuses it, as it has no model
  }
  const user = protocol.user(body);
  const { method = "", url: path = "", headers } = incoming;
  const { callIds, ...talk } = protocol.conversation(body);
  const turns = callIds.filter((id) => id.startsWith("turn_")).length;
  const system = protocol.system(body);
  return { method, path, headers, raw, body, system, user, command: fencedText(user), turns, ...talk };
}

function wrongWith(protocol: FakeProtocol, request: Received, options: FakeOptions) {
  if (request.method !== "POST" || request.path !== protocol.basePath + protocol.path) {
    return [404, protocol.errorType(404), `no route ${request.method} ${request.path}`] as const;
  }
  return protocol.check(request, options);
}

function sendError(
  protocol: FakeProtocol,
  response: ServerResponse,
  [status, type, message]: readonly [number, string, string],
): void {
  response
    .writeHead(status, { "content-type": "application/json", ...protocol.headers })
    .end(JSON.stringify(protocol.error(type, message)));
}
