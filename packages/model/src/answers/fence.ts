import { createHash } from "node:crypto";

/**
 * Puts foreign text between two lines that it cannot contain: they are made of a hash of the text itself. The same
 * text always gets the same fence, so that its answer can be kept.
 */
export function fenced(label: string, text: string): { readonly fence: string; readonly block: string } {
  let fence: string;
  let round = 0;
  do {
    fence = `${label}-${createHash("sha256").update(`${label}\n${round++}\n${text}`).digest("hex").slice(0, 32)}`;
  } while (text.includes(fence));
  return { fence, block: `${fence}\n${text}\n${fence}` };
}
