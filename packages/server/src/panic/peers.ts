import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from "node:http";
import { Agent as HttpsAgent, request as overHttps } from "node:https";
import { NodeStopReport } from "@steadyhand/api";
import { endpoints } from "@steadyhand/api/endpoints";
import { OpsError } from "@steadyhand/core/outcome";
import type { NodeStop } from "@steadyhand/core/panic";
import { type PanicPeer, type PanicPeers, payloadOf } from "@steadyhand/engine";
import { checkSignature, type SigningSecret, signBody } from "./signed-body.ts";

/** The headers of what nodes and hardware buttons sign. */
export const timestampHeader = "x-steadyhand-timestamp";
export const signatureHeader = "x-steadyhand-signature";

export interface PeersOptions {
  /** From memory: nothing is looked up once panic is pressed. */
  readonly list: () => readonly PanicPeer[];
  readonly secret: SigningSecret;
  readonly now: () => Date;
}

const longestAnswer = 4 * 1024 * 1024;

/** Tells other nodes over HTTP, signed with the secret that all nodes of one database share. Their answers are signed too. */
export function createPeers({ list, secret, now }: PeersOptions): PanicPeers & { close(): void } {
  const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };

  async function post(address: string, body: Buffer, signal: AbortSignal): Promise<Answer> {
    const url = new URL(endpoints.tellPeer.path, address);
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const headers = {
      "content-type": "application/json",
      "content-length": body.length,
      [timestampHeader]: timestamp,
      [signatureHeader]: signBody(secret.secret, timestamp, body),
    };
    const isSecure = url.protocol === "https:";
    const options = { method: "POST", headers, signal, agent: agents[isSecure ? "https:" : "http:"] };
    return new Promise((resolve, reject) => {
      const sent = (isSecure ? overHttps : overHttp)(url, options, (response) => {
        readAll(response).then((raw) => resolve({ response, raw }), reject);
      });
      sent.once("error", reject);
      sent.end(body);
    });
  }

  return {
    list,
    async tell(peer, message, signal): Promise<NodeStop> {
      if (peer.address === "") throw notAnswered(peer, "it listens on no address");
      const { response, raw } = await post(peer.address, Buffer.from(JSON.stringify(payloadOf(message))), signal);
      if (response.statusCode !== 200) throw notAnswered(peer, `it answered with status ${response.statusCode}`);
      const signed = { timestamp: one(response, timestampHeader), signature: one(response, signatureHeader), raw };
      checkSignature(signed, [secret], now());
      const parsed = NodeStopReport.safeParse(JSON.parse(raw.toString()));
      if (!parsed.success) throw notAnswered(peer, "its answer does not fit");
      const { tookMs, problem, attempts, ...stop } = parsed.data;
      return {
        ...stop,
        attempts: attempts.map(({ problem: why, ...attempt }) => ({
          ...attempt,
          ...(why !== undefined && { problem: why }),
        })),
        ...(tookMs !== undefined && { tookMs }),
        ...(problem !== undefined && { problem }),
      };
    },
    close() {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

interface Answer {
  readonly response: IncomingMessage;
  readonly raw: Buffer;
}

function one(response: IncomingMessage, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > longestAnswer) throw new Error("its answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function notAnswered({ name }: PanicPeer, why: string): OpsError {
  return new OpsError(`Cannot tell ${name} of the panic: ${why}`, { kind: "unavailable", code: "panic.peer" });
}
