// The built form of `steady`, in ../dist: plain JavaScript that starts in a fraction of the time that the source needs.
const { mkdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const manifest = "built-from.json";

/** Keeps what each part of the bundle was made of, as it lies here now. `parts` holds paths from the project by part. */
function describeSources({ project, folder, parts }) {
  const described = Object.entries(parts).map(([part, paths]) => [
    part,
    paths.map((path) => [path, stateOf(project, path)]),
  ]);
  writeFileSync(join(folder, manifest), JSON.stringify(Object.fromEntries(described)));
}

/** Whether there is a bundle, made of exactly the sources that lie here: an old one would judge by old tables. */
function isFresh({ project, folder, part }) {
  try {
    const sources = JSON.parse(readFileSync(join(folder, manifest), "utf8"))[part];
    return sources.length > 0 && sources.every(([path, state]) => stateOf(project, path) === state);
  } catch {
    // There is none, or a build was cut off before it wrote this, or a source is gone.
    return false;
  }
}

function stateOf(project, path) {
  const { size, mtimeMs } = statSync(`${project}/${path}`);
  return `${size} ${mtimeMs}`;
}

/**
 * Loads files of the bundle. What V8 made of each lies beside them, for each Node that it was built for, and V8 itself
 * throws it away where it does not fit. `save` writes it after a run, with every function that the run needed.
 */
function openBundle(folder) {
  const loaded = new Map();
  const requireOther = createRequire(`${folder}/`);
  const compiled = join(folder, `v8-${process.version}-${process.arch}`);

  function load(name) {
    const known = loaded.get(name);
    if (known) return known.module.exports;
    const file = join(folder, name);
    // The build leaves nothing but ASCII in them.
    const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "latin1")}\n})`;
    const script = new Script(text, { filename: file, cachedData: readIfThere(join(compiled, name)) });
    const module = { exports: {} };
    loaded.set(name, { script, module });
    const requireHere = (wanted) => (wanted.startsWith("./") ? load(wanted.slice(2)) : requireOther(wanted));
    script.runInThisContext()(module.exports, requireHere, module, file, dirname(file));
    return module.exports;
  }

  function save() {
    mkdirSync(compiled, { recursive: true });
    for (const [name, { script }] of loaded) writeFileSync(join(compiled, name), script.createCachedData());
    return [...loaded.keys()];
  }

  return { load, save };
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    // Made for another Node.
    return undefined;
  }
}

module.exports = { describeSources, isFresh, openBundle };
