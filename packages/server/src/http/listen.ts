import { chmodSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OpsError } from "@steadyhand/core/outcome";

/** Listens on TCP and gives the port. Throws `server.port_in_use`, `server.port_forbidden` or `server.no_such_host`. */
export async function listenOnPort(
  server: Server,
  at: { readonly host: string; readonly port: number },
): Promise<number> {
  await listen(server, at).catch((cause: NodeJS.ErrnoException) => {
    throw cannotListen(`${at.host} port ${at.port}`, at.port, cause);
  });
  // A server that listens on TCP has an address of this kind.
  return (server.address() as AddressInfo).port;
}

/** Listens on a Unix socket that only this user can open. What an earlier process left there goes. */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  rmSync(path, { force: true });
  await listen(server, { path }).catch((cause: NodeJS.ErrnoException) => {
    throw new OpsError(`Cannot listen on ${path}: ${cause.code ?? cause.message}`, {
      kind: "unavailable",
      code: "data.no_socket",
      hint: "Check that the data folder can be written to, or give another with --data",
      cause,
    });
  });
  chmodSync(path, 0o600);
}

/** Stops listening; answers that are being given may end within `graceMs`, then they are cut. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}

function listen(
  server: Server,
  at: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function cannotListen(where: string, port: number, cause: NodeJS.ErrnoException): OpsError {
  const known: Readonly<Record<string, { code: string; why: string; hint: string }>> = {
    EADDRINUSE: {
      code: "server.port_in_use",
      why: "another program listens there",
      hint: `Give another port with --port, or end the other program (\`ss -ltnp sport = :${port}\` names it)`,
    },
    EACCES: {
      code: "server.port_forbidden",
      why: "this user may not use that port",
      hint: "Give a port from 1024 up with --port",
    },
    EADDRNOTAVAIL: {
      code: "server.no_such_host",
      why: "this machine does not have that address",
      hint: "Give one of this machine's addresses with --host, or leave it out",
    },
    ENOTFOUND: {
      code: "server.no_such_host",
      why: "that name has no address",
      hint: "Give one of this machine's addresses with --host, or leave it out",
    },
  };
  const { code, why, hint } = known[cause.code ?? ""] ?? {
    code: "server.cannot_listen",
    why: cause.code ?? cause.message,
    hint: "Give another address with --host or --port",
  };
  return new OpsError(`Cannot listen on ${where}: ${why}`, { kind: "unavailable", code, hint, cause });
}
