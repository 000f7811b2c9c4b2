import { lookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { type AllowedNetworks, mayReach } from "./address.ts";

export interface GuardedRequest {
  readonly url: URL;
  readonly method: "GET" | "HEAD";
  readonly allowed: AllowedNetworks;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  /** Asks for addresses; the machine's own way when not given. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly address: string;
  /** The body, or as much of it as is read. */
  readonly text: string;
  readonly isCut: boolean;
}

/** Why a request was not made. It is no failure of the network: it was refused. */
export class RequestRefused extends Error {}

/**
 * Asks one URL once. The name is resolved first, every address of it must be one that may be reached, and the connection
 * goes to exactly the address that was checked. Redirects are not followed. Throws `RequestRefused`, or what the network says.
 */
export async function guardedRequest(request: GuardedRequest): Promise<GuardedAnswer> {
  const { url, allowed, timeoutMs, signal, resolve = resolveName } = request;
  const address = await checkedAddress(url, allowed, resolve);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const response = await open(request, address, limit);
  return { status: response.statusCode ?? 0, address, ...(await readText(response, request.mostBytes)) };
}

async function checkedAddress(
  url: URL,
  allowed: AllowedNetworks,
  resolve: (name: string) => Promise<readonly string[]>,
): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  const [first] = addresses;
  if (first === undefined) throw new RequestRefused(`${host} has no address`);
  const forbidden = addresses.find((address) => !mayReach(address, allowed));
  if (forbidden === undefined) return first;
  const named = forbidden === host ? host : `${host} is ${forbidden}, which`;
  throw new RequestRefused(
    `${named} is not a public address, and http_check.allow in the actions file does not list it`,
  );
}

async function resolveName(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

function open({ url, method }: GuardedRequest, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const start = url.protocol === "https:" ? httpsRequest : httpRequest;
  const family = isIP(address);
  return new Promise((resolve, reject) => {
    const sent = start(
      url,
      {
        method,
        signal,
        agent: false,
        // The name was resolved and checked before; asking again could give another answer.
        lookup: (_name, { all }, answer) => (all ? answer(null, [{ address, family }]) : answer(null, address, family)),
        headers: { "user-agent": "steadyhand-http-check", accept: "*/*" },
      },
      resolve,
    );
    sent.on("error", reject);
    sent.end();
  });
}

async function readText(response: IncomingMessage, mostBytes: number): Promise<Pick<GuardedAnswer, "text" | "isCut">> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < mostBytes) continue;
    response.destroy();
    break;
  }
  const whole = Buffer.concat(chunks);
  return { text: whole.subarray(0, mostBytes).toString("utf8"), isCut: whole.length > mostBytes };
}
