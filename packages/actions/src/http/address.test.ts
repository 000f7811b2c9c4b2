import { describe, expect, it } from "vitest";
import { mayReach, readNetworks } from "./address.ts";
import { guardedRequest, RequestRefused } from "./guarded-request.ts";

function networks(...texts: string[]) {
  const read = readNetworks(texts);
  if (!read.ok) throw new Error(read.why);
  return read.networks;
}

describe("an address", () => {
  it.each([
    ...["127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
    ...["::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1"],
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "::127.0.0.1", "fe80::1%eth0"],
    ...["not-an-address", ""],
  ])("that is not public is not reached: %s", (address) => {
    expect(mayReach(address, networks())).toBe(false);
  });

  it.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])(
    "that is public is reached: %s",
    (address) => expect(mayReach(address, networks())).toBe(true),
  );

  it("that is not public is reached where its network is allowed, and only there", () => {
    const allowed = networks("10.1.0.0/16", "::1", "127.0.0.1");
    const reached = ["10.1.2.3", "::1", "::ffff:127.0.0.1", "10.2.0.1", "127.0.0.2"].map((one) =>
      mayReach(one, allowed),
    );
    expect(reached).toEqual([true, true, true, false, false]);
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "x", "10.0.0.0/8/8", "::/129", "10.0.0.0/-1"])(
    "list is refused with %j in it",
    (text) => {
      expect(readNetworks([text])).toMatchObject({ ok: false });
    },
  );
});

describe("a guarded request", () => {
  const ask = (url: string, addresses: readonly string[]) =>
    guardedRequest({
      ...{ url: new URL(url), method: "GET", allowed: networks(), timeoutMs: 1000, mostBytes: 10 },
      signal: new AbortController().signal,
      resolve: async () => addresses,
    });

  it.each([
    ["http://127.0.0.1/", []],
    ["http://0x7f.1/", []],
    ["http://2130706433/", []],
    ["http://017700000001/", []],
    ["http://[::1]/", []],
    ["http://[::ffff:127.0.0.1]/", []],
    ["http://localhost./", ["127.0.0.1"]],
    ["http://inside.example/", ["10.0.0.7"]],
    ["http://mixed.example/", ["1.1.1.1", "10.0.0.7"]],
    ["http://nothing.example/", []],
  ])("is refused before anything is sent: %s", async (url, addresses) => {
    await expect(ask(url, addresses)).rejects.toThrow(RequestRefused);
  });
});
