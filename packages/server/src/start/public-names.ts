import { isLoopback } from "../access/guard-request.ts";

/** Names that requests may ask for when the server listens beyond loopback: what it listens on, and this machine's own. */
export function publicNamesFor({
  host,
  machineName,
  addresses,
}: {
  readonly host: string;
  readonly machineName: string;
  /** Of this machine's network interfaces. */
  readonly addresses: readonly string[];
}): string[] {
  if (isLoopback(host)) return [];
  return [host, machineName, ...addresses].map((name) => (name.includes(":") ? `[${name}]` : name));
}
