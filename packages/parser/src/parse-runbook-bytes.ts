import { refuse } from "@steadyhand/core/outcome";
import { maxRunbookBytes, tooLarge } from "./check-text.ts";
import { firstInvalidUtf8 } from "./first-invalid-utf8.ts";
import { type ParseOutcome, parseRunbook } from "./parse-runbook.ts";

/**
 * Reads a runbook from a file's bytes: UTF-8, a byte order mark at the front left out. Besides what {@link parseRunbook}
 * refuses, `runbook.not_utf8` names the first byte that is not UTF-8.
 */
export function parseRunbookBytes(bytes: Uint8Array): ParseOutcome {
  if (bytes.length > maxRunbookBytes + 3) return tooLarge(bytes.length);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const invalidAt = firstInvalidUtf8(bytes);
  if (invalidAt !== undefined) {
    const byte = bytes[invalidAt] ?? 0;
    return refuse(
      "runbook.not_utf8",
      `Cannot read the runbook: byte ${invalidAt} (0x${byte.toString(16).padStart(2, "0")}) is not UTF-8`,
      utf16 ? "The file is UTF-16: save it as UTF-8" : "Save the file as UTF-8, or check that it is a text file at all",
    );
  }
  return parseRunbook(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}
