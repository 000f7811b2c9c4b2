import { defineAction, type Looked } from "@steadyhand/define-action";
import { z } from "zod";
import type { AllowedNetworks } from "../http/address.ts";
import { guardedRequest, RequestRefused } from "../http/guarded-request.ts";
import { ended, type PerformContext } from "../perform.ts";

const mostBodyBytes = 1024 * 1024;

export const httpCheckParameters = z.strictObject({
  url: z.string().min(1).max(2048).describe("An http or https address, without a user or a password"),
  method: z.enum(["GET", "HEAD"]).default("GET").describe("How to ask"),
  expect_status: z
    .union([z.number().int().min(100).max(599), z.array(z.number().int().min(100).max(599)).min(1).max(10)])
    .default(200)
    .describe("The status that must come back, or several of which one must"),
  expect_text: z.string().min(1).max(500).optional().describe("A text that must stand in the first MiB of the body"),
  timeout_seconds: z.number().min(1).max(60).default(10).describe("How long to wait for the whole answer, 1 to 60"),
});

type Parameters = z.output<typeof httpCheckParameters>;

/** Asks one address and checks the answer. */
export const httpCheck = defineAction({
  declaration: {
    name: "http_check",
    version: 1,
    origin: "built-in",
    title: "Check an HTTP answer",
    what: "Asks one address by GET or HEAD and checks status and text of the answer. Redirects are not followed; addresses that are not public must be allowed in the actions file.",
    riskFloor: "safe",
    effect: "reads",
    isIdempotent: true,
    isReversible: true,
    blastRadius: "one",
    verification: "the answer has the expected status, and the expected text where one is named",
    settlingMs: 0,
    timeLimitMs: 70_000,
  },
  parameters: httpCheckParameters,
  check: ({ url }) => (typeof url === "string" ? urlProblems(url).map((message) => ({ path: "url", message })) : []),
  look: lookAt,
});

function lookAt({ url: text, method, expect_text, timeout_seconds }: Parameters): Looked {
  const timeoutMs = Math.ceil((timeout_seconds + 10) * 1000);
  if (method === "HEAD" && expect_text !== undefined) {
    return { problems: [{ path: "expect_text", message: "an answer to HEAD has no text" }] };
  }
  // A GET that carries parameters can do more than read: whoever answers it decides.
  const remarks = /\?./.test(text)
    ? [
        {
          rule: "action.http_check.query",
          risk: "caution",
          why: "The address has a query: what a GET with parameters does is up to whoever answers it.",
        } as const,
      ]
    : [];
  return { timeoutMs, remarks };
}

function urlProblems(text: string): string[] {
  if (!URL.canParse(text)) return ["it is no address"];
  const url = new URL(text);
  return [
    ...(url.protocol === "http:" || url.protocol === "https:" ? [] : ["it must begin with http:// or https://"]),
    ...(url.username === "" && url.password === "" ? [] : ["a user or a password has no place in an address"]),
  ];
}

export async function performHttpCheck(
  { url, method, expect_status, expect_text, timeout_seconds }: Parameters,
  { signal, say, complain, allowed }: PerformContext & { readonly allowed: AllowedNetworks },
): Promise<number> {
  const began = performance.now();
  try {
    const timeoutMs = timeout_seconds * 1000;
    const answer = await guardedRequest({
      ...{ url: new URL(url), method, allowed, timeoutMs, signal },
      mostBytes: mostBodyBytes,
    });
    const tookMs = Math.round(performance.now() - began);
    await say(`${method} ${url} answered ${answer.status} from ${answer.address} in ${tookMs} ms\n`);
    const wanted = [expect_status].flat();
    const problems = [
      ...(wanted.includes(answer.status) ? [] : [`expected status ${wanted.join(" or ")}, got ${answer.status}`]),
      ...(expect_text === undefined || answer.text.includes(expect_text)
        ? []
        : [`${JSON.stringify(expect_text)} does not stand in ${answer.isCut ? "the first MiB of " : ""}the answer`]),
    ];
    for (const problem of problems) await complain(`${problem}\n`);
    return problems.length === 0 ? ended.done : ended.notSo;
  } catch (error) {
    if (signal.aborted) return ended.stopped;
    await complain(`Cannot ask ${url}: ${reasonOf(error)}\n`);
    return error instanceof RequestRefused ? ended.cannot : ended.notSo;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError" || error.name === "AbortError") return "no whole answer came in time";
  return "code" in error ? `${error.message} (${String(error.code)})` : error.message;
}
