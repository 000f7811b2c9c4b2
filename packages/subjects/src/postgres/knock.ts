import { type Failure, failureOf } from "./failure.ts";
import { openSession } from "./session.ts";

export type Knocked = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };

/** Whether a client gets in now: a new connection each time, which the ones that are open do not answer for. */
export async function knock(
  address: string,
  limit: { readonly limitMs: number; readonly signal: AbortSignal },
): Promise<Knocked> {
  const signal = AbortSignal.any([limit.signal, AbortSignal.timeout(limit.limitMs)]);
  try {
    const session = await openSession({ address, purpose: "steadyhand watch", signal });
    session.close();
    return { ok: true };
  } catch (error) {
    return { ok: false, failure: failureOf(error, limit.signal.aborted) };
  }
}
