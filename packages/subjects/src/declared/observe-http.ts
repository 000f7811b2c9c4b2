import type { Sample } from "@steadyhand/core/invariant";
import { query } from "json-p3";
import type { Dispatcher } from "undici";
import { blindTo, type Reading, sampleOf, whyOf } from "./look.ts";
import { readValue } from "./read-value.ts";

export interface HttpLook {
  readonly sample: string;
  readonly member?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly expect?: number;
  readonly signal: AbortSignal;
}

/**
 * Asks once. Without a path the sample says whether it answered as expected: no answer is one too, so it is false. With a path it
 * is the one value there in the JSON that came; anything else is a blind spot.
 */
export async function observeHttp(agent: Dispatcher, look: HttpLook): Promise<Reading> {
  const { sample, member, url, headers, path, expect, signal } = look;
  const isExpected = (status: number) => (expect === undefined ? status >= 200 && status < 300 : status === expect);
  try {
    const { statusCode, body } = await requestOf(agent, url, { headers, signal });
    if (path === undefined) {
      await body.dump();
      return sampleOf(sample, isExpected(statusCode), member);
    }
    if (!isExpected(statusCode)) {
      await body.dump();
      return blindTo(sample, `GET ${url} answered ${statusCode}`, member);
    }
    return fromJson(look, await body.text());
  } catch (error) {
    if (path === undefined && !isGivenUp(signal)) return sampleOf(sample, false, member);
    return blindTo(sample, `GET ${url}: ${whyOf(error)}`, member);
  }
}

/** Whoever asked has ended the look: then nothing is known, not even that nobody answers. */
function isGivenUp({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof DOMException && reason.name === "TimeoutError");
}

function requestOf(
  agent: Dispatcher,
  url: string,
  { headers, signal }: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) {
  const { origin, pathname, search } = new URL(url);
  return agent.request({ origin, path: `${pathname}${search}`, method: "GET", headers: { ...headers }, signal });
}

function fromJson({ sample, member, url, path = "$" }: HttpLook, text: string): Reading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return blindTo(sample, `GET ${url} answered no JSON`, member);
  }
  // What was parsed is JSON.
  const found = query(path, json as Parameters<typeof query>[1]).values();
  const value: Sample["value"] | undefined = found.length === 1 ? readValue(found[0]) : undefined;
  if (value === undefined) {
    const what = found.length === 1 ? "no single number, text or yes" : `${found.length} values`;
    return blindTo(sample, `GET ${url} has ${what} at ${path}`, member);
  }
  return sampleOf(sample, value, member);
}
