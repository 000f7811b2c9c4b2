import canonicalize from "canonicalize";
import { OpsError } from "../outcome/index.ts";

/** The one JSON text of a value, by RFC 8785: same value, same bytes, whoever writes it. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new OpsError("Cannot write a value as canonical JSON: JSON has no form for it", {
      kind: "internal",
      code: "json.not_canonical",
    });
  }
  return text;
}
