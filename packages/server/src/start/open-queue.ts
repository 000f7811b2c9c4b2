import { OpsError } from "@steadyhand/core/outcome";
import type { AdvanceQueue, Clock, EngineLog } from "@steadyhand/engine";
import { type AdvanceStatements, type DatabasePlace, openAdvanceOutbox, openPgBossQueue } from "@steadyhand/postgres";

export interface QueueOptions {
  readonly place: DatabasePlace;
  /** No other server may use the database. */
  readonly isSoleNode: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: EngineLog;
}

export interface OpenQueue {
  readonly queue: AdvanceQueue;
  /** Asks within the stores' transactions. */
  readonly statements: AdvanceStatements;
}

/**
 * Opens what decides when executions are looked at: the database's own queue, or Restate where `STEADYHAND_RESTATE` names
 * one; `opening` closes it again. Throws `queue.config`.
 */
export async function openQueue(options: QueueOptions, opening: AsyncDisposableStack): Promise<OpenQueue> {
  const { place, isSoleNode, env, clock, log } = options;
  const restate = readRestate(env);
  if (restate === undefined) {
    const queue = await openPgBossQueue({ place, isSoleNode, clock, log });
    opening.defer(() => queue.stop());
    return { queue, statements: queue };
  }
  const outbox = await openAdvanceOutbox({ place, clock });
  opening.defer(() => outbox.close());
  // Who does not use it does not load it.
  const { openRestateQueue } = await import("@steadyhand/restate");
  const queue = openRestateQueue({ ...restate, outbox, clock, log });
  opening.defer(() => queue.stop());
  return { queue, statements: outbox };
}

const usualAdminPort = "9070";
const usualPort = 9080;

function readRestate(env: QueueOptions["env"]) {
  const ingress = env.STEADYHAND_RESTATE;
  if (!ingress) return undefined;
  const ingressUrl = readUrl("STEADYHAND_RESTATE", ingress);
  const admin = new URL(ingressUrl);
  admin.port = usualAdminPort;
  const address = env.STEADYHAND_RESTATE_ADDRESS;
  const keys = (env.STEADYHAND_RESTATE_KEYS ?? "").split(",").map((key) => key.trim());
  const token = env.STEADYHAND_RESTATE_TOKEN;
  return {
    ingressUrl,
    adminUrl: readUrl("STEADYHAND_RESTATE_ADMIN", env.STEADYHAND_RESTATE_ADMIN || admin.href),
    listen: readListen(env.STEADYHAND_RESTATE_LISTEN),
    identityKeys: keys.filter((key) => key !== ""),
    ...(address && { deploymentUrl: readUrl("STEADYHAND_RESTATE_ADDRESS", address) }),
    ...(token && { token }),
  };
}

function readUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/$/, "");
  throw wrong(name, text, "it is no address", "Give one such as http://127.0.0.1:8080");
}

function readListen(text: string | undefined): { host?: string; port: number } {
  if (!text) return { port: usualPort };
  const [, host, port] = text.match(/^(?:\[?([^\]]*)\]?:)?(\d{1,5})$/) ?? [];
  if (port !== undefined && Number(port) <= 65_535) return { ...(host && { host }), port: Number(port) };
  const hint = "Give a port, or HOST:PORT such as 127.0.0.1:9080";
  throw wrong("STEADYHAND_RESTATE_LISTEN", text, "it is no port", hint);
}

function wrong(name: string, text: string, why: string, hint: string): OpsError {
  const message = `Cannot use ${JSON.stringify(text)} in ${name}: ${why}`;
  return new OpsError(message, { kind: "invalid", code: "queue.config", hint });
}
