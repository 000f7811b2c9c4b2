import { isPlaceholder } from "./placeholder.ts";
import { swallowBare, swallowQuoted } from "./value-extent.ts";
import { open, type PasswordFlag, type Place, pass, type Verdict } from "./verdict.ts";

const attached: PasswordFlag = { flag: "-p", form: "attached" };
const separate = (flag: string): PasswordFlag => ({ flag, form: "separate" });

/** Programs that take a password behind a single letter, and how. */
const byProgram: ReadonlyMap<string, PasswordFlag> = new Map([
  ["mysql", attached],
  ["mariadb", attached],
  ["sshpass", { flag: "-p", form: "either" }],
  ["mongo", separate("-p")],
  ["docker login", separate("-p")],
  ["podman login", separate("-p")],
  ["redis-cli", separate("-a")],
  ["ldapsearch", separate("-w")],
  ["ldapmodify", separate("-w")],
  ["ldapadd", separate("-w")],
  ["sqlcmd", separate("-P")],
  ["ipmitool", separate("-P")],
  ["curl", { flag: "-u", form: "pair" }],
]);

export const programNames: readonly string[] = [...byProgram.keys()];
export const flagTriggers: readonly string[] = [" -p", " -a", " -w", " -P", " -u"];

/** Notes that a command of a program with such a flag begins. */
export function judgeProgram({ text, start, end }: Place): Verdict {
  const program = byProgram.get(text.slice(start, end));
  return program === undefined || /[\w.-]/.test(text[start - 1] ?? "") ? pass : { type: "pass", program };
}

/** Judges a flag of such a command. */
export function judgeFlag(place: Place, { flag, form }: PasswordFlag): Verdict {
  const { text, start, end, isFinal } = place;
  if (text.slice(start + 1, end) !== flag) return pass;
  if (text.length - end < 3 && !isFinal && !text.slice(end).includes("\n")) return open;
  const isSpaced = text[end] === " ";
  // mysql -p alone asks for the password; sshpass takes both forms.
  if (isSpaced ? form === "attached" : form === "separate" || /[\s=]/.test(text[end] ?? "\n")) return pass;
  const at = isSpaced ? end + 1 : end;
  const quote = /^["']/.exec(text.slice(at, at + 1))?.[0] ?? "";
  return judgeArgument(place, at + quote.length, quote, form);
}

function judgeArgument({ text, isFinal }: Place, from: number, quote: string, form: PasswordFlag["form"]): Verdict {
  const makeSwallow = () => (quote === "" ? swallowBare : swallowQuoted(quote));
  const window = text.slice(from, from + 200);
  const extent = makeSwallow()(window, 0, isFinal && window.length < 200);
  if (!extent.isDone && window.length < 200) return open;
  const value = window.slice(0, extent.at);
  const colon = form === "pair" ? value.indexOf(":") : -1;
  if (form === "pair" && colon < 0) return pass;
  const secret = value.slice(colon + 1);
  if (isPlaceholder(secret, "password") || (form !== "attached" && secret.startsWith("-"))) return pass;
  return { type: "secret", kind: "password", from: from + colon + 1, swallow: makeSwallow() };
}
