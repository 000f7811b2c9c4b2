import { createRedactor, learnSecrets, type Redactor } from "@steadyhand/core/redaction";

/** Removes secrets from what the helper itself has to write down, knowing the environment of the attempt. */
export interface SecretRemover {
  bytes(bytes: Buffer): Buffer;
  text(text: string): string;
}

export function openSecretRemover(environment: Readonly<Record<string, string>>): SecretRemover {
  let redactor: Redactor | undefined;
  // One character a byte, both ways: output need not be text, and must come back as it was.
  const bytes = (given: Buffer) => {
    redactor ??= createRedactor({
      learned: learnSecrets(environment).map((value) => Buffer.from(value).toString("latin1")),
    });
    return Buffer.from(redactor.redact(given.toString("latin1")), "latin1");
  };
  return { bytes, text: (text) => bytes(Buffer.from(text)).toString() };
}
