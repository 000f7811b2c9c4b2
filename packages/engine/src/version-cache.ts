import type { ExecutionKey, ExecutionStore, RunbookStore, RunbookVersion } from "./ports.ts";

/** Versions never change, so each is read once; the oldest goes when there are many. */
export function createVersionCache(runbooks: RunbookStore, executions: ExecutionStore) {
  const most = 200;
  const known = new Map<string, RunbookVersion>();
  const nameOf = ({ tenantId, executionId }: ExecutionKey) => `${tenantId}/${executionId}`;
  function remember(key: ExecutionKey, version: RunbookVersion): void {
    known.delete(nameOf(key));
    known.set(nameOf(key), version);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  }
  return {
    remember,
    /** The version that an execution runs. */
    async of(key: ExecutionKey): Promise<RunbookVersion> {
      const found = known.get(nameOf(key));
      if (found) return found;
      const { runbook } = await executions.get(key.tenantId, key.executionId);
      const version = await runbooks.get(key.tenantId, runbook.id, runbook.version);
      remember(key, version);
      return version;
    },
  };
}

export type VersionCache = ReturnType<typeof createVersionCache>;
