import { OpsError } from "@steadyhand/core/outcome";

/** A yes is for exactly the bytes that were looked at, so their digest has to be said. Throws `usage.digest_missing`. */
export function needDigest(
  digest: string | undefined,
  { what, look }: { readonly what: string /** The command that shows it. */; readonly look: string },
): string {
  if (digest !== undefined) return digest;
  throw new OpsError(`Cannot approve ${what}: no digest was given`, {
    kind: "invalid",
    code: "usage.digest_missing",
    hint: `Look at it with \`${look}\`, then give its digest with --digest`,
  });
}
