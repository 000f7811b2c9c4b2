import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** A port of the loopback address that nobody has now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address and a port.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
