import type { Dialect } from "@steadyhand/core/risk";

const shells: Readonly<Record<string, (size: number) => string>> = {
  "many words": (size) => `ls ${fill("a ", size)}`,
  "many flags": (size) => `ls ${fill("-a ", size)}`,
  "unknown flags": (size) => `kubectl get ${fill("--zz=1 ", size)}`,
  "a list": (size) => `ls${fill(";ls", size)}`,
  "a list of deletions": (size) => `rm x${fill(";rm x", size)}`,
  "a list of unknown programs": (size) => `q${fill(";q", size)}`,
  "a pipeline": (size) => `ls${fill("|cat", size)}`,
  "an and list": (size) => `ls${fill("&&ls", size)}`,
  substitutions: (size) => `echo ${fill("$(ls)", size)}`,
  "words inside nested substitutions": (size) => nest("$(", fill("ls ", size), ")", 30),
  "words inside ten substitutions": (size) => nest("$(echo ", fill("a ", size), ")", 10),
  "quoted nested substitutions": (size) => nest('"$(echo ', fill("a", size), ')"', 30),
  "empty quotes": (size) => `echo ${fill("''", size)}`,
  "a brace bomb": (size) => `echo ${fill("{a,b}", size)}`,
  "many braces": (size) => `rm ${fill("{a,b}{c,d} ", size)}`,
  "brace ranges": (size) => `echo ${fill("{1..99999}", size)}`,
  "nested braces": (size) => `echo ${nest("{a,", "b", "}", 31)}${fill("x", size)}`,
  "an array": (size) => `a=(${fill("b ", size)})`,
  "arithmetic sum": (size) => `echo $((${fill("1+", size)}1))`,
  "nested arithmetic": (size) => `echo $((${nest("(", "1", ")", 28)}${fill("+1", size)}))`,
  "unary arithmetic": (size) => `echo $((${fill("- ", size)}1))`,
  "ternary arithmetic": (size) => `echo $((${fill("1?1:", size)}1))`,
  "case arms": (size) => `case x in ${fill("a) ls;; ", size)}esac`,
  redirections: (size) => `ls${fill(" >a", size)}`,
  "duplicated descriptors": (size) => `ls${fill(" 2>&1", size)}`,
  heredocs: (size) => `cat${fill(" <<E", size * 0.6)}\n${fill("E\n", size * 0.3)}`,
  "a heredoc for bash": (size) => `bash <<E\n${fill("ls $x\n", size)}E\n`,
  "functions that call the one before twice": (size) => numbered(size, (n) => `f${n}(){ f${n - 1};f${n - 1}; };`),
  "functions that fork the next": (size) => numbered(size, (n) => `f${n}(){ f${n + 1}|f${n + 1}& };`),
  "a variable that doubles": (size) => `a=x;${fill('a="$a$a";', size)}rm $a`,
  "a variable that doubles by echo": (size) => `a=x;${fill("a=$(echo $a$a);", size)}rm $a`,
  "a variable that grows": (size) => `a=x;${fill("a=x$a;", size)}echo $a`,
  "a long variable used often": (size) => `a='${fill("x ", size / 2)}';${fill("echo $a;", size / 2)}`,
  "a long variable looped over": (size) => `a='${fill("x ", size / 2)}';for i in ${fill("$a ", size / 2)};do ls;done`,
  "a script evaluated often": (size) => `a='${fill("ls;", size / 2)}';${fill('eval "$a";', size / 2)}`,
  "a script that evaluates itself": (size) => `a='eval "$a"';${fill('eval "$a$a";', size)}`,
  "variables and shells": (size) => `${numbered(size / 2, (n) => `a${n}=1;`)}${fill("sh -c ls;", size / 2)}`,
  "variables and subshells": (size) => `${numbered(size / 2, (n) => `a${n}=1;`)}${fill("(ls);", size / 2)}`,
  "shells inside shells": (size) => wrapUntil(size, (text) => `bash -c '${text.replaceAll("'", "'\\''")}'`),
  "shells inside shells by backslash": (size) => wrapUntil(size, (text) => `bash -c ${JSON.stringify(text)}`),
  "sudo before sudo": (size) => `${fill("sudo ", size)}ls`,
  "xargs before xargs": (size) => `${fill("xargs ", size)}ls`,
  "env before env": (size) => `${fill("env ", size)}ls`,
  "nice before nice": (size) => `${fill("nice -n 5 ", size)}ls`,
  "ssh before ssh": (size) => `${fill("ssh h ", size)}ls`,
  "kubectl exec before kubectl exec": (size) => `${fill("kubectl exec p -- ", size)}ls`,
  "find inside find": (size) => `${fill("find . -exec ", size)}ls`,
  "find with many -exec": (size) => `find . ${fill("-exec ls {} \\; ", size)}`,
  "unknown programs before rm": (size) => `${fill("foo rm ", size)}`,
  ifs: (size) => `${fill("if ls;then ", size * 0.8)}ls${fill(";fi", size * 0.2)}`,
  "unclosed ifs": (size) => fill("if ", size),
  "loops inside loops": (size) => `${fill("for i in a;do ", size * 0.7)}ls $i${fill(";done", size * 0.25)}`,
  negations: (size) => `${fill("! ", size)}ls`,
  tests: (size) => `[[ ${fill("! ", size)}a ]]`,
  "long tests": (size) => `[[ a == b ${fill("&& a == b ", size)}]]`,
  backticks: (size) => `${fill("`ls` ", 150)}${fill("a", size)}`,
  "left angles": (size) => `ls ${fill("<a", size)}`,
  placeholders: (size) => `ls ${fill("<a> ", size)}`,
  blanks: (size) => `ls${fill(" ", size)}x`,
  newlines: (size) => `ls${fill("\n", size)}`,
  backslashes: (size) => `ls ${fill("\\", size)}`,
  "continued lines": (size) => `ls ${fill("\\\n", size)}`,
  "invisible characters": (size) => `ls ${fill("\u202e", size / 3)}`,
  "look-alikes": (size) => `ls ${fill("\u0430", size / 2)}`,
  dollars: (size) => `echo ${fill("$", size)}`,
  "ANSI-C quotes": (size) => `echo ${fill("$'", size)}`,
  "nested defaults": (size) => `echo ${nest("${a:-", fill("x", size), "}", 31)}`,
  defaults: (size) => `echo ${fill("${a:-x}", size)}`,
  assignments: (size) => `${fill("a=b ", size)}ls`,
  "equal signs": (size) => fill("=", size),
  dashes: (size) => `kubectl ${fill("-", size)}`,
  "a long name": (size) => fill("a", size),
  "printf formats": (size) => fill("printf '%9999999s';", size),
  traps: (size) => fill("trap ls EXIT;", size),
  aliases: (size) => fill("alias a=ls;", size),
  "process substitutions": (size) => `cat ${fill("<(ls) ", size)}`,
  "extended globs": (size) => `ls ${fill("@(a|b)", size)}`,
  "sed scripts": (size) => `sed '${fill("s/a/b/;", size)}'`,
  "awk programs": (size) => `awk '{${fill("print $1;", size)}}'`,
  "jq filters": (size) => `jq '${fill(".a|", size)}.'`,
  "curl headers": (size) => `curl ${fill("-H a:b ", size)}http://x`,
  "bundled flags": (size) => `tar -t${fill("v", size)}`,
  "git settings": (size) => `git ${fill("-c a=b ", size)}log`,
  "python code": (size) => `python3 -c '${fill("import os;", size)}'`,
  "redis words": (size) => `redis-cli ${fill("get ", size)}`,
  "many statements for psql": (size) => `psql ${fill("-c 'select 1' ", size)}`,
  "a long statement for psql": (size) => `psql -c 'select 1${fill(",1", size)}'`,
};

