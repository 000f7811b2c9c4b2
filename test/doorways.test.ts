import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const packages = join(dirname(fileURLToPath(import.meta.url)), "..", "packages");

/**
 * Every way out of a process: what a target, or anything else, can be reached by. A type that is imported reaches
 * nothing.
 */
const waysOut: Readonly<Record<string, RegExp>> = {
  "spawns processes": /^import (?!type )[^;]*from "(?:node:)?(?:child_process|cluster|worker_threads)"/m,
  "opens connections":
    /^import (?!type )(?![^;]*\{(?:\s*type \w+,?)+\s*\})[^;]*from "(?:node:)?(?:net|http|https|http2|tls|dgram|undici|ws|pg|pg-boss|ioredis)"|^import (?!type )[^;]*from "@restatedev\/[^"]+"/m,
  "calls addresses": /(?<![.\w])fetch\((?!0|last\b)|new (?:WebSocket|EventSource)\(/,
  "signals processes": /\bprocess\.kill\(/,
  "loads code by name":
    /\bawait import\((?!")|\brequire\(|\bcreateRequire\(|\bnew Function\(|(?<![.\w])eval\(|from "node:vm"/,
  "starts attempts": /\brunner\.start\(|\bdocker\.start\(/,
  "performs actions": /\.perform\(/,
};

interface Doorway {
  readonly ways: readonly string[];
  /** Why nothing gets through it that the gate did not let through. */
  readonly why: string;
}

/** Doorways to a target. There is one road to each of them, and the gate stands on it. */
const toTargets: Readonly<Record<string, Doorway>> = {
  "engine/src/attempts.ts": {
    ways: ["starts attempts"],
    why: "carries out `dispatch` effects, which the core makes only of what the gate lets run or a person approved, and only for bytes whose digest is the approved one",
  },
  "engine/src/lock-door.ts": {
    ways: ["starts attempts"],
    why: "stands between the engine and its runner: hands on what the doorway above gives it, unless panic is on",
  },
  "runner/src/helper/start-process.ts": {
    ways: ["spawns processes"],
    why: "starts the process of one order; orders come from `Runner.start` only",
  },
  "runner/src/reach/process-table.ts": {
    ways: ["signals processes"],
    why: "pauses, resumes and ends processes of attempts that were let through",
  },
  "actions/src/subject/take-subject-action.ts": {
    ways: ["performs actions"],
    why: "performs a subject's action inside the process of its own attempt, whose order came from `Runner.start`",
  },
  "actions/src/docker/run-container.ts": {
    ways: ["starts attempts"],
    why: "runs a script inside the process of its own attempt, whose order came from `Runner.start`",
  },
  "actions/src/docker/docker-client.ts": {
    ways: ["opens connections"],
    why: "speaks to the container engine for the doorway above, for sweeping, and for panic, which only stops",
  },
  "actions/src/http/guarded-request.ts": {
    ways: ["opens connections"],
    why: "http_check, inside the process of its own attempt",
  },
  "subjects/src/declared/open-declared.ts": {
    ways: ["opens connections"],
    why: "looks, on connections that only read, at what a subject's file names; what changes something stands behind `perform`, whose callers stand in this list",
  },
  "subjects/src/postgres/session.ts": {
    ways: ["opens connections"],
    why: "looks at a PostgreSQL subject, and carries out what stands behind `perform`",
  },
  "subjects/src/postgres/disk.ts": {
    ways: ["spawns processes"],
    why: "looks how full a disk is by the command that the subject's configuration names, without a shell",
  },
  "subjects/src/ratelimiter/look/fetch-text.ts": {
    ways: ["calls addresses"],
    why: "looks at the nodes of a rate limiter",
  },
  "subjects/src/ratelimiter/look/read-redis.ts": {
    ways: ["opens connections"],
    why: "looks at the rate limiter's Redis with commands that only read",
  },
  "subjects/src/ratelimiter/actions/order-node.ts": {
    ways: ["calls addresses"],
    why: "orders a change of a node, behind `perform`",
  },
  "subjects/src/ratelimiter/actions/run-program.ts": {
    ways: ["spawns processes"],
    why: "restarts a node by the words that the subject's configuration names, behind `perform`",
  },
  "subjects/src/tikv/http.ts": {
    ways: ["opens connections"],
    why: "looks at PD, TiKV's status servers and Prometheus, and carries out what stands behind `perform`",
  },
  "subjects/src/tikv/run-command.ts": {
    ways: ["spawns processes"],
    why: "compacts a store by the words that the subject's configuration names, without a shell, behind `perform`",
  },
  "subjects/src/file/run-words.ts": {
    ways: ["spawns processes"],
    why: "looks by a command that the scanner calls safe, and carries out what stands behind `perform`, without a shell",
  },
  "actions/src/built-in/notify.ts": {
    ways: ["calls addresses"],
    why: "notify, inside the process of its own attempt, to an address from the configuration",
  },
};

/**
 * Ways out that lead to no target: to our own parts, and to whom people told us to ask. A folder stands for what lies in
 * it, because all of it is there for that one purpose.
 */
const toOwnParts: Readonly<Record<string, Doorway>> = {
  "postgres/src/": { ways: ["opens connections"], why: "to our own database" },
  "postgres/src/embedded/": {
    ways: ["spawns processes", "signals processes", "opens connections", "loads code by name"],
    why: "starts, finds and ends the embedded database, from a package that is named in the code",
  },
  "blobs/src/s3-blobs.ts": {
    ways: ["calls addresses"],
    why: "keeps sealed outputs at the S3-compatible service that the environment names",
  },
  "blobs/src/master-key-command.ts": {
    ways: ["spawns processes", "signals processes"],
    why: "asks the key service for a data key, by the command that the environment names, and ends it when it is late",
  },
  "cli/src/demo/labs/ask-door.ts": {
    ways: ["calls addresses"],
    why: "breaks and mends the lab that the demo itself started, at the address which that program printed",
  },
  "cli/src/demo/workload/meter.ts": {
    ways: ["calls addresses"],
    why: "reads how the demo's own lab serves, at the address which that program printed",
  },
  "cli/src/demo/stage/start-program.ts": {
    ways: ["spawns processes"],
    why: "starts the demo's lab and a whole server of its own, both by files of this house",
  },
  "cli/src/demo/stage/end-with-parent.ts": {
    ways: ["signals processes"],
    why: "ends its own process when the demo that started it is gone",
  },
  "cli/src/demo/screen/guard-terminal.ts": {
    ways: ["spawns processes"],
    why: "a shell that gives the terminal back when the demo was killed outright",
  },
  "redis/src/connection.ts": { ways: ["opens connections"], why: "to the Redis that carries panic and live events" },
  "restate/src/": {
    ways: ["opens connections", "calls addresses"],
    why: "to the engine that says when an execution is advanced, and from it",
  },
  "model/src/call/http-client.ts": { ways: ["opens connections"], why: "to the model that the configuration names" },
  "client/src/node-transport.ts": { ways: ["opens connections"], why: "to our own server, for the terminal" },
  "cli/src/run-node.ts": { ways: ["spawns processes"], why: "starts our own server and its parts anew" },
  "cli/src/commands/audit/check-on-threads.ts": {
    ways: ["spawns processes"],
    why: "checks a file on threads of this process, which run one script of ours and are given bytes",
  },
  "cli/src/commands/audit/stretch-thread.ts": { ways: ["spawns processes"], why: "is that script, and only answers" },
  "server/src/create-server.ts": { ways: ["opens connections"], why: "listens for people" },
  "server/src/panic/peers.ts": { ways: ["opens connections"], why: "tells other nodes of ours about a panic" },
  "server/src/checkpoints/git-place.ts": {
    ways: ["spawns processes"],
    why: "runs git with words of ours, in the repository for checkpoints that the environment names",
  },
  "server/src/checkpoints/s3-place.ts": {
    ways: ["calls addresses"],
    why: "gives the signed checkpoints to the bucket that the environment names",
  },
  "server/src/checkpoints/read-s3-checkpoints.ts": {
    ways: ["calls addresses"],
    why: "asks the bucket that its caller names for signed checkpoints, and gives it nothing",
  },
  "server/src/checkpoints/webhook-place.ts": {
    ways: ["calls addresses"],
    why: "gives signed checkpoints to the address that the environment names",
  },
  "runner/src/helper-line.ts": { ways: ["spawns processes"], why: "starts the runner's own helper" },
  "runner/src/helper/main.ts": { ways: ["opens connections"], why: "the line between runner and helper" },
  "runner/src/helper/pipes.ts": {
    ways: ["spawns processes", "opens connections"],
    why: "makes the pipes that an attempt writes its output to",
  },
  "telemetry/src/send-logs.ts": {
    ways: ["calls addresses"],
    why: "gives the record, without secrets, to the OpenTelemetry collector that the environment names",
  },
  "actions/src/http/address.ts": { ways: ["opens connections"], why: "only compares addresses" },
};

const sources = readdirSync(packages, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(?:test|fixture)\.tsx?$/.test(entry.name))
  .map((entry) => relative(packages, join(entry.parentPath, entry.name)))
  .filter((path) => /^[^/]+\/src\//.test(path) && !path.includes("node_modules"))
  .map((path) => ({ path, code: codeOf(readFileSync(join(packages, path), "utf8")) }));

/** Without comments, which talk about ways out and are none. */
function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
}

function waysOf(code: string): string[] {
  return Object.entries(waysOut).flatMap(([way, pattern]) => (pattern.test(code) ? [way] : []));
}

/** The narrowest entry that a file lies in. */
function entryOf(path: string): Doorway | undefined {
  const own = toTargets[path] ?? toOwnParts[path];
  const folders = Object.keys(toOwnParts).filter((name) => name.endsWith("/") && path.startsWith(name));
  const [narrowest] = folders.toSorted((a, b) => b.length - a.length);
  return own ?? (narrowest === undefined ? undefined : toOwnParts[narrowest]);
}

function filesWith(pattern: RegExp): string[] {
  return sources.flatMap(({ path, code }) => (pattern.test(code) ? [path] : [])).sort();
}

describe("the doorways", () => {
  it("are all known, each with why nothing gets through that the gate did not let through", () => {
    const unknown = sources.flatMap(({ path, code }) =>
      waysOf(code)
        .filter((way) => !entryOf(path)?.ways.includes(way))
        .map((way) => `${path} ${way}`),
    );
    expect(unknown).toEqual([]);
  });

  it("are still there: nothing is listed that has gone", () => {
    const gone = Object.entries({ ...toTargets, ...toOwnParts }).flatMap(([name, { ways }]) => {
      const found = new Set(
        sources
          .filter(({ path }) => path === name || (name.endsWith("/") && path.startsWith(name)))
          .flatMap(({ code }) => waysOf(code)),
      );
      return ways.filter((way) => !found.has(way)).map((way) => `${name} ${way}`);
    });
    expect(gone).toEqual([]);
  });

  it.each([
    ['import { spawn } from "node:child_process";', "spawns processes"],
    ['import {\n  type ChildProcess,\n  fork,\n} from "child_process";', "spawns processes"],
    ['import { connect } from "node:net";', "opens connections"],
    ['import { request } from "node:https";', "opens connections"],
    ['import pg from "pg";', "opens connections"],
    ["  const answer = await fetch(address);", "calls addresses"],
    ["  process.kill(pid, 9);", "signals processes"],
    ["  const tool = await import(name);", "loads code by name"],
    ["  await runner.start(order, listener);", "starts attempts"],
  ])("would be found in a new file: %s", (code, way) => {
    expect(waysOf(code)).toEqual([way]);
  });

  it.each([
    'import type { Server } from "node:http";',
    'import { type Socket } from "node:net";',
    "  const rows = store.fetch(0);",
    '  const page = await import("./page.ts");',
    "  const { version } = await runbooks.import(input);",
  ])("are not seen where there are none: %s", (code) => {
    expect(waysOf(code)).toEqual([]);
  });
});

/** Who may make what the doorways carry out. Whoever is new here gets past the gate unless it asks it. */
const road: readonly (readonly [what: string, made: RegExp, by: readonly string[]])[] = [
  [
    "an effect that starts an attempt is made of stored, approved bytes",
    /return \{ type: "dispatch"|Effect = \{ type: "dispatch"/,
    ["core/src/execution/dispatch.ts", "core/src/execution/owed-effects.ts", "core/src/execution/underway.ts"],
  ],
  [
    "a step is dispatched only behind its readings, or without any",
    /\b(?:dispatch|dispatchReading)\(context/,
    ["core/src/execution/dispatch.ts", "core/src/execution/measure.ts"],
  ],
  [
    "a step begins only as the gate let it run, or as people approved it",
    /\bbegin\(context/,
    ["core/src/execution/approvals.ts", "core/src/execution/measure.ts"],
  ],
  [
    "proposals are judged, and judged again as they are approved, in one place",
    /\bgateInput\(/,
    ["engine/src/around.ts", "engine/src/propose.ts"],
  ],
  ["effects are carried out in one place", /\.dispatch\(key, effect/, ["engine/src/conductor.ts"]],
  ["the runner is opened in one place", /\bopenLocalRunner\(/, ["runner/src/local-runner.ts", "server/src/compose.ts"]],
  [
    "every runner of the engine is behind the second lock",
    /\blockDoor\(/,
    ["engine/src/create-engine.ts", "engine/src/lock-door.ts"],
  ],
];

describe("the road to the doorways", () => {
  it.each(road)("is one: %s", (_what, made, by) => {
    expect(filesWith(made)).toEqual(by);
  });
});
