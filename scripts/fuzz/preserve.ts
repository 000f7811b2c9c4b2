import type { Dialect } from "@steadyhand/core/risk";
import type { Random } from "./random.ts";

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Ways to run a command as well that leave what it does as it is. */
const shellForms: readonly ((text: string) => string)[] = [
  (text) => `ls; ${text}`,
  (text) => `${text}\nls`,
  (text) => `ls\n${text}`,
  (text) => `ls && ${text}`,
  (text) => `( ${text}\n)`,
  (text) => `{ ${text}\n}`,
  (text) => `if ls; then ${text}\nfi`,
  (text) => `for i in 1 2; do ${text}\ndone`,
  (text) => `while ls; do ${text}\ndone`,
  (text) => `case x in *) ${text}\n;; esac`,
  (text) => `echo "$( ${text}\n)"`,
  (text) => `cat <( ${text}\n)`,
  (text) => `f() { ${text}\n}; f`,
  (text) => `bash -c ${quote(text)}`,
  (text) => `sh -c ${quote(text)}`,
  (text) => `eval ${quote(text)}`,
  (text) => `ssh host ${quote(text)}`,
  (text) => `sudo bash -c ${quote(text)}`,
  (text) => `kubectl exec p -- sh -c ${quote(text)}`,
  (text) => `docker exec c sh -c ${quote(text)}`,
  (text) => `timeout 5 bash -c ${quote(text)}`,
  (text) => `env bash -c ${quote(text)}`,
  (text) => `xargs -I{} sh -c ${quote(text)}`,
  (text) => `trap ${quote(text)} EXIT`,
  (text) => `c=${quote(text)}; eval "$c"`,
  (text) => `c=${quote(text)}; bash -c "$c"`,
  (text) => `bash <<'EVERYTHING'\n${text}\nEVERYTHING`,
  (text) => `${text} # harmless`,
];

const sqlForms: readonly ((text: string) => string)[] = [
  (text) => `SELECT 1; ${text}`,
  (text) => `SELECT 1;\n${text}`,
  (text) => `${text}\n;SELECT 1`,
  (text) => `/* harmless */ ${text}`,
  (text) => `-- harmless\n${text}`,
  (text) => `  ${text}`,
  (text) => (/['"`$\\/]/.test(text) ? text : text.replaceAll(" ", "\n")),
  (text) => (/['"`$\\/]/.test(text) ? text : text.replaceAll(" ", "/**/")),
  (text) => (/['"`$\\]/.test(text) ? text : text.toUpperCase()),
  (text) => (/['"`$\\]/.test(text) ? text : text.toLowerCase()),
];

/** The same deed in another form: whoever runs it gets at least what the text itself would do. */
export function preserve(text: string, dialect: Dialect, random: Random): string {
  const forms = dialect === "shell" ? shellForms : sqlForms;
  let changed = text;
  const times = 1 + random.below(4);
  for (let time = 0; time < times; time++) changed = random.pick(forms)(changed);
  return changed;
}
