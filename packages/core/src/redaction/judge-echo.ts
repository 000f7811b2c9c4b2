import { isPlaceholder } from "./placeholder.ts";
import { swallowBare, swallowQuoted } from "./value-extent.ts";
import { open, type Place, pass, type Verdict } from "./verdict.ts";

const window = 200;
/** What is said, and to a program that reads a password from its input. */
const piped =
  /^(?:-[en]{1,2} )?(["']?)(?:[\w.-]{1,64}:(?=[^\n]{1,120}chpasswd))?([^\s"'|]{1,120}|(?<=["'])[^"'|\n]{1,120})\1 ?\|[^|\n]{0,80}(?:--password-stdin|sudo -S|chpasswd|--stdin|cryptsetup|--with-token)/;

/** Judges `echo X | sudo -S …` and its kin. Of a line that is not whole nothing is known yet. */
export function judgeEcho({ text, start, end, isFinal }: Place): Verdict {
  if (/[\w.-]/.test(text[start - 1] ?? "")) return pass;
  const rest = text.slice(end, end + window);
  if (!isFinal && rest.length < window && !rest.includes("\n")) return open;
  const found = piped.exec(rest);
  const [whole = "", quote = "", secret = ""] = found ?? [];
  if (found === null || isPlaceholder(secret, "password")) return pass;
  const from = end + whole.indexOf(secret, quote.length);
  return { type: "secret", kind: "password", from, swallow: quote === "" ? swallowBare : swallowQuoted(quote) };
}
