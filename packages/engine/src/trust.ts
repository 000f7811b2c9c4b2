import type { RunbookId } from "@steadyhand/core/identity";
import { standardTrust, type Trust, type TrustChange } from "@steadyhand/core/levels";
import { OpsError } from "@steadyhand/core/outcome";
import { isAdmin, notAdmin } from "./admins.ts";
import type { Caller } from "./engine.ts";
import type { LevelStore } from "./level-ports.ts";
import { levelEvent } from "./level-review.ts";
import type { Clock, PeopleStore, RunbookStore } from "./ports.ts";

/** How far one runbook is trusted, and whether it is locked. */
export interface TrustView {
  readonly runbookId: RunbookId;
  readonly trust: Trust;
  /** Absent where nobody has set another trust than the standard one. */
  readonly set?: TrustChange;
  /** Present while it is locked. */
  readonly lock?: TrustChange;
}

/** Trust of runbooks and locks on them. Only people change either, and only admins raise the one and lift the other. */
export interface RunbookTrust {
  get(caller: Caller, runbookId: RunbookId): Promise<TrustView & { readonly history: readonly TrustChange[] }>;
  /** Of every runbook of which anything was said. */
  list(caller: Caller): Promise<readonly TrustView[]>;
  /** Throws `trust.not_a_person`, `runbook.not_found`, and `person.not_admin` where it raises. */
  set(
    caller: Caller,
    runbookId: RunbookId,
    request: { readonly trust: Trust; readonly why: string },
  ): Promise<TrustView>;
  /** The same; to unlock takes an admin. */
  lock(
    caller: Caller,
    runbookId: RunbookId,
    request: { readonly isLocked: boolean; readonly why: string },
  ): Promise<TrustView>;
}

interface TrustOptions {
  readonly store: LevelStore;
  readonly people: Pick<PeopleStore, "list">;
  readonly runbooks: Pick<RunbookStore, "get">;
  readonly clock: Clock;
}

export function createTrust({ store, people, runbooks, clock }: TrustOptions): RunbookTrust {
  async function get({ tenantId }: Caller, runbookId: RunbookId) {
    await runbooks.get(tenantId, runbookId);
    const history = await store.trust(tenantId, runbookId);
    return { ...viewOf(runbookId, history), history };
  }

  async function requireAdmin(caller: Caller, what: string): Promise<void> {
    if (!(await isAdmin(people, caller))) throw notAdmin(caller, what);
  }

  return {
    get,
    async list({ tenantId }) {
      const said = await store.trust(tenantId);
      const ids = [...new Set(said.map(({ runbookId }) => runbookId))];
      return ids.map((id) =>
        viewOf(
          id,
          said.filter(({ runbookId }) => runbookId === id),
        ),
      );
    },
    async set(caller, runbookId, { trust, why }) {
      const { actor } = caller;
      requirePerson(caller, `set the trust of ${runbookId}`);
      const { title } = await runbooks.get(caller.tenantId, runbookId);
      const raises = trust > viewOf(runbookId, await store.trust(caller.tenantId, runbookId)).trust;
      if (raises) await requireAdmin(caller, `raise the trust of "${title}" to ${trust}`);
      const said = `${actor.name} set the trust of "${title}" to ${trust}: ${why}`;
      await store.changeTrust(caller.tenantId, { runbookId, kind: "trust", trust, by: actor, at: clock.now(), why }, [
        { ...levelEvent("trust.set", said, { trust, why }, actor), runbookId },
      ]);
      return get(caller, runbookId);
    },
    async lock(caller, runbookId, { isLocked, why }) {
      const { actor } = caller;
      const verb = isLocked ? "lock" : "unlock";
      requirePerson(caller, `${verb} ${runbookId}`);
      const { title } = await runbooks.get(caller.tenantId, runbookId);
      if (!isLocked) await requireAdmin(caller, `unlock "${title}"`);
      const said = `${actor.name} ${verb}ed "${title}": ${why}`;
      const type = isLocked ? "runbook.locked" : "runbook.unlocked";
      await store.changeTrust(caller.tenantId, { runbookId, kind: "lock", isLocked, by: actor, at: clock.now(), why }, [
        { ...levelEvent(type, said, { why }, actor), runbookId },
      ]);
      return get(caller, runbookId);
    },
  };
}

/** From what was said of one runbook, newest first. */
function viewOf(runbookId: RunbookId, history: readonly TrustChange[]): TrustView {
  const set = history.find(({ kind }) => kind === "trust");
  const lock = history.find(({ kind }) => kind === "lock");
  return {
    runbookId,
    trust: set?.kind === "trust" ? set.trust : standardTrust,
    ...(set && { set }),
    ...(lock?.kind === "lock" && lock.isLocked && { lock }),
  };
}

function requirePerson({ actor }: Caller, what: string): void {
  if (actor.kind === "person") return;
  throw new OpsError(`Cannot ${what}: ${actor.name} is not a person`, {
    kind: "forbidden",
    code: "trust.not_a_person",
  });
}
