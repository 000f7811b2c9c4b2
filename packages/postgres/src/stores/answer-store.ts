import type { TenantId } from "@steadyhand/core/identity";
import type { Clock } from "@steadyhand/engine";
import { type Database, schemaName } from "../database/index.ts";
import { together } from "./together.ts";

/** A model's answer as it is kept. */
export interface StoredAnswer {
  readonly task: "second_key" | "extraction";
  readonly model: string;
  readonly json: string;
}

/** Keeps a model's answers by the hash of everything that could change them. What is kept stays until it is too old. */
export interface AnswerStore {
  get(tenantId: TenantId, key: string): Promise<StoredAnswer | undefined>;
  put(tenantId: TenantId, key: string, answer: StoredAnswer): Promise<void>;
}

/** An answer older than this is asked for again. */
const keptDays = 90;
/** How many answers a tenant keeps; the oldest go first. */
const keptAnswers = 50_000;
/** What is too old, or too much, is removed at every so many answers. */
const pruneEvery = 200;

export function createAnswerStore(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly keptAnswers?: number;
  readonly pruneEvery?: number;
}): AnswerStore {
  const { database, clock } = options;
  const most = options.keptAnswers ?? keptAnswers;
  const every = options.pruneEvery ?? pruneEvery;
  // Counted from the first: a process that never lives to its 200th answer must prune too.
  let puts = 0;
  const oldest = () => new Date(clock.now().getTime() - keptDays * 24 * 60 * 60 * 1000).toISOString();
  const get = together(async (asked: readonly Asked[]): Promise<(StoredAnswer | undefined)[]> => {
    const [{ tenantId }] = asked as readonly [Asked];
    const statement = { name: "get_answers", sql: getSql, parameters: [tenantId, asked.map(({ key }) => key)] };
    const rows = await database.query<{ key: string; answer: unknown }>("look up answers", { tenantId }, statement);
    // Only `put` writes these.
    const found = new Map(rows.map(({ key, answer }) => [key, answer as StoredAnswer]));
    return asked.map(({ key }) => found.get(key));
  });

  const put = together(async (kept: readonly Kept[]): Promise<undefined[]> => {
    const [{ tenantId }] = kept as readonly [Kept];
    const answers = kept.map(({ answer: { task, model, json } }) => JSON.stringify({ task, model, json }));
    const parameters = [tenantId, kept.map(({ key }) => key), answers, clock.now().toISOString()];
    await database.query("keep answers", { tenantId }, { name: "put_answers", sql: putSql, parameters });
    if (puts % every === 0 || (puts % every) + kept.length > every) {
      const prune = { name: "prune_answers", sql: pruneSql, parameters: [tenantId, oldest(), most] };
      await database.query("remove old answers", { tenantId }, prune);
    }
    puts += kept.length;
    return kept.map(() => undefined);
  });

  return {
    get: (tenantId, key) => get(tenantId, { tenantId, key }),
    put: (tenantId, key, answer) => put(tenantId, { tenantId, key, answer }),
  };
}

interface Asked {
  readonly tenantId: TenantId;
  readonly key: string;
}

interface Kept extends Asked {
  readonly answer: StoredAnswer;
}

const getSql = `SELECT key, answer FROM ${schemaName}.model_answer WHERE tenant_id = $1 AND key = ANY($2::text[])`;
const putSql = `INSERT INTO ${schemaName}.model_answer (tenant_id, key, answer, stored_at)
  SELECT $1, one.key, one.answer, $4::timestamptz FROM unnest($2::text[], $3::json[]) AS one (key, answer)
  ON CONFLICT DO NOTHING`;
const pruneSql = `DELETE FROM ${schemaName}.model_answer WHERE tenant_id = $1 AND (stored_at < $2 OR stored_at <= (
    SELECT stored_at FROM ${schemaName}.model_answer WHERE tenant_id = $1 ORDER BY stored_at DESC OFFSET $3 LIMIT 1
  ))`;
