import { OpsError } from "@steadyhand/core/outcome";

const withinMs = 20_000;

/** Asks something of a lab's own door. Throws `demo.lab` with what it said. */
export async function askDoor(url: string, { method, body }: { readonly method: string; readonly body?: object }) {
  try {
    const answer = await fetch(url, {
      method,
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(withinMs),
    });
    if (answer.ok) return;
    throw new TypeError((await answer.text()).trim());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OpsError(`Cannot break or mend the lab by ${method} ${url}: ${why}`, {
      kind: "unavailable",
      code: "demo.lab",
      cause,
    });
  }
}
