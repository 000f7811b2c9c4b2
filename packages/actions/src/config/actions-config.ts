import { readFileSync } from "node:fs";
import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";
import { readNetworks } from "../http/address.ts";

/** Where a notification goes, and the secret that signs it. */
export interface Channel {
  readonly url: string;
  readonly secret: string;
}

/** What the actions of an installation may use. It holds secrets: it never goes into a log or an argument list. */
export interface ActionsConfig {
  /** Networks beside the public ones that `http_check` may reach. */
  readonly allowedNetworks: readonly string[];
  readonly channels: Readonly<Record<string, Channel>>;
  /** The container engine's socket, and the image that scripts run in; absent where none is named. */
  readonly script: { readonly socketPath: string; readonly image?: string };
}

const ConfigFile = z.strictObject({
  http_check: z.strictObject({ allow: z.array(z.string()).default([]) }).optional(),
  notify: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "a channel's name is lower case letters, digits, - and _"),
      z
        .strictObject({
          url: z.url({ protocol: /^https?$/ }),
          secret_env: z.string().min(1).optional(),
          secret_file: z.string().min(1).optional(),
        })
        .refine(({ secret_env, secret_file }) => (secret_env === undefined) !== (secret_file === undefined), {
          message: "give secret_env or secret_file, one of them",
        }),
    )
    .optional(),
  script: z.strictObject({ image: z.string().min(1).max(256) }).optional(),
});

const standardSocket = "/var/run/docker.sock";

/**
 * Reads the actions file and what the environment says of it. Throws `actions.config_invalid` with every problem, and
 * `actions.secret_missing`.
 */
export function readActionsConfig(
  file: { readonly path: string; readonly text: string } | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ActionsConfig {
  const read = file === undefined ? {} : parseFile(file);
  const allowedNetworks = read.http_check?.allow ?? [];
  const networks = readNetworks(allowedNetworks);
  if (!networks.ok) throw invalid(file?.path ?? "", [`http_check.allow: ${networks.why}`]);
  const channels = Object.entries(read.notify ?? {}).map(([name, { url, secret_env, secret_file }]) => {
    const secret = secret_env === undefined ? readSecretFile(secret_file ?? "") : env[secret_env];
    if (!secret) throw noSecret(name, secret_env ?? secret_file ?? "");
    return [name, { url, secret }] as const;
  });
  const image = env.STEADYHAND_SCRIPT_IMAGE || read.script?.image;
  return {
    allowedNetworks,
    channels: Object.fromEntries(channels),
    script: { socketPath: socketOf(env.DOCKER_HOST), ...(image && { image }) },
  };
}

function parseFile({ path, text }: { readonly path: string; readonly text: string }): z.output<typeof ConfigFile> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalid(path, [`it is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  const parsed = ConfigFile.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalid(
    path,
    parsed.error.issues.map((issue) => {
      // What is wrong with a name is told within.
      const message = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
      return issue.path.length === 0 ? message : `${issue.path.join(".")}: ${message}`;
    }),
  );
}

function socketOf(host: string | undefined): string {
  if (!host) return standardSocket;
  if (host.startsWith("unix://")) return host.slice("unix://".length);
  throw new OpsError(`Cannot use DOCKER_HOST ${host} for scripts: only a Unix socket is spoken to`, {
    kind: "invalid",
    code: "actions.docker_host",
    hint: "Set it to unix:///path/to/docker.sock, or leave it out",
  });
}

function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    // What is missing is named by whoever asked.
    return undefined;
  }
}

function invalid(path: string, problems: readonly string[]): OpsError {
  return new OpsError(`Cannot use the actions file ${path}: ${problems.join("; ")}`, {
    kind: "invalid",
    code: "actions.config_invalid",
    hint: "docs/actions.md says what may stand in it; correct it, or move it away to start without it",
  });
}

function noSecret(channel: string, where: string): OpsError {
  return new OpsError(`Cannot use the channel ${channel}: there is no secret in ${where}`, {
    kind: "invalid",
    code: "actions.secret_missing",
    hint: "Set the variable or write the file: what is sent is signed with it",
  });
}
