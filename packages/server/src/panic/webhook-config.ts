import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";
import type { ConfigFile } from "../start/read-config-file.ts";
import type { SigningSecret } from "./signed-body.ts";

const Secret = z.string().min(32).max(256);
const Name = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "letters, digits, - and _, 40 at most");
const Config = z.strictObject({
  keys: z
    .array(z.strictObject({ name: Name, secret: Secret }))
    .min(1)
    .max(20),
});

/**
 * The keys of hardware buttons: of `panic-webhook.json`, and of STEADYHAND_PANIC_WEBHOOK_KEYS (`name:secret`, separated
 * by commas). None: the webhook is closed. Throws `panic.webhook_config`.
 */
export function readWebhookKeys(
  file: ConfigFile | undefined,
  env: Readonly<Record<string, string | undefined>>,
): readonly SigningSecret[] {
  const fromFile = file ? ofFile(file) : [];
  const keys = [...fromFile, ...ofEnvironment(env.STEADYHAND_PANIC_WEBHOOK_KEYS)];
  const names = keys.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw bad("the panic webhook's keys", `two of them are called ${twice}`);
  return keys;
}

function ofFile({ path, text }: ConfigFile): readonly SigningSecret[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which holds secrets.
    throw bad(path, "it is not JSON");
  }
  const parsed = Config.safeParse(value);
  if (parsed.success) return parsed.data.keys;
  const [issue] = parsed.error.issues;
  throw bad(path, `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "does not fit"}`);
}

function ofEnvironment(text: string | undefined): SigningSecret[] {
  if (text === undefined || text.trim() === "") return [];
  return text.split(",").map((pair) => {
    const [, name, secret] = pair.trim().match(/^([^:]+):(.+)$/) ?? [];
    const parsed = Config.shape.keys.element.safeParse({ name, secret });
    if (parsed.success) return parsed.data;
    throw bad("STEADYHAND_PANIC_WEBHOOK_KEYS", `${parsed.error.issues[0]?.path.join(".")}: it does not fit`);
  });
}

function bad(what: string, why: string): OpsError {
  return new OpsError(`Cannot use ${what}: ${why}`, {
    kind: "invalid",
    code: "panic.webhook_config",
    hint: "Each key has a name and a secret of 32 to 256 characters, such as `openssl rand -hex 32` makes",
  });
}
