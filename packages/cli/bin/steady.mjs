#!/usr/bin/env node
// Starts `steady` with the Node that the project brings along: the machine's own may be as old as 20, and the
// program runs from TypeScript source, which needs 24. Plain JavaScript without dependencies for that reason.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const neededMajor = 24;
const here = dirname(realpathSync(fileURLToPath(import.meta.url)));

const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
const compileCache = process.env.NODE_COMPILE_CACHE || join(cacheHome, "steadyhand", "compile");

/** The nearest `path` in this folder or one above it. */
function findUpward(path) {
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
    if (folder === dirname(folder)) return undefined;
  }
}

function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exit(6);
}

/** Hands the terminal to a newer Node and ends as it ends, by exit status or by signal. */
function runAgainWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH"];
  // A terminal's Ctrl-C reaches both of us; the program counts two that come at once as one.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(`Cannot start ${node}: ${error.message}; run \`npm ci\` in the project`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (findUpward("node_modules/commander/package.json") === undefined) {
  stop("Cannot start steady: its dependencies are not installed; run `npm ci` or `npm start` in the project");
} else if (Number.parseInt(process.versions.node, 10) >= neededMajor) {
  nodeModule.enableCompileCache(compileCache);
  await import("../src/main.ts");
} else {
  const node = findUpward("node_modules/.bin/node");
  if (node === undefined) {
    stop(
      `Cannot start steady: it needs Node ${neededMajor}, and this is ${process.versions.node}; run \`npm ci\` or \`npm start\` in the project`,
    );
  } else {
    runAgainWith(node);
  }
}
