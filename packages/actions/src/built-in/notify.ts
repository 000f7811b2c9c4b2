import { createHash, createHmac } from "node:crypto";
import type { Action } from "@steadyhand/core/action";
import { defineAction } from "@steadyhand/define-action";
import { z } from "zod";
import type { Channel } from "../config/actions-config.ts";
import { ended, type PerformContext } from "../perform.ts";

const timeoutMs = 15_000;

export const notifyParameters = z.strictObject({
  channel: z.string().min(1).max(64).describe("A name from `notify` in the actions file"),
  title: z.string().min(1).max(200).describe("One line"),
  text: z.string().max(4000).default("").describe("What there is to say beyond the title"),
});

/** Tells somebody else's system something. Where to is named in the configuration, never in a runbook. */
export function createNotify(channelNames: readonly string[]): Action {
  const known = channelNames.length === 0 ? "none is set up" : channelNames.join(", ");
  return defineAction({
    declaration: {
      name: "notify",
      version: 1,
      origin: "built-in",
      title: "Send a notification",
      what: "Posts a signed JSON message to an address that is named in the actions file. What was sent cannot be taken back.",
      riskFloor: "caution",
      effect: "sends",
      isIdempotent: false,
      isReversible: false,
      blastRadius: "one",
      verification: "the receiver answered 2xx",
      settlingMs: 0,
      timeLimitMs: timeoutMs + 10_000,
    },
    parameters: notifyParameters,
    availability: () =>
      channelNames.length > 0
        ? { isAvailable: true }
        : {
            isAvailable: false,
            why: "no channel is set up",
            hint: 'Name one in the actions file: {"notify": {"ops": {"url": "https://…", "secret_env": "OPS_WEBHOOK_SECRET"}}}',
          },
    look: ({ channel }) =>
      channelNames.length === 0 || channelNames.includes(channel)
        ? {}
        : { problems: [{ path: "channel", message: `there is no such channel; known: ${known}` }] },
  });
}

export async function performNotify(
  { channel: name, title, text }: z.output<typeof notifyParameters>,
  {
    attemptId,
    signal,
    say,
    complain,
    channels,
    now,
  }: PerformContext & { readonly channels: Readonly<Record<string, Channel>>; readonly now: () => Date },
): Promise<number> {
  const channel = channels[name];
  if (channel === undefined) {
    await complain(`Cannot notify ${name}: the channel is not set up any more\n`);
    return ended.cannot;
  }
  const at = now();
  const id = `msg_${createHash("sha256").update(attemptId).digest("hex").slice(0, 32)}`;
  const body = JSON.stringify({ id, attempt: attemptId, at: at.toISOString(), channel: name, title, text });
  try {
    const response = await fetch(channel.url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", ...signatureHeaders({ id, at, body, secret: channel.secret }) },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    await say(`${name} answered ${response.status}\n`);
    return response.ok ? ended.done : ended.notSo;
  } catch (error) {
    if (signal.aborted) return ended.stopped;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    await complain(`Cannot notify ${name}: ${cause}\n`);
    return ended.notSo;
  }
}

/** As the Standard Webhooks specification has it: the receiver can check who sent it and drop what it has seen. */
export function signatureHeaders({
  id,
  at,
  body,
  secret,
}: {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secret: string;
}): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
