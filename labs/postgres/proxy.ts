import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire between clients and one server that can be cut: then nothing gets through it, and nobody is told. */
export interface Wire {
  readonly port: number;
  cut(): void;
  mend(): void;
  /** Nobody listens behind it any more, so nobody listens in front of it. */
  hangUp(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** `to` is the server's port on the loopback address. */
export async function openWire(to: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // What one side loses the other side sees as an end, as on a network.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    // A cut wire takes the call and never answers, like a host behind a firewall that drops.
    if (isCut) return;
    const upstream = connect(to, "127.0.0.1");
    keep(upstream);
    client.pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    // A TCP server that listens has an address and a port.
    return (server.address() as AddressInfo).port;
  };
  const hangUp = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  };
  const port = await listen(0);
  return {
    port,
    cut() {
      isCut = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend() {
      isCut = false;
      for (const socket of sockets) socket.destroy();
    },
    hangUp,
    listen: async () => void (await listen(port)),
    close: hangUp,
  };
}
