import { OpsError } from "@steadyhand/core/outcome";
import type { Services } from "../services.ts";
import { readInput } from "./read-input.ts";

/** The text of a file, or of standard input for `-`. Throws what `readInput` throws, and `CODE.not_utf8`. */
export async function readText(
  file: string,
  services: Pick<Services, "io" | "workingDirectory">,
  { what, code, mostBytes }: { readonly what: string; readonly code: string; readonly mostBytes: number },
): Promise<string> {
  const bytes = await readInput(file, { ...services, mostBytes });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new OpsError(`Cannot read ${what} in ${file}: it is not UTF-8`, {
      kind: "invalid",
      code: `${code}.not_utf8`,
      hint: "Save the file as UTF-8",
      cause,
    });
  }
}
