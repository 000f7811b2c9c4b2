import { isPlaceholder } from "./placeholder.ts";
import { open, type Place, pass, swallowExactly, type Verdict } from "./verdict.ts";

/** Nobody's password and host are longer. */
const window = 240;
/** How Go's drivers write an address: `user:password@tcp(host:3306)/name`. The last `@` is the one before the network's name. */
const address =
  /^([^\s"'`<>]{1,120})@(?:(?:tcp|udp)[46]?|unix|ssh|cloudsql[a-z-]{0,12}|[a-z0-9-]{1,20}\+tcp)?\([^\s"'`<>()]{1,100}\)\//;
const ended = /[\s"'`<>]/;

/** Judges a colon behind a name: what follows may be a password that only the network behind it makes one. */
export function judgeDsn({ text, start, isFinal }: Place): Verdict {
  // What was taken out before stays as it is.
  if (!/\w/.test(text[start - 1] ?? "") || text.endsWith("[redacted", start)) return pass;
  const from = start + 1;
  const rest = text.slice(from, from + window);
  const stop = rest.search(ended);
  if (stop < 0 && rest.length < window && !isFinal) return open;
  const [, password] = address.exec(rest) ?? [];
  if (password === undefined || isPlaceholder(password, "password")) return pass;
  return { type: "secret", kind: "password", from, swallow: swallowExactly(password.length) };
}
