import { createPatternScanner } from "./pattern-scanner.ts";

const minimumLength = 6;
const passwordInUrl = /:\/\/[^\s:/?#@]*:([^\s"'<>]+)@/;

/**
 * Says which values of an environment are secrets: by the names of their variables (`DB_PASSWORD`), by their looks (a
 * token, a private key) and by their place (the password inside a connection address). Give the result to
 * `createRedactor`, so that they are found wherever a program prints them. Values under 6 characters are left out.
 */
export function learnSecrets(environment: Readonly<Record<string, string>>): string[] {
  const learned = Object.entries(environment).flatMap(([name, value]) => secretsOf(name, value));
  return [...new Set(learned)].filter((value) => value.length >= minimumLength);
}

function secretsOf(name: string, value: string): string[] {
  const password = passwordInUrl.exec(value)?.[1];
  if (password !== undefined) return [password, decoded(password)];
  // The same rules as for text that says NAME="value"; a quote or a line's end inside the value must not end it.
  const assignment = `${name}="${value.trim().replace(/[\s"\\]/g, "_")}"`;
  return isRedacted(assignment) || isRedacted(value) ? [value.trim()] : [];
}

function isRedacted(text: string): boolean {
  return createPatternScanner().feed(text, true) !== text;
}

/** A password in an address is percent-encoded; programs print it plain. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign: it was never encoded.
    return text;
  }
}
