import { OpsError } from "@steadyhand/core/outcome";
import { localMasterKey, type MasterKey, newMasterSecret, readMasterSecret } from "./master-key.ts";
import { commandMasterKey } from "./master-key-command.ts";
import { makeKeyFile, readKeyFile, replaceKeyFile } from "./master-key-file.ts";

/** The master keys that are known here: one wraps, all of them unwrap. */
export interface MasterKeys {
  current(): MasterKey;
  known(): readonly MasterKey[];
  /** Those in hand as they are written down, so that what prints one can be cleaned of it. */
  secrets(): readonly string[];
  /** The one of that id. What another process has added to the file meanwhile is found. */
  find(id: string): Promise<MasterKey | undefined>;
  /** Said to be lost for good: what they wrapped is unreadable, and stops nothing. */
  readonly lost: ReadonlySet<string>;
  /** Makes a new one, durably, that wraps from now on. Absent where somebody else makes them. */
  readonly renew?: () => Promise<MasterKey>;
}

export interface MasterKeysOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where keys lie when the environment holds none. */
  readonly file: string;
  /** Whether a key may be made where there is none: not once something is wrapped. */
  readonly mayMake: boolean;
}

/** Opens the master keys that the environment names, or those in the file. Throws `keys.…`. */
export async function openMasterKeys({ env, file: path, mayMake }: MasterKeysOptions): Promise<MasterKeys> {
  const { STEADYHAND_MASTER_KEY: text, STEADYHAND_MASTER_KEY_COMMAND: command } = env;
  if (text && command) throw twoMasters();
  const lost = new Set(listed(env.STEADYHAND_LOST_MASTER_KEYS));
  const older = olderKeys(env);
  if (!text && !command) return fromFile({ path, mayMake, older, lost });
  const current = command ? { key: commandMasterKey(command, env) } : masterOf(text ?? "", "STEADYHAND_MASTER_KEY");
  // What the file wrapped before the environment named another can still be read.
  const inFile = ((await readKeyFile(path)) ?? []).map((secret) => inHand(secret, path));
  const all = [current, ...older, ...inFile];
  return {
    current: () => current.key,
    known: () => all.map(({ key }) => key),
    secrets: () => all.flatMap((one) => one.text ?? []),
    find: async (id) => all.find(({ key }) => key.id === id)?.key,
    lost,
  };
}

/** A key, and as what it is written down where it is in hand. */
interface Known {
  readonly key: MasterKey;
  readonly text?: string;
}

function olderKeys(env: MasterKeysOptions["env"]): Known[] {
  const command = env.STEADYHAND_OLD_MASTER_KEY_COMMAND;
  const texts = listed(env.STEADYHAND_OLD_MASTER_KEYS).map((text) => masterOf(text, "STEADYHAND_OLD_MASTER_KEYS"));
  return command ? [...texts, { key: commandMasterKey(command, env) }] : texts;
}

function listed(text: string | undefined): string[] {
  return (text ?? "").split(",").flatMap((part) => part.trim() || []);
}

function masterOf(text: string, from: string): Known {
  return { key: localMasterKey(readMasterSecret(text, from), from), text: text.trim() };
}

function inHand(secret: Buffer, from: string): Known {
  return { key: localMasterKey(secret, from), text: secret.toString("base64") };
}

interface FromFile {
  readonly path: string;
  readonly mayMake: boolean;
  readonly older: readonly Known[];
  readonly lost: ReadonlySet<string>;
}

async function fromFile({ path, mayMake, older, lost }: FromFile): Promise<MasterKeys> {
  const first = (await readKeyFile(path)) ?? (mayMake ? await makeKeyFile(path) : undefined);
  if (first === undefined) throw missing(path);
  let inFile = first;
  const all = () => [...inFile.map((secret) => inHand(secret, path)), ...older];
  const find = (id: string) => all().find(({ key }) => key.id === id)?.key;
  const current = () => {
    const [newest] = inFile;
    if (newest === undefined) throw missing(path);
    return localMasterKey(newest, path);
  };
  return {
    current,
    known: () => all().map(({ key }) => key),
    secrets: () => all().flatMap(({ text }) => text ?? []),
    lost,
    async find(id) {
      const found = find(id);
      if (found !== undefined) return found;
      inFile = (await readKeyFile(path)) ?? inFile;
      return find(id);
    },
    async renew() {
      const next = [newMasterSecret(), ...((await readKeyFile(path)) ?? inFile)];
      await replaceKeyFile(path, next);
      inFile = next;
      return current();
    },
  };
}

function twoMasters(): OpsError {
  return new OpsError(
    "Cannot tell which master key wraps: STEADYHAND_MASTER_KEY and STEADYHAND_MASTER_KEY_COMMAND are both set",
    {
      kind: "invalid",
      code: "keys.ambiguous",
      hint: "Leave one of them out; keys of before go into STEADYHAND_OLD_MASTER_KEYS or STEADYHAND_OLD_MASTER_KEY_COMMAND",
    },
  );
}

function missing(path: string): OpsError {
  return new OpsError(
    `Cannot open the outputs: there is no master key at ${path}, and data keys in the database need one`,
    {
      kind: "unavailable",
      code: "keys.master_missing",
      hint: "Put the file back, or copy it from the server that made it. Where it is gone for good, docs/outputs.md says how to go on",
    },
  );
}
