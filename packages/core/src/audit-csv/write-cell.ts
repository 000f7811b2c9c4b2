/** What spreadsheets drop or do not show before they look whether a cell is a formula. */
const dropped = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}"]/u.source;

/** Begins a formula, as itself or in another width; U+2212 is the minus sign that some keyboards type. */
const formula = /[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u207A\u207B\u207C\u2212]/u.source;

/** An apostrophe that is there already gets one too, so that `restoreCell` knows which one is ours. */
const risky = new RegExp(`^(?:'|[\t\r\n]|${dropped}*${formula})`, "u");

/**
 * A program that was told to split at semicolons or tabs begins a cell here, quotes or not. Each separator looks only
 * as far as the next one: without that a run of them would take time by its square.
 */
const riskyWithin = `(?='|(?:(?![\t\r\n])${dropped})*${formula})`;
const riskyAfterSeparator = new RegExp(`[;\t\r\n]${riskyWithin}`, "gu");
const riskyAfterSemicolon = new RegExp(`;${riskyWithin}`, "gu");

/** A text that no spreadsheet computes anything of. `restoreCell` takes it back. */
export function protectCell(text: string): string {
  const within = text.replace(riskyAfterSeparator, "$&'");
  return risky.test(text) ? `'${within}` : within;
}

/** The text that `protectCell` was given. */
export function restoreCell(cell: string): string {
  return cell.replace(/^'/, "").replaceAll(/([;\t\r\n])'/g, "$1");
}

/** A text as one cell of RFC 4180. What no text file can hold, NUL and halves of surrogate pairs, is U+FFFD. */
export function writeCell(text: string): string {
  const cell = protectCell(text.toWellFormed().replaceAll("\0", "\uFFFD"));
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const needsQuotes = /[",;\t\r\n]|^\s|\s$/;

/** JSON as one cell. It stays JSON of the same value: what would need an apostrophe within is escaped instead. */
export function writeJsonCell(json: string): string {
  return writeCell(json.replaceAll(riskyAfterSemicolon, "\\u003b"));
}
