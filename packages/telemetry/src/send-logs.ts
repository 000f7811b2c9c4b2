import type { TelemetryConfig } from "./config.ts";
import { keyValue, type OtlpLogRecord } from "./log-record.ts";

/** What the other side said to a batch. */
export type Sent =
  | { readonly state: "kept"; readonly rejected: number; readonly why?: string }
  /** Too much at once. */
  | { readonly state: "too_large" }
  | { readonly state: "failed"; readonly why: string; readonly retryAfterMs?: number };

const withinMs = 10_000;
/** More of an answer is not read. */
const mostAnswerBytes = 65_536;

/** Gives a batch to a collector over OTLP/HTTP, in JSON. Never throws. */
export async function sendLogs(
  { url, headers, serviceName }: TelemetryConfig,
  records: readonly OtlpLogRecord[],
  { version, signal }: { readonly version: string; readonly signal: AbortSignal },
): Promise<Sent> {
  const resource = { attributes: [keyValue("service.name", serviceName), keyValue("service.version", version)] };
  const scopeLogs = [{ scope: { name: "steadyhand.ledger", version }, logRecords: records }];
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ resourceLogs: [{ resource, scopeLogs }] }),
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]),
    });
    const text = (await response.text()).slice(0, mostAnswerBytes);
    if (response.ok) return { state: "kept", ...partOf(text) };
    if (response.status === 413) return { state: "too_large" };
    const retryAfterMs = retryAfterOf(response.headers.get("retry-after"));
    return { state: "failed", why: `it answered ${response.status}`, ...(retryAfterMs && { retryAfterMs }) };
  } catch (error) {
    return { state: "failed", why: reasonOf(error) };
  }
}

/** What it would not take although it took the rest: by the protocol that is not to be sent again. */
function partOf(text: string): { readonly rejected: number; readonly why?: string } {
  try {
    const { partialSuccess } = JSON.parse(text) as {
      partialSuccess?: { rejectedLogRecords?: string | number; errorMessage?: string };
    };
    const rejected = Number(partialSuccess?.rejectedLogRecords ?? 0);
    const why = partialSuccess?.errorMessage;
    return { rejected: Number.isFinite(rejected) ? rejected : 0, ...(typeof why === "string" && { why }) };
  } catch {
    // An answer of another kind says nothing of rejected records.
    return { rejected: 0 };
  }
}

/** In seconds; a date is for clocks that may differ, and is passed over. */
function retryAfterOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `it did not answer within ${withinMs / 1000} s`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? `${error.message}: ${String(cause.code)}` : error.message;
}