const statements: Readonly<Record<string, (size: number) => string>> = {
  "an OR chain": (size) => `DELETE FROM x WHERE a=1${fill(" OR a=1", size)}`,
  "an AND chain": (size) => `SELECT 1 FROM x WHERE a=1${fill(" AND a=1", size)}`,
  "a chain of IS NULL": (size) => `DELETE FROM x WHERE a is null${fill(" OR a is null", size)}`,
  "a chain of NOT": (size) => `DELETE FROM x WHERE ${fill("NOT ", size)}a=1`,
  "nested conditions": (size) => `DELETE FROM x WHERE ${nest("(a=1 AND ", "b=1", ")", 30)}${fill(" or b=2", size)}`,
  "an IN list": (size) => `SELECT 1 FROM x WHERE a IN (1${fill(",1", size)})`,
  "a sum": (size) => `SELECT ${nest("(", "1", ")", 31)}${fill("+1", size)}`,
  signs: (size) => `SELECT ${fill("- ", size)}1`,
  "signs without blanks": (size) => `SELECT ${fill("+-", size)}1`,
  unions: (size) => `SELECT 1${fill(" UNION SELECT 1", size)}`,
  "common tables": (size) => `WITH a AS (SELECT 1)${fill(",b AS (DELETE FROM x)", size)} SELECT 1`,
  comments: (size) => `SELECT 1 ${fill("/* */", size)}`,
  "nested comments": (size) => `SELECT 1 ${fill("/*", size)}`,
  "line comments": (size) => `SELECT 1 ${fill("--\n", size)}`,
  "conditional comments": (size) => `SELECT 1 ${fill("/*!1*/", size)}`,
  "many statements": (size) => fill("SELECT 1;", size),
  "many statements nobody knows": (size) => fill("SHOW X Y Z Q;", size),
  "words of SHOW": (size) => `show tables like ${fill("a ", size)}!`,
  "words of ALTER": (size) => `alter table ${fill("drop ", size)}!`,
  "commands of psql": (size) => fill("\\d x\n", size),
  "a long command of psql": (size) => `\\d ${fill("x ", size)}!`,
  calls: (size) => `SELECT ${fill("count(1),", size)}1`,
  "nested calls": (size) => `SELECT ${nest("abs(", "1", ")", 31)}${fill(",1", size)}`,
  "a long text": (size) => `SELECT '${fill("x", size)}'`,
  "doubled quotes": (size) => `SELECT ${fill("'", size)}`,
  "dollar quotes": (size) => `SELECT ${fill("$$", size)}`,
  "dollar tags": (size) => `SELECT ${fill("$a", size)}`,
  "a CASE": (size) => `SELECT CASE${fill(" WHEN 1 THEN 2", size)} END`,
  joins: (size) => `SELECT 1 FROM a${fill(" JOIN b ON 1=1", size)}`,
  casts: (size) => `SELECT 1${fill("::int", size)}`,
  indexes: (size) => `SELECT a${fill("[1]", size)}`,
  brackets: (size) => `SELECT ${fill("[", size)}`,
  semicolons: (size) => fill(";", size),
  "EXPLAIN of EXPLAIN": (size) => `${fill("EXPLAIN ", size)}SELECT 1`,
  rows: (size) => `INSERT INTO x VALUES (1)${fill(",(1)", size)}`,
  marks: (size) => `SELECT 1 ${fill("@", size)} 2`,
};

