import { isPlaceholder } from "./placeholder.ts";
import { swallowBare, swallowQuoted } from "./value-extent.ts";
import { open, type PasswordFlag, type Place, pass, type Verdict } from "./verdict.ts";

const attached = (flag: string): PasswordFlag => ({ flag, form: "attached" });
const separate = (flag: string): PasswordFlag => ({ flag, form: "separate" });
const pair = (flag: string): PasswordFlag => ({ flag, form: "pair" });

const cookie = (flag: string): PasswordFlag => ({ flag, form: "pair", between: "=" });

const ldap = [separate("-w"), separate("-s")];
const snmp = [separate("-c")];

/** Programs that take a password behind a flag that says nothing by itself, and how. */
const byProgram: ReadonlyMap<string, readonly PasswordFlag[]> = new Map([
  ["mysql", [attached("-p")]],
  ["mariadb", [attached("-p")]],
  ["7z", [attached("-p")]],
  ["sshpass", [{ flag: "-p", form: "either" }]],
  ["mongo", [separate("-p")]],
  ["cqlsh", [separate("-p")]],
  ["docker login", [separate("-p")]],
  ["podman login", [separate("-p")]],
  ["registry login", [separate("-p")]],
  ["az login", [separate("-p")]],
  ["redis-cli", [separate("-a")]],
  ["ldapsearch", ldap],
  ["ldapmodify", ldap],
  ["ldapadd", ldap],
  ["ldappasswd", ldap],
  ["sqlcmd", [separate("-P")]],
  ["zip", [separate("-P")]],
  ["ipmitool", [separate("-P")]],
  ["openssl enc", [separate("-k")]],
  ["snmpwalk", snmp],
  ["snmpget", snmp],
  ["smbclient", [{ flag: "-U", form: "pair", between: "%" }]],
  ["etcdctl", [pair("--user")]],
  ["curl", [pair("-u"), pair("-U"), pair("--user"), pair("--proxy-user"), cookie("-b"), cookie("--cookie")]],
]);

export const programNames: readonly string[] = [...byProgram.keys()];
const flags = [...new Set([...byProgram.values()].flat().map(({ flag }) => flag))];
/** In a command line and in a list of arguments. */
export const flagTriggers: readonly string[] = flags.flatMap((flag) => [` ${flag}`, `"${flag}`, `'${flag}`]);

/** Notes that a command of a program with such a flag begins. */
export function judgeProgram({ text, start, end }: Place): Verdict {
  const program = byProgram.get(text.slice(start, end));
  const isInWord = /[\w.-]/.test(text[start - 1] ?? "") && !text.startsWith("zip", start);
  return program === undefined || isInWord ? pass : { type: "pass", program };
}

/** Judges a flag of such a command. */
export function judgeFlag(place: Place, program: readonly PasswordFlag[]): Verdict {
  const { text, start, end, isFinal } = place;
  const found = program.find(({ flag }) => flag === text.slice(start + 1, end));
  if (found === undefined) return pass;
  const next = text.slice(end, end + 5);
  if (next.length < 5 && !isFinal && !next.includes("\n")) return open;
  const value = valueBehind(text.charAt(start), next, found.flag.startsWith("--"));
  // mysql -p alone asks for the password; sshpass takes both forms.
  if (value === undefined || found.form === (value.isAttached ? "separate" : "attached")) return pass;
  const at = end + value.skip;
  const quote = /^["']/.exec(text.slice(at, at + 1))?.[0] ?? "";
  return judgeArgument(place, at + quote.length, quote === "" ? value.quote : quote, found);
}

interface Behind {
  readonly isAttached: boolean;
  /** What stands between flag and value. */
  readonly skip: number;
  /** That of the whole argument, in a list. */
  readonly quote: string;
}

/** How the value stands behind its flag: in a command line, or in a list of quoted arguments. */
function valueBehind(opening: string, next: string, isLong: boolean): Behind | undefined {
  if (opening !== " ") {
    const listed = /^["'], ?(?=["'])/.exec(next)?.[0];
    if (listed !== undefined) return { isAttached: false, skip: listed.length, quote: "" };
    return isLong || /^[\s"']/.test(next) ? undefined : { isAttached: true, skip: 0, quote: opening };
  }
  if (next.startsWith(" ") || (isLong && next.startsWith("="))) return { isAttached: false, skip: 1, quote: "" };
  return isLong || /^[\s=]/.test(next) ? undefined : { isAttached: true, skip: 0, quote: "" };
}

function judgeArgument(
  { text, isFinal }: Place,
  from: number,
  quote: string,
  { form, between = ":" }: PasswordFlag,
): Verdict {
  const makeSwallow = () => (quote === "" ? swallowBare : swallowQuoted(quote));
  const window = text.slice(from, from + 200);
  const extent = makeSwallow()(window, 0, isFinal && window.length < 200);
  if (!extent.isDone && window.length < 200) return open;
  const value = withBrace(window, extent.at);
  const begin = form === "pair" ? value.indexOf(between) : -1;
  if (form === "pair" && begin < 0) return pass;
  const secret = value.slice(begin + 1);
  if (isPlaceholder(secret, "password") || (form !== "attached" && secret.startsWith("-"))) return pass;
  return { type: "secret", kind: "password", from: from + begin + 1, swallow: makeSwallow() };
}

/** A value up to its end. The brace that closes ${NAME} belongs to it. */
export function withBrace(window: string, end: number): string {
  const value = window.slice(0, end);
  return window[end] === "}" && /\$\{[^}]*$/.test(value) ? `${value}}` : value;
}
