import { OpsError } from "@steadyhand/core/outcome";
import type { z } from "zod";
import { ModelFile } from "./config-schema.ts";
import { jsonPosition } from "./json-position.ts";
import type { ModelConfig, ProviderConfig, TaskConfig } from "./model-config.ts";
import { type ReadFile, readSecret, type SecretReader } from "./read-secret.ts";

/** Where the vendor's own service is; anything else has to be named. */
const anthropicUrl = "https://api.anthropic.com/v1";
const openaiHost = "api.openai.com";
const maxAnswerBytes = 1024 * 1024;
/** Names of headers that carry a secret: their value does not stand in the file. */
const secretHeader = /auth|key|token|secret|cookie|password|credential/i;

type ProviderFile = ModelFile["providers"][string];

/**
 * Reads `model.json` and the keys that it names. Throws `model.config_unreadable` (not JSON, with line and column),
 * `model.config_invalid` (with the setting's path) and `model.secret_unreadable`; never with a value in the message.
 */
export function readModelConfig({
  text,
  env,
  readFile,
}: {
  readonly text: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file whole, or throws. */
  readonly readFile: (path: string) => ReadFile;
}): ModelConfig {
  const file = checked(parsed(text));
  const warnings: string[] = [];
  const reader: SecretReader = { env, readFile, warn: (warning) => warnings.push(warning) };
  const used = new Set(Object.values(file.tasks).map((task) => task.provider));
  // A provider that no task uses needs no key: its variable may be unset on this machine.
  const providers = new Map(
    Object.entries(file.providers)
      .filter(([name]) => used.has(name))
      .map(([name, provider]) => [name, readProvider(name, provider, reader)]),
  );
  const task = (name: keyof ModelFile["tasks"]): TaskConfig | undefined => {
    const settings = file.tasks[name];
    if (settings === undefined) return undefined;
    const provider = providers.get(settings.provider);
    if (provider === undefined) {
      throw invalid(`tasks.${name}.provider`, `there is no provider ${JSON.stringify(settings.provider)}`);
    }
    if (settings.price === undefined && !isLoopback(provider.baseUrl)) {
      warnings.push(`tasks.${name} has no price: usdPerDay cannot be applied to it, only tokensPerDay`);
    }
    return { ...settings, provider };
  };
  const secondKey = task("second_key");
  const extraction = task("extraction");
  const investigation = task("investigation");
  return {
    ...(secondKey && { secondKey }),
    ...(extraction && { extraction }),
    ...(investigation && { investigation }),
    budget: file.budget,
    warnings,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own error quotes the text, and with it maybe a key: it is not passed on as a cause either.
    const { line, column } = jsonPosition(text);
    throw new OpsError(`Cannot read model.json: line ${line}, column ${column} is not JSON`, {
      kind: "invalid",
      code: "model.config_unreadable",
      hint: "docs/model.md shows a whole file",
    });
  }
}

function checked(value: unknown): ModelFile {
  refuseLiteralSecrets(value);
  const result = ModelFile.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(issue?.path.join(".") || "the file", issue === undefined ? "it is not as described" : said(issue));
}

/** zod's words, with the names that it did not expect: those are settings, not values. */
function said(issue: z.core.$ZodIssue): string {
  return issue.code === "unrecognized_keys" ? `there is no setting ${issue.keys.join(", ")}` : issue.message;
}

/** A key in the file gets its own reason, before the schema says only that it is no object. */
function refuseLiteralSecrets(value: unknown): void {
  for (const [name, provider] of entriesOf(entry(value, "providers"))) {
    if (typeof entry(provider, "apiKey") === "string") refuse(`providers.${name}.apiKey`);
    for (const [header, content] of entriesOf(entry(provider, "headers"))) {
      if (secretHeader.test(header) && typeof content === "string") refuse(`providers.${name}.headers.${header}`);
    }
  }
  function refuse(place: string): never {
    throw new OpsError(`Cannot use model.json: ${place} holds a key, and keys do not belong into this file`, {
      kind: "invalid",
      code: "model.config_invalid",
      hint: 'Name where it is kept instead: { "env": "NAME" } or { "file": "/absolute/path" }; and replace this key, it has been written down',
    });
  }
}

function entry(value: unknown, name: string): unknown {
  return entriesOf(value).find(([each]) => each === name)?.[1];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function readProvider(name: string, provider: ProviderFile, reader: SecretReader): ProviderConfig {
  const place = `providers.${name}`;
  const baseUrl = readBaseUrl(place, provider);
  const apiKey = provider.apiKey === undefined ? undefined : readSecret(`${place}.apiKey`, provider.apiKey, reader);
  const headers = Object.fromEntries(
    Object.entries(provider.headers).map(([header, value]) => [
      header.toLowerCase(),
      typeof value === "string" ? value : readSecret(`${place}.headers.${header}`, value, reader),
    ]),
  );
  const isPlain = baseUrl.startsWith("http:") && !isLoopback(baseUrl);
  if (isPlain) reader.warn(`${place} is reached by plain http: commands, and any key, travel readable`);
  return {
    name,
    kind: provider.kind,
    baseUrl,
    ...(apiKey !== undefined && { apiKey }),
    headers,
    supportsSchemas: provider.supportsSchemas,
    variant: provider.variant ?? (new URL(baseUrl).hostname === openaiHost ? "openai" : "compatible"),
    maxAnswerBytes,
  };
}

function readBaseUrl(place: string, provider: ProviderFile): string {
  const text = provider.baseUrl ?? (provider.kind === "anthropic" ? anthropicUrl : undefined);
  if (text === undefined) throw invalid(`${place}.baseUrl`, "an openai-compatible provider needs one");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw invalid(`${place}.baseUrl`, "it is not an http or https address");
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid(`${place}.baseUrl`, "it holds a user name or password; use apiKey or headers");
  }
  if (url.search !== "" || url.hash !== "") throw invalid(`${place}.baseUrl`, "it must end with its path");
  return url.href.replace(/\/+$/, "");
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function invalid(place: string, why: string): OpsError {
  return new OpsError(`Cannot use model.json: ${place}: ${why}`, {
    kind: "invalid",
    code: "model.config_invalid",
    hint: "docs/model.md describes every setting",
  });
}
