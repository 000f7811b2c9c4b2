import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const packages = join(root, "packages");

/**
 * Which room may import which, as docs/architecture.md draws it. Data flows one way; adapters do not know one
 * another, and only the server composes them.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  scanner: ["core"],
  parser: ["core", "scanner"],
  subject: ["core"],
  subjects: ["core", "define-action", "plain-yaml", "subject"],
  engine: ["core", "subject"],
  model: ["core"],
  runner: ["core"],
  postgres: ["core", "engine"],
  api: [],
  client: ["api", "core"],
  policy: ["core"],
  evidence: ["core"],
  telemetry: ["core"],
  "plain-yaml": ["core"],
  "define-action": ["core"],
  actions: ["core", "define-action", "plain-yaml", "subject", "subjects"],
  blobs: ["core", "engine"],
  redis: ["core", "engine"],
  restate: ["core", "engine"],
  server: [
    ...[
      "actions",
      "api",
      "blobs",
      "core",
      "engine",
      "model",
      "parser",
      "policy",
      "postgres",
      "redis",
      "restate",
      "runner",
    ],
    ...["evidence", "scanner", "subject", "subjects", "telemetry"],
  ],
  cli: ["actions", "api", "client", "core", "parser", "policy", "scanner", "server", "subject", "subjects"],
  web: ["api", "client", "core"],
  // Its tests compare it with ours; the program itself knows nothing of us.
  verify: ["core"],
};

/** What runs without our other rooms may only borrow their types. */
const onlyTypesOf: Readonly<Record<string, readonly string[]>> = { scanner: ["core"], engine: ["subject"] };

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const importStatement = /^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|[/\\]dist[/\\]/.test(path));
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(importStatement)].map(([, type, from, dynamic]) => ({
    from: path,
    to: from ?? dynamic ?? "",
    isType: type !== undefined,
  }));
}

const rooms = readdirSync(packages);
const sources = rooms.flatMap((room) => sourceFiles(join(packages, room, "src")).map((path) => ({ room, path })));

describe("the house", () => {
  it("has only the rooms that the map draws", () => {
    expect(rooms.filter((room) => !(room in mayImport))).toEqual([]);
  });

  it("imports other rooms only down the map, and only by their faces", () => {
    const wrong = sources.flatMap(({ room, path }) =>
      importsOf(path).flatMap(({ to, isType }) => {
        const [, target] = to.match(/^@steadyhand\/([^/]+)/) ?? [];
        const place = `${relative(root, path)} imports ${to}`;
        if (to.includes("/packages/")) return [`${place}: by a path`];
        if (target === undefined || target === room) return [];
        const isTest = /\.test\.tsx?$/.test(path);
        if (!mayImport[room]?.includes(target)) return [`${place}: ${room} may not know ${target}`];
        if (onlyTypesOf[room]?.includes(target) && !isType && !isTest) return [`${place}: only its types are allowed`];
        return [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("reaches no file of another room by a relative path", () => {
    const wrong = sources.flatMap(({ room, path }) =>
      importsOf(path)
        .filter(({ to }) => to.startsWith("."))
        .map(({ to }) => resolve(dirname(path), to))
        .filter((target) => !target.startsWith(join(packages, room)))
        .map((target) => `${relative(root, path)} imports ${relative(root, target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has no ring among its files", () => {
    const next = new Map(
      sources.map(({ path }) => [
        path,
        importsOf(path)
          // Types are gone when the code runs: two files may describe each other.
          .filter(({ to, isType }) => to.startsWith(".") && !isType)
          .map(({ to }) => resolve(dirname(path), to)),
      ]),
    );
    expect(findRing(next)?.map((path) => relative(root, path))).toBeUndefined();
  });

  it("keeps the core pure: no files, network, processes, clock or chance", () => {
    const impure =
      /"node:(?!crypto"|util"|buffer"|string_decoder")|\bDate\.now\(|new Date\(\)|Math\.random|process\.|setTimeout|fetch\(/;
    const wrong = sources
      .filter(({ room, path }) => room === "core" && !path.endsWith(".test.ts"))
      .filter(({ path }) => impure.test(readFileSync(path, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")))
      .map(({ path }) => relative(root, path));
    expect(wrong).toEqual([]);
  });

  it("keeps its files readable: none of the code is past 400 lines", () => {
    const long = sources
      .filter(({ path }) => !/\.test\.tsx?$|[/\\](gen|programs)[/\\]/.test(path))
      .map(({ path }) => ({ path: relative(root, path), lines: readFileSync(path, "utf8").split("\n").length }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });
});

/** Depth first; the first way back to a file that is still being walked is a ring. */
function findRing(next: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): string[] | undefined => {
    if (done.has(path)) return undefined;
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    way.push(path);
    for (const target of next.get(path) ?? []) {
      const ring = visit(target);
      if (ring) return ring;
    }
    way.pop();
    done.add(path);
    return undefined;
  };
  for (const path of next.keys()) {
    const ring = visit(path);
    if (ring) return ring;
  }
  return undefined;
}

it("gives auditors a verifier of fewer than 300 lines that needs nothing but Node", () => {
  const program = readFileSync(join(packages, "verify/src/verify.mjs"), "utf8");
  const imports = [...program.matchAll(/\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"|\brequire\(\s*"([^"]+)"/g)];
  expect(imports.map(([, from, dynamic, required]) => from ?? dynamic ?? required)).toEqual(
    imports.map(() => expect.stringMatching(/^node:/)),
  );
  expect(program.split("\n").length - 1).toBeLessThan(300);
});
