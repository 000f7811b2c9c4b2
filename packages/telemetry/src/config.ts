import { OpsError } from "@steadyhand/core/outcome";

/** Where log records go. */
export interface TelemetryConfig {
  /** The address that takes log records, in whole. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
}

/**
 * Reads OpenTelemetry's own variables, and STEADYHAND_OTLP_ENDPOINT, which goes before them. `undefined` where none names a
 * place, or OTEL_SDK_DISABLED is `true`. Throws `telemetry.config`.
 */
export function readTelemetryConfig(env: Readonly<Record<string, string | undefined>>): TelemetryConfig | undefined {
  const url = urlOf(env);
  if (url === undefined || env.OTEL_SDK_DISABLED?.toLowerCase() === "true") return undefined;
  return {
    url,
    headers: {
      ...headersOf("OTEL_EXPORTER_OTLP_HEADERS", env),
      ...headersOf("OTEL_EXPORTER_OTLP_LOGS_HEADERS", env),
    },
    serviceName: env.OTEL_SERVICE_NAME || "steadyhand",
  };
}

/** What names logs alone is taken as it stands; what names all signals gets the path of logs. */
function urlOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  for (const name of ["STEADYHAND_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"]) {
    const text = env[name]?.trim();
    if (!text) continue;
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol)) throw wrong(name, "it is no http or https address");
    if (name !== "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT") url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/logs`;
    return url.href;
  }
  return undefined;
}

/** `key=value,key=value`, values percent-encoded. */
function headersOf(name: string, env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const pairs = (env[name] ?? "").split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
      // The value may be a secret: it stays out of the message.
      if (key === undefined || value === undefined) throw wrong(name, "it is not key=value, separated by commas");
      return [key.toLowerCase(), decoded(name, value)];
    }),
  );
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw wrong(name, "a value is not percent-encoded as it should be");
  }
}

function wrong(name: string, why: string): OpsError {
  return new OpsError(`Cannot use ${name}: ${why}`, {
    kind: "invalid",
    code: "telemetry.config",
    hint: "Correct it, or take it away; docs/siem.md shows what goes there",
  });
}
