import type { ServerResponse } from "node:http";

const heartbeatMs = 15_000;
/** A reader that lets more than this pile up is behind. */
const mostWaitingBytes = 1024 * 1024;

export interface StreamEvent {
  readonly type: string;
  readonly data: unknown;
}

/** One open stream of server-sent events. */
export interface EventStream {
  /** Sends one event; `false` means that the reader is behind and the event was dropped. */
  send(event: StreamEvent): boolean;
  /** Sends events that only make sense together, however large, to a reader that is not behind. */
  sendTogether(events: readonly StreamEvent[]): void;
  /** Called each time a reader that has missed something has caught up. */
  onCaughtUp(run: () => void): void;
  /** Called once, when the reader is gone. */
  onClose(run: () => void): void;
  end(): void;
}

/** Opens a stream that keeps at most about 1 MiB waiting for a slow reader, besides what was sent together. */
export function openEventStream(response: ServerResponse, headers: Readonly<Record<string, string>>): EventStream {
  response.writeHead(200, {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  let allowedBytes = mostWaitingBytes;
  let isBehind = false;
  let hasMissed = false;
  let catchUp = () => {};
  const heartbeat = setInterval(() => {
    if (!isBehind) response.write(": still here\n\n");
  }, heartbeatMs);
  heartbeat.unref();
  response.on("drain", () => {
    allowedBytes = mostWaitingBytes;
    isBehind = false;
    if (!hasMissed) return;
    hasMissed = false;
    catchUp();
  });
  response.once("close", () => clearInterval(heartbeat));
  // A reader that goes away in the middle of a write is no error of ours; `close` follows.
  response.on("error", () => {});

  return {
    send(event) {
      if (response.destroyed) return false;
      if (isBehind) {
        hasMissed = true;
        return false;
      }
      response.write(textOf(event));
      isBehind = response.writableLength > allowedBytes;
      return true;
    },
    sendTogether(events) {
      if (response.destroyed) return;
      response.write(events.map(textOf).join(""));
      allowedBytes = response.writableLength + mostWaitingBytes;
    },
    onCaughtUp(run) {
      catchUp = run;
    },
    onClose(run) {
      response.once("close", run);
    },
    end() {
      clearInterval(heartbeat);
      response.end();
    },
  };
}

function textOf({ type, data }: StreamEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
