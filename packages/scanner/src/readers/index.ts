import { readAwk } from "./awk.ts";
import { readInlineCode, readOpaque } from "./code.ts";
import { readMysql, readPsql, readRedisCli, readSqlite, readStatementFlag } from "./database-clients.ts";
import { readCopy, readDd, readTar, readTee } from "./files.ts";
import { readCurl, readWget } from "./http.ts";
import type { Reader } from "./reader.ts";
import { readAnsible, readEnv, readFind, readParallel, readScript, readSsh, readXargs } from "./runners.ts";
import { readSed } from "./sed.ts";
import { readAlias, readCommand, readEval, readExec, readShell, readSource, readTrap } from "./shells.ts";
import {
  readEcho,
  readGit,
  readJq,
  readKubernetes,
  readMongo,
  readNames,
  readOpenssl,
  readPrintf,
  readPs,
  readShownFiles,
  readTest,
} from "./small.ts";

const byNames: readonly (readonly [string, Reader])[] = [
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
  ["git", readGit],
  ["ps", readPs],
  ["printf", readPrintf],
  ["echo", readEcho],
  ["read mapfile readarray unset declare typeset local readonly export let getopts", readNames],
  ["test [", readTest],
  ["jq gojq jaq yq", readJq],
  ["openssl", readOpenssl],
  [
    "python python2 python3 perl ruby node nodejs php lua luajit Rscript deno bun tclsh osascript groovy scala jshell guile julia",
    readInlineCode,
  ],
  ["vim vi nvim ex view gdb lldb emacs expect less more most nano screen tmux lynx ed", readOpaque],
];

/** Programs that are read by code of their own, because a table cannot hold what their words mean. */
export const readers: ReadonlyMap<string, Reader> = new Map(
  byNames.flatMap(([names, reader]) => names.split(" ").map((name): [string, Reader] => [name, reader])),
);

/** Looked at for every program that shows files. */
export { readShownFiles };
