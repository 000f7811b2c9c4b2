import { type Refusal, refuse } from "@steadyhand/core/outcome";

/** The largest text that is read, in UTF-8 bytes. */
export const maxRunbookBytes = 2 * 1024 * 1024;

const maxControlShare = 0.05;
/** Nobody's runbook, and more than a page could show or a reader could follow. */
const sampleLength = 64 * 1024;

/** What speaks against reading a text at all, before anything looks into it. */
export function checkText(text: string): { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal } {
  const bytes = text.length > maxRunbookBytes ? text.length : Buffer.byteLength(text, "utf8");
  if (bytes > maxRunbookBytes) return tooLarge(bytes);
  if (text.trim() === "") {
    return refuse(
      "runbook.empty",
      "Cannot read the runbook: the text is empty",
      "Paste the runbook's text, or name a file that has some",
    );
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    return refuse(
      "runbook.binary",
      `Cannot read the runbook: there is a NUL character at offset ${nul}, which no text has`,
      "Give the page as text, not as a document file, an image or an archive; UTF-16 text must be saved as UTF-8",
    );
  }
  const share = controlShare(text.slice(0, sampleLength));
  if (share > maxControlShare) {
    return refuse(
      "runbook.binary",
      `Cannot read the runbook: ${Math.round(share * 100)} % of its first characters are control characters, so it is no text`,
      "Give the page as text, not as a document file, an image or an archive",
    );
  }
  return { ok: true };
}

export function tooLarge(bytes: number): { readonly ok: false; readonly refusal: Refusal } {
  return refuse(
    "runbook.too_large",
    `Cannot read the runbook: it has ${bytes} bytes and the limit is ${maxRunbookBytes}`,
    "Paste only the procedure, or split the document into several runbooks",
  );
}

/** Tab, line breaks, form feed and the escape of terminal colours are found in real text. */
function controlShare(text: string): number {
  let control = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (
      (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 27) ||
      code === 127 ||
      code === 0xfffd
    )
      control++;
  }
  return text.length === 0 ? 0 : control / text.length;
}
