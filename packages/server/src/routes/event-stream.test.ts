import { once } from "node:events";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EventStream, openEventStream } from "./event-stream.ts";

const large = { type: "output", data: "x".repeat(100_000) };

describe("openEventStream", () => {
  let server: Server;
  let stream: EventStream;
  let response: ServerResponse;
  let reader: IncomingMessage;
  beforeEach(async () => {
    const opened = Promise.withResolvers<void>();
    server = createServer((_request, answer) => {
      response = answer;
      stream = openEventStream(answer, {});
      opened.resolve();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    [reader] = (await once(httpRequest({ port, host: "127.0.0.1" }).end(), "response")) as [IncomingMessage];
    reader.pause();
    await opened.promise;
  });
  afterEach(async () => {
    stream.end();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("keeps little for a reader that does not read, and says when it has caught up", async () => {
    const caughtUp = Promise.withResolvers<void>();
    stream.onCaughtUp(caughtUp.resolve);
    let sent = 0;
    while (stream.send(large)) sent++;
    expect(sent).toBeGreaterThan(10);
    for (let i = 0; i < 1000; i++) stream.send(large);
    expect(response.writableLength).toBeLessThan(1.3 * 1024 * 1024);
    reader.resume();
    await caughtUp.promise;
    expect(stream.send(large)).toBe(true);
  });

  it("does not call a reader behind because of what had to be sent together", async () => {
    let caughtUp = 0;
    stream.onCaughtUp(() => caughtUp++);
    stream.sendTogether(Array.from({ length: 100 }, () => large));
    expect(stream.send({ type: "output", data: "small" })).toBe(true);
    reader.resume();
    await once(response, "drain");
    expect(caughtUp).toBe(0);
  });

  it("drops quietly what comes after its reader has gone", async () => {
    const closed = Promise.withResolvers<void>();
    stream.onClose(closed.resolve);
    reader.destroy();
    await closed.promise;
    expect(stream.send(large)).toBe(false);
    expect(() => stream.sendTogether([large])).not.toThrow();
  });
});
