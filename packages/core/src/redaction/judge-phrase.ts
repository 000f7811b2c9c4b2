import { isPlaceholder } from "./placeholder.ts";
import { swallowBare, swallowQuoted } from "./value-extent.ts";
import { open, type Place, pass, type Verdict } from "./verdict.ts";

/** Words behind which a secret stands, and how to get from their end to it. */
const phrases: ReadonlyMap<string, RegExp> = new Map([
  ["identified by ", /^(?=["'])/],
  ["vault login ", /^(?!-)(?![\w-]+=)/],
  ["operator unseal ", /^(?!-)/],
  ["rabbitmqctl add_user ", /^\S{1,80} {1,4}/],
  ["rabbitmqctl change_password ", /^\S{1,80} {1,4}/],
  ["htpasswd -b", /^[A-Za-z]{0,4} \S{1,200} \S{1,80} /],
  ["redis-cli auth ", /^/],
  ["requirepass ", /^/],
  ["masterauth ", /^/],
  ["rootpw ", /^(?!-)/],
  // Oracle writes user/password@database.
  ["sqlplus ", /^[\w$#]{1,64}\/(?=[^\s@]{1,64}@)/],
  ["jdbc:oracle:thin:", /^[\w$#]{1,64}\/(?=[^\s@]{1,64}@)/],
  // A line of .pgpass: host:port:database:user:password.
  [":5432:", /^[^:\s]{1,64}:[^:\s]{1,64}:/],
  ["*:*:*:", /^[^:\s]{1,64}:/],
  // ODBC puts into braces what holds a semicolon.
  ["pwd={", /^/],
]);

export const phraseTriggers: readonly string[] = [...phrases.keys()];

const window = 400;

/** Judges what stands behind such words. */
export function judgePhrase({ text, start, end, isFinal }: Place): Verdict {
  const phrase = text.slice(start, end).toLowerCase();
  if (/^\w/.test(phrase) && /\w/.test(text[start - 1] ?? "")) return pass;
  const rest = text.slice(end, end + window);
  const isWhole = isFinal || rest.length === window || rest.includes("\n");
  if (!isWhole) return open;
  const lead = phrases.get(phrase)?.exec(rest)?.[0];
  if (lead === undefined) return pass;
  const opened = phrase === "pwd={" ? "}" : (/^["']/.exec(rest.slice(lead.length))?.[0] ?? "");
  const from = end + lead.length + (opened === "}" ? 0 : opened.length);
  if (phrase.includes(":thin:") || phrase.startsWith("sqlplus")) {
    return { type: "secret", kind: "password", from, swallow: upTo("@") };
  }
  const makeSwallow = () => (opened === "" ? swallowBare : swallowQuoted(opened));
  const value = text.slice(from, from + window);
  const extent = makeSwallow()(value, 0, true);
  if (isPlaceholder(value.slice(0, extent.at), "password")) return pass;
  return { type: "secret", kind: "password", from, swallow: makeSwallow() };
}

function upTo(end: string) {
  return (text: string, at: number) => ({ at: Math.max(at, text.indexOf(end, at)), isDone: true });
}
