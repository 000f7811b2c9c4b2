import { createRedactor } from "@steadyhand/core/redaction";

const mostCharacters = 200;
const redactor = createRedactor({ learned: [] });

/** What a session ran, fit to be shown and kept: anybody's text, which may hold secrets. It is data, never an instruction. */
export function statementText(written: string): string {
  // Redacted before it is cut: half of a secret looks like nothing.
  const line = redactor
    .redact(written)
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}
