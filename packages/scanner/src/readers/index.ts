import { readAwk } from "./awk.ts";
import { carriers, readCarrier, readQueue, readScriptFlag } from "./carriers.ts";
import { readInlineCode, readOpaque } from "./code.ts";
import { readMysql, readPsql, readRedisCli, readSqlite, readStatementFlag } from "./database-clients.ts";
import { readCopy, readDd, readTar, readTee } from "./files.ts";
import { readCurl, readWget } from "./http.ts";
import { readDeclaration, readInputNames, readLet, readNames, readPrintf, readSet, readTest } from "./names.ts";
import type { Reader } from "./reader.ts";
import { readAnsible, readEnv, readFind, readParallel, readScript, readSsh, readXargs } from "./runners.ts";
import { readSed } from "./sed.ts";
import { readAlias, readCommand, readEval, readExec, readShell, readSource, readTrap } from "./shells.ts";
import { readEcho, readGit, readJq, readKubernetes, readMongo, readOpenssl, readPs, readShownFiles } from "./small.ts";
import { readSetarch, readSudo, readTracer } from "./sudo.ts";

/** `git`: its addresses, and the commands that it is told to run. */
const readGitCall: Reader = (call, judge, scope) => {
  readGit(call, judge, scope);
  return readCarrier(call, judge, scope);
};

const byNames: readonly (readonly [string, Reader])[] = [
  // Whoever has a reader of its own further down is read by that one.
  [carriers, readCarrier],
  ["sh bash dash ash zsh ksh rbash mksh csh tcsh fish", readShell],
  ["eval", readEval],
  ["source .", readSource],
  ["trap", readTrap],
  ["alias", readAlias],
  ["command", readCommand],
  ["exec", readExec],
  ["env", readEnv],
  ["xargs gxargs", readXargs],
  ["find gfind", readFind],
  ["parallel", readParallel],
  ["script", readScript],
  ["sudo doas", readSudo],
  ["setarch linux32 linux64 i386 x86_64", readSetarch],
  ["strace ltrace", readTracer],
  ["ansible", readAnsible],
  ["ssh", readSsh],
  ["sed gsed", readSed],
  ["awk gawk mawk nawk", readAwk],
  ["tee", readTee],
  ["dd", readDd],
  ["cp mv install ln", readCopy],
  ["tar gtar bsdtar", readTar],
  ["curl", readCurl],
  ["wget", readWget],
  ["psql", readPsql],
  ["mysql mariadb", readMysql],
  ["sqlite3", readSqlite],
  ["clickhouse-client cqlsh sqlcmd duckdb", readStatementFlag],
  ["redis-cli valkey-cli keydb-cli", readRedisCli],
  ["mongosh mongo", readMongo],
  ["kubectl oc kubecolor", readKubernetes],
  ["at batch crontab", readQueue],
  ["su runuser sg flock", readScriptFlag],
  ["git", readGitCall],
  ["ps", readPs],
  ["printf", readPrintf],
  ["echo", readEcho],
  ["read mapfile readarray", readInputNames],
  ["declare typeset local readonly export", readDeclaration],
  ["unset getopts wait", readNames],
  ["let", readLet],
  ["set", readSet],
  ["test [", readTest],
  ["jq gojq jaq yq", readJq],
  ["openssl", readOpenssl],
  [
    "python python2 python3 R octave gnuplot m4 pwsh powershell perl ruby node nodejs php lua luajit Rscript deno bun tclsh osascript groovy scala jshell guile julia",
    readInlineCode,
  ],
  ["vim vi nvim ex view gdb lldb emacs expect less more most nano screen tmux lynx ed", readOpaque],
];

/** Programs that are read by code of their own, because a table cannot hold what their words mean. */
export const readers: ReadonlyMap<string, Reader> = new Map(
  byNames.flatMap(([names, reader]) => names.split(/\s+/).map((name): [string, Reader] => [name, reader])),
);

/** Looked at for every program that shows files. */
export { readShownFiles };
