import { OpsError } from "@steadyhand/core/outcome";

/** A file as the caller read it, with the permission bits that it has. */
export interface ReadFile {
  readonly text: string;
  readonly mode: number;
}

export type SecretSource = { readonly env: string } | { readonly file: string };

export interface SecretReader {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => ReadFile;
  readonly warn: (warning: string) => void;
}

/** Longest secret that is believed to be one; a whole file given by mistake is not sent to anybody. */
const longestSecret = 8192;

/** Reads a secret from where the configuration says. `place` names the setting. No message holds what was read. */
export function readSecret(place: string, source: SecretSource, { env, readFile, warn }: SecretReader): string {
  const from = "env" in source ? `the environment variable ${source.env}` : `the file ${source.file}`;
  const refused = (why: string, hint: string, cause?: unknown) =>
    new OpsError(`Cannot read ${place} from ${from}: ${why}`, {
      kind: "invalid",
      code: "model.secret_unreadable",
      hint,
      cause,
    });
  let text: string;
  if ("env" in source) {
    text = env[source.env] ?? "";
    if (text.trim() === "") throw refused("it is not set", `Set ${source.env} in the server's environment`);
  } else {
    let file: ReadFile;
    try {
      file = readFile(source.file);
    } catch (cause) {
      throw refused("it cannot be opened", "Check the path and who may read it", cause);
    }
    text = file.text;
    if (text.trim() === "") throw refused("it is empty", "Write the key into it, and nothing else");
    if ((file.mode & 0o077) !== 0) {
      warn(`${source.file} holds a key and others than its owner may read it: chmod 600 ${source.file}`);
    }
  }
  const secret = text.trim();
  // A header with a line break in it would be two headers.
  if (secret.length > longestSecret || !/^[\x21-\x7e]+$/.test(secret)) {
    throw refused("it is not one word of ASCII characters", "Give it the key alone, in one line");
  }
  return secret;
}
