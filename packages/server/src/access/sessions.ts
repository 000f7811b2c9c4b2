import { hash, randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { ActorId, TenantId } from "@steadyhand/core/identity";
import type { Caller } from "@steadyhand/engine";

/** Unused for this long, a session ends. */
export const sessionLifetimeMs = 12 * 60 * 60_000;
/** How much of a session's use may be forgotten by a crash. */
const saveEachMs = 60_000;

interface Session extends Caller {
  /** Of the key that it was opened with: without that person there is no session. */
  readonly keySha256: string;
  readonly usedAt: number;
}

export interface Sessions {
  /** Opens a session; the token is known to the browser alone. */
  open(caller: Caller, keySha256: string): string;
  /** Whose token it is. `use` makes it last from now on. */
  find(token: string): { readonly caller: Caller; readonly keySha256: string; readonly isOld: boolean } | undefined;
  end(token: string): void;
  /** The ids of people are their tenant's own. */
  endAllOf(tenantId: TenantId, actorId: ActorId): void;
  /** Writes down what changed since the last time. */
  save(): void;
}

/**
 * Sessions of browsers. Only hashes of their tokens are kept, in memory and in one file that only its owner
 * can read, so that a restart signs nobody out.
 */
export function createSessions({ file, now }: { readonly file: string; readonly now: () => Date }): Sessions {
  const sessions = load(file);
  let savedAt = 0;

  function save() {
    const at = now().getTime();
    for (const [id, { usedAt }] of sessions) if (at - usedAt >= sessionLifetimeMs) sessions.delete(id);
    const next = `${file}.new`;
    writeFileSync(next, JSON.stringify([...sessions]), { mode: 0o600 });
    renameSync(next, file);
    savedAt = at;
  }

  return {
    open({ tenantId, actor }, keySha256) {
      const token = randomBytes(32).toString("base64url");
      sessions.set(idOf(token), { tenantId, actor, keySha256, usedAt: now().getTime() });
      save();
      return token;
    },
    find(token) {
      const id = idOf(token);
      const session = sessions.get(id);
      const at = now().getTime();
      if (session === undefined || at - session.usedAt >= sessionLifetimeMs) return undefined;
      const isOld = at - session.usedAt >= saveEachMs;
      if (isOld) sessions.set(id, { ...session, usedAt: at });
      if (at - savedAt >= saveEachMs) save();
      const { tenantId, actor, keySha256 } = session;
      return { caller: { tenantId, actor }, keySha256, isOld };
    },
    end(token) {
      if (sessions.delete(idOf(token))) save();
    },
    endAllOf(tenantId, actorId) {
      for (const [id, { tenantId: where, actor }] of sessions) {
        if (where === tenantId && actor.id === actorId) sessions.delete(id);
      }
      save();
    },
    save,
  };
}

function idOf(token: string): string {
  return hash("sha256", token, "hex");
}

function load(file: string): Map<string, Session> {
  try {
    // We wrote it ourselves, into a folder that nobody else can write to.
    return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, Session][]);
  } catch {
    // Absent at the first start, or cut short: then people sign in once more.
    return new Map();
  }
}
