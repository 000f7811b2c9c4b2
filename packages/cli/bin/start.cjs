// Starts `steady`: the bundle when it is built from what lies here, else the source. The source and all that starts a
// server need the Node that the project brings along: the machine's own may be as old as 20. Plain JavaScript without
// dependencies for that reason, and nothing is loaded here that the quick way does not need.
const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");

const neededMajor = 24;
const project = join(__dirname, "../../..");
const argv = process.argv.slice(2);

/** The nearest `path` in this folder or one above it. */
function findUpward(path) {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
    if (folder === dirname(folder)) return undefined;
  }
}

function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exit(6);
}

/** What needs no server: the bundle runs it on any Node from 20 on. */
function isAlone() {
  if (argv.includes("--with-model")) return false;
  return argv[0] === "classify" || (argv[0] === "runbook" && argv[1] === "parse");
}

function findBundle() {
  const folder = join(__dirname, "../dist");
  // Nothing else lies beside us where the program was copied without its project.
  if (!existsSync(folder)) return undefined;
  const { isFresh, openBundle } = require("./bundle.cjs");
  return isFresh({ project, folder, part: argv[0] === "classify" ? "classify" : "all" })
    ? openBundle(folder)
    : undefined;
}

/** Hands the terminal to a newer Node and ends as it ends, by exit status or by signal. */
function runAgainWith(node) {
  const { spawn } = require("node:child_process");
  const child = spawn(node, [join(__dirname, "steady.mjs"), ...argv], {
    stdio: "inherit",
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache() },
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

function compileCache() {
  const { homedir } = require("node:os");
  const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return process.env.NODE_COMPILE_CACHE || join(cacheHome, "steadyhand", "compile");
}

async function start() {
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= neededMajor;
  const bundle = isNewEnough || isAlone() ? findBundle() : undefined;
  if (bundle) {
    // The server, where one is started, is source.
    if (!isAlone()) require("node:module").enableCompileCache(compileCache());
    return bundle.load("main.cjs").main(project);
  }
  if (findUpward("node_modules/commander/package.json") === undefined) {
    return stop("Cannot start steady: its dependencies are not installed; run `npm ci` or `npm start` in the project");
  }
  if (isNewEnough) {
    require("node:module").enableCompileCache(compileCache());
    const { main } = await import("../src/main.ts");
    return main(project);
  }
  const node = findUpward("node_modules/.bin/node");
  if (node !== undefined) return runAgainWith(node);
  const needs = `it needs Node ${neededMajor}, and this is ${process.versions.node}`;
  stop(`Cannot start steady: ${needs}; run \`npm ci\` or \`npm start\` in the project`);
}

start();