export interface AdversarialShape {
  readonly name: string;
  readonly dialect: Dialect;
  /** A text of this shape of at most so many bytes, and not much less. */
  readonly text: (bytes: number) => string;
}

/** Texts made to keep a reader busy. */
export const adversarialShapes: readonly AdversarialShape[] = [
  ...Object.entries(shells).map(([name, make]) => shape(name, "shell", make)),
  ...Object.entries(statements).map(([name, make]) => shape(name, "sql", make)),
];

function shape(name: string, dialect: Dialect, make: (size: number) => string): AdversarialShape {
  return {
    name,
    dialect,
    text(bytes) {
      // What the shape puts around its size, it cannot tell before; a shorter one is tried when it is too long.
      for (let size = bytes; size > 0; size -= 100) {
        const text = make(size);
        if (Buffer.byteLength(text) <= bytes) return text;
      }
      return make(1);
    },
  };
}

function fill(unit: string, size: number): string {
  return unit.repeat(Math.max(1, Math.floor(size / unit.length)));
}

function nest(open: string, inside: string, close: string, depth: number): string {
  return open.repeat(depth) + inside + close.repeat(depth);
}

function numbered(size: number, make: (n: number) => string): string {
  let text = "";
  for (let n = 1; text.length < size; n++) text += make(n);
  return text;
}

function wrapUntil(size: number, wrap: (text: string) => string): string {
  let text = "ls";
  for (let next = wrap(text); next.length < size; next = wrap(next)) text = next;
  return text;
}
