import type { ActionRemark } from "@steadyhand/core/action";
import type { PythonToken } from "./python-tokens.ts";

/**
 * What a Python script has no good reason to reach for where it runs. It is a list of names and not an analysis: who
 * wants to hide a call from it can. What holds a script is its container; this tells the person who approves it.
 */
const harmful: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^os\.(system|popen|exec\w*|spawn\w*|posix_spawnp?)$/, "starts another program"],
  [/^(subprocess|pty|multiprocessing|concurrent\.futures)(\.|$)/, "starts other processes"],
  [/^os\.(fork|forkpty|kill|killpg)$/, "makes or ends processes"],
  [/^os\.(remove|unlink|rmdir|removedirs|truncate|rename|replace)$/, "removes or replaces files"],
  [/^shutil\.(rmtree|move)$/, "removes or moves whole folders"],
  [/^(ctypes|cffi)(\.|$)/, "calls into native code"],
  [/^(socket|urllib|http|ftplib|smtplib|telnetlib|requests|httpx|asyncio\.open_connection)(\.|$)/, "uses the network"],
  [/^(eval|exec|compile|__import__|importlib\.import_module|runpy(\..*)?)$/, "runs text as code"],
  [/^(pickle|marshal|shelve)\.(loads?|open)$/, "runs what it reads as code"],
  [/^os\.(setuid|setgid|seteuid|chroot|mount|unshare)$/, "changes its own rights"],
];

/** Ways to reach a name by text, which no list of names can follow. */
const indirect = /^(getattr|setattr|globals|locals|vars|__builtins__|__subclasses__|__class__|__globals__)$/;

/** Remarks on what stands in a script, the first of each kind. */
export function judgePython(tokens: readonly PythonToken[]): readonly ActionRemark[] {
  const found = new Map<string, ActionRemark>();
  const remark = (risk: ActionRemark["risk"], name: string, line: number, why: string) => {
    if (!found.has(why)) found.set(why, { rule: "action.script.python", risk, why: `Line ${line}: ${name} ${why}.` });
  };
  for (const { name, line } of namesUsed(tokens)) {
    const [, why] = harmful.find(([pattern]) => pattern.test(name)) ?? [];
    if (why !== undefined) remark("dangerous", name, line, why);
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (indirect.test(last)) remark("caution", name, line, "reaches names by text, which this check cannot follow");
  }
  return [...found.values()];
}

interface UsedName {
  readonly name: string;
  readonly line: number;
}

/** Dotted names as they are written, and once more with what an `import … as` or `from … import` calls otherwise. */
function namesUsed(tokens: readonly PythonToken[]): UsedName[] {
  const aliases = new Map<string, string>();
  const used: UsedName[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind === "string" && token.prefix?.includes("f")) used.push(...namesWithin(token));
    if (token?.kind !== "name" || isSign(tokens[at - 1], ".")) continue;
    if (token.text === "import" || token.text === "from") {
      const statement = readImport(tokens, at);
      for (const { module, means, alias, line } of statement) {
        aliases.set(alias, means);
        used.push({ name: module, line });
      }
      continue;
    }
    const name = dottedFrom(tokens, at);
    const [first = "", ...rest] = name.split(".");
    used.push({ name: [aliases.get(first) ?? first, ...rest].join("."), line: token.line });
  }
  return used;
}

/** What an import statement names, and what each is called from then on. */
function readImport(tokens: readonly PythonToken[], from: number) {
  const end = tokens.findIndex(({ kind, text }, at) => at > from && (kind === "line" || text === ";"));
  const words = tokens.slice(from, end === -1 ? undefined : end).filter(({ text }) => text !== "(" && text !== ")");
  const line = tokens[from]?.line ?? 1;
  const isFrom = words[0]?.text === "from";
  const split = words.findIndex(({ text }, at) => at > 0 && text === "import");
  if (isFrom && split === -1) return [];
  const base = isFrom ? `${textOf(words.slice(1, split))}.` : "";
  const listed = textOf(words.slice(isFrom ? split + 1 : 1), " ").split(",");
  return listed.flatMap((one) => {
    const [written = "", alias] = one.split(" as ").map((part) => part.replaceAll(" ", ""));
    if (written === "") return [];
    const module = `${base}${written}`;
    if (alias !== undefined) return [{ module, means: module, alias, line }];
    // `import os.path` gives the name `os`.
    const first = written.split(".")[0] ?? written;
    return [{ module, means: isFrom ? module : first, alias: isFrom ? written : first, line }];
  });
}

function textOf(tokens: readonly PythonToken[], between = ""): string {
  return tokens.map(({ text }) => text).join(between);
}

function dottedFrom(tokens: readonly PythonToken[], at: number): string {
  let name = tokens[at]?.text ?? "";
  for (let next = at + 1; isSign(tokens[next], ".") && tokens[next + 1]?.kind === "name"; next += 2) {
    name += `.${tokens[next + 1]?.text}`;
  }
  return name;
}

/** An f-string holds code between braces. */
function namesWithin({ text, line }: PythonToken): UsedName[] {
  return [...text.matchAll(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g)].map(([name]) => ({ name, line }));
}

function isSign(token: PythonToken | undefined, sign: string): boolean {
  return token?.kind === "sign" && token.text === sign;
}
