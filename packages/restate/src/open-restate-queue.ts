import { connect, type Ingress, rpc } from "@restatedev/restate-sdk-clients";
import {
  type AdvanceOutbox,
  type AdvanceQueue,
  type AskedAdvance,
  type Clock,
  createAdvancing,
  dueTimeOf,
  type EngineLog,
} from "@steadyhand/engine";
import { type ExecutionObject, executionObject, objectKey, objectName } from "./execution-object.ts";
import { keepRegistering } from "./register-deployment.ts";
import { createRelay } from "./relay.ts";
import { type Endpoint, serveEndpoint } from "./serve-endpoint.ts";

export interface RestateQueueOptions {
  /** Where Restate takes requests, such as `http://127.0.0.1:8080`. */
  readonly ingressUrl: string;
  /** Where Restate is administered, such as `http://127.0.0.1:9070`. */
  readonly adminUrl: string;
  /** Sent as a bearer token with every request to Restate, where it wants one. */
  readonly token?: string;
  /** Where this server listens for Restate. The host is loopback unless said otherwise. */
  readonly listen: { readonly host?: string; readonly port: number };
  /**
   * The one address by which Restate reaches all servers; that of this server by default. Several servers stand behind
   * one address: Restate sends everything to the newest it was told of.
   */
  readonly deploymentUrl?: string;
  /** Restate's public keys (`publickeyv1_…`): then requests that it did not sign are refused. */
  readonly identityKeys?: readonly string[];
  readonly outbox: AdvanceOutbox;
  readonly clock: Pick<Clock, "now">;
  readonly log: EngineLog;
  /** How long one advance may take before its signal aborts, in milliseconds; 120,000 by default. */
  readonly advanceWithinMs?: number;
  /** How long `stop` waits for what is under way, in milliseconds; 5,000 by default. */
  readonly stopWithinMs?: number;
}

/** How long one request to Restate may take. */
const requestWithinMs = 5000;

/**
 * A queue on Restate, for those whom one database's workers do not suffice. What is asked for is kept in the outbox,
 * with the state that made it necessary, and handed on; so nothing is lost while Restate is away.
 */
export function openRestateQueue(options: RestateQueueOptions): AdvanceQueue {
  const { outbox, clock, log, listen, token, adminUrl, identityKeys = [] } = options;
  const { advanceWithinMs = 120_000, stopWithinMs = 5000 } = options;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const ingress = connect({ url: options.ingressUrl, headers });
  let stopRunning: (() => Promise<void>) | undefined;
  let stopping: Promise<void> | undefined;

  return {
    async start(advance) {
      if (stopRunning !== undefined || stopping !== undefined) throw new TypeError("a queue is started once");
      const advancing = createAdvancing(advance, advanceWithinMs);
      const object = executionObject(advancing, advanceWithinMs);
      const endpoint: Endpoint = await serveEndpoint({ object, listen, identityKeys });
      const uri = options.deploymentUrl ?? endpoint.url;
      const relay = createRelay({ outbox, send: (asked) => send(ingress, asked, clock), log });
      const withinMs = requestWithinMs;
      const registering = keepRegistering({ adminUrl, uri, headers, log, withinMs, registered: relay.look });
      stopRunning = async () => {
        registering.stop();
        await Promise.all([relay.stop(), advancing.stop(stopWithinMs)]);
        await endpoint.close();
      };
    },
    enqueue: (key, at) => outbox.add(key, dueTimeOf(at, clock.now())),
    stop: () => (stopping ??= stopRunning?.() ?? Promise.resolve()),
  };
}

/** A time is one timer, however often it is asked for; "now" must begin after this request, so it joins nothing. */
async function send(ingress: Ingress, { key, due }: AskedAdvance, clock: Pick<Clock, "now">): Promise<void> {
  const client = ingress.objectSendClient<ExecutionObject>({ name: objectName }, objectKey(key));
  const timer =
    due === "now"
      ? {}
      : {
          delay: Math.max(0, due.getTime() - clock.now().getTime()),
          idempotencyKey: `${objectKey(key)}@${due.getTime()}`,
        };
  await client.advance(rpc.sendOpts({ ...timer, timeout: requestWithinMs }));
}
