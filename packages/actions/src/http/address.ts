import { BlockList, isIP, isIPv4 } from "node:net";

/** Ranges that are not the public internet, as IANA's registries of special addresses list them. */
const specialIPv4: readonly [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Within the one range of IPv6 that is given out for the public internet, 2000::/3. */
const specialIPv6: readonly [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const special = new BlockList();
for (const [network, prefix] of specialIPv4) special.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of specialIPv6) special.addSubnet(network, prefix, "ipv6");
const publicIPv6 = new BlockList();
publicIPv6.addSubnet("2000::", 3, "ipv6");

/** Addresses and networks that may be reached though they are not public. */
export interface AllowedNetworks {
  has(address: string): boolean;
}

/** Reads `10.1.0.0/16`, `fd00::/8` or a single address. Answers what is wrong with the first that is none. */
export function readNetworks(
  texts: readonly string[],
): { readonly ok: true; readonly networks: AllowedNetworks } | { readonly ok: false; readonly why: string } {
  const list = new BlockList();
  for (const text of texts) {
    const [network = "", prefix, ...rest] = text.split("/");
    const family = isIP(network);
    const most = family === 4 ? 32 : 128;
    const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (family === 0 || rest.length > 0 || bits < 0 || bits > most) {
      return { ok: false, why: `${JSON.stringify(text)} is no address and no network such as 10.1.0.0/16` };
    }
    list.addSubnet(network, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return { ok: true, networks: { has: (address) => list.check(address, familyOf(address)) } };
}

/** Whether an address may be reached: public, or in a network that the installation allows. */
export function mayReach(address: string, allowed: AllowedNetworks): boolean {
  if (isIP(address) === 0) return false;
  const plain = embeddedIPv4(address) ?? address;
  return isPublic(plain) || allowed.has(plain);
}

function isPublic(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, "ipv4");
  return publicIPv6.check(address, "ipv6") && !special.check(address, "ipv6");
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv4(address) ? "ipv4" : "ipv6";
}

/** `::ffff:10.0.0.1` and `64:ff9b::a00:1` lead to an IPv4 address: that one counts. */
function embeddedIPv4(address: string): string | undefined {
  if (isIPv4(address)) return undefined;
  const [, hostname = ""] = new URL(`http://[${address.replace(/%.*$/, "")}]/`).host.match(/^\[(.*)\]$/) ?? [];
  const found = hostname.match(/^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/);
  if (found === null) return undefined;
  const high = Number.parseInt(found[1] ?? "0", 16);
  const low = Number.parseInt(found[2] ?? "0", 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
