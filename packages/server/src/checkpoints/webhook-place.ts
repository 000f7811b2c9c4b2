import type { CheckpointPlace } from "./place.ts";

const limitMs = 15_000;

/**
 * A webhook: the lines are the body of one POST, as JSON Lines. Any status of 200 to 299 means that they are kept. They are
 * signed already, so nothing is proven by who sends them; a token keeps strangers from filling the place.
 */
export function webhookPlace(url: URL, token: string | undefined): CheckpointPlace {
  return {
    // What stands before the host or behind the question mark may be a secret.
    name: `${url.protocol}//${url.host}${url.pathname}`,
    async keep(lines) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/jsonl", ...(token && { authorization: `Bearer ${token}` }) },
        body: lines.map((line) => `${line}\n`).join(""),
        // An answer from elsewhere is no answer of this place.
        redirect: "error",
        signal: AbortSignal.timeout(limitMs),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`it answered with status ${response.status}`);
    },
  };
}
