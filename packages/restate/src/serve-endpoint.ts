import { once } from "node:events";
import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { createEndpointHandler } from "@restatedev/restate-sdk";
import { OpsError } from "@steadyhand/core/outcome";
import type { ExecutionObject } from "./execution-object.ts";

/** Where Restate calls us. */
export interface Endpoint {
  readonly url: string;
  /** Takes no more and cuts what is open: Restate tries that again. Twice without harm. */
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
const loopbackHosts = new Set([loopback, "::1", "localhost"]);

/**
 * Serves the object on a port of its own, over HTTP/2 in clear text; on loopback unless another host is named. Throws
 * `restate.unprotected` where others could reach it and requests need no signature.
 */
export async function serveEndpoint(options: {
  readonly object: ExecutionObject;
  readonly listen: { readonly host?: string; readonly port: number };
  readonly identityKeys: readonly string[];
}): Promise<Endpoint> {
  const { object, listen, identityKeys } = options;
  const host = listen.host ?? loopback;
  if (!loopbackHosts.has(host) && identityKeys.length === 0) throw unprotected(host);
  const sessions = new Set<ServerHttp2Session>();
  const keys = identityKeys.length > 0 ? { identityKeys: [...identityKeys] } : {};
  // What fails is tried again and is in our own log: a second line on stderr by the SDK would only frighten.
  const server = createServer(createEndpointHandler({ services: [object], ...keys, logger: () => {} }));
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
    // A connection that breaks is Restate's to open again.
    session.on("error", () => {});
  });
  server.listen(listen.port, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port, so it has one
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    async close() {
      const closed = server.listening ? once(server, "close") : undefined;
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

function unprotected(host: string): OpsError {
  return new OpsError(
    `Cannot listen for Restate on ${host}: anybody there could call, because no signature is asked for`,
    {
      kind: "invalid",
      code: "restate.unprotected",
      hint: "Give Restate a request identity key and name its public key here, or listen on 127.0.0.1",
    },
  );
}
