import { createHash } from "node:crypto";
import { PanicWebhookAnswer, PanicWebhookBody } from "@steadyhand/api";
import { endpoints } from "@steadyhand/api/endpoints";
import type { Actor } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { isPanicId, type PanicId } from "@steadyhand/core/panic";
import { messageOf, type Panic } from "@steadyhand/engine";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { signatureHeader, timestampHeader } from "./peers.ts";
import { checkSignature, type SignedBody, type SigningSecret, signBody } from "./signed-body.ts";

export interface SignedRoutesOptions {
  readonly panic: Panic;
  /** Of hardware buttons; none closes the webhook. */
  readonly webhookKeys: readonly SigningSecret[];
  readonly nodeSecret: SigningSecret;
  readonly now: () => Date;
  readonly redact: (text: string) => string;
}

/** What is signed is small. */
const bodyLimitBytes = 64 * 1024;

/**
 * The two doors that open to a signature instead of a person: a hardware button's, which can press and nothing else, and
 * the other nodes'. Signatures are over the bytes that came, so these routes get no parsed body.
 */
export async function registerSignedRoutes(app: FastifyInstance, options: SignedRoutesOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "buffer" },
      async (_request: unknown, raw: Buffer) => raw,
    );
    const open = { bodyLimit: bodyLimitBytes, config: { isOpen: true }, schema: { hide: true } } as const;
    scope.post(endpoints.pressByWebhook.path, open, async (request, reply) => {
      const answer = await pressByWebhook(options, signedBody(request));
      return reply.code(answer.isDuplicate ? 200 : 202).send(answer);
    });
    scope.post(endpoints.tellPeer.path, open, async (request, reply) => {
      const text = await answerPeer(options, signedBody(request));
      const timestamp = String(Math.floor(options.now().getTime() / 1000));
      reply.header(timestampHeader, timestamp);
      reply.header(signatureHeader, signBody(options.nodeSecret.secret, timestamp, Buffer.from(text)));
      return reply.type("application/json").serializer(String).send(text);
    });
  });
}

async function pressByWebhook({ panic, webhookKeys, now, redact }: SignedRoutesOptions, signed: SignedBody) {
  if (webhookKeys.length === 0) throw notConfigured();
  const { by: key, mac } = checkSignature(signed, webhookKeys, now());
  // The same bytes with the same signature are the same press, on every node and after every restart.
  const id = webhookPressId(mac);
  if (panic.wasLifted(id)) throw replayed();
  const { reason, kill } = readBody(signed.raw);
  const isDuplicate = isOn(panic, id);
  const by: Actor = { kind: "system", id: `act_button-${key.name}`, name: `the button ${key.name}` };
  const said = redact(reason) || "a hardware button";
  const { stop } = await panic.press(by, { id, reason: said, kill, via: "webhook" });
  return PanicWebhookAnswer.parse({ panicId: id, stop, isDuplicate });
}

function webhookPressId(mac: string): PanicId {
  return `pan_button-${createHash("sha256").update(mac).digest("hex").slice(0, 32)}`;
}

function isOn(panic: Panic, id: PanicId): boolean {
  const state = panic.state();
  return state.isOn && isPanicId(id) && state.id === id;
}

/** A button that signs anything at all presses: what is not a body of ours has no reason and does not kill. */
function readBody(raw: Buffer): { readonly reason: string; readonly kill: boolean } {
  try {
    const parsed = PanicWebhookBody.safeParse(JSON.parse(raw.toString("utf8")));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON, and signed all the same.
  }
  return { reason: "", kill: false };
}

async function answerPeer({ panic, nodeSecret, now }: SignedRoutesOptions, signed: SignedBody): Promise<string> {
  checkSignature(signed, [nodeSecret], now());
  const message = messageOf(JSON.parse(signed.raw.toString("utf8")));
  if (message === undefined) {
    throw new OpsError("Cannot take this message: it is not one of ours", {
      kind: "invalid",
      code: "panic.peer_message",
    });
  }
  return JSON.stringify(await panic.told(message));
}

function signedBody({ body, headers }: FastifyRequest): SignedBody {
  const one = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return { raw, timestamp: one(timestampHeader), signature: one(signatureHeader) };
}

function notConfigured(): OpsError {
  return new OpsError("Cannot take this message: no key of a hardware button is configured", {
    kind: "not_found",
    code: "panic.webhook_closed",
    hint: "docs/panic.md says how to configure one",
  });
}

function replayed(): OpsError {
  return new OpsError("Cannot take this message: the panic that it pressed is over, and it came again", {
    kind: "unauthenticated",
    code: "signature.replayed",
    hint: "Sign a new message with the present time",
  });
}
