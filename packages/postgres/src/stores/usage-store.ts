import type { TenantId } from "@steadyhand/core/identity";
import { type Database, schemaName } from "../database/index.ts";
import { together } from "./together.ts";

/** Tokens and money, in millionths of a US dollar. */
export interface Amount {
  readonly tokens: number;
  readonly microUsd: number;
}

interface UsageDay {
  readonly tenantId: TenantId;
  /** In UTC: `2026-11-21`. */
  readonly day: string;
}

/** Counts what a tenant's models use in a day, and refuses what would go past a limit. */
export interface UsageStore {
  reserve(request: ReserveRequest): Promise<Reserved>;
  settle(request: SettleRequest): Promise<void>;
  get(day: UsageDay): Promise<Amount>;
}

type ReserveRequest = UsageDay & { readonly amount: Amount; readonly limits: Amount };
type SettleRequest = UsageDay & { readonly reserved: Amount; readonly used: Amount };
type Reserved = { readonly ok: true } | { readonly ok: false; readonly limit: "tokens" | "usd"; readonly used: Amount };

export function createUsageStore({ database }: { readonly database: Database }): UsageStore {
  async function get({ tenantId, day }: UsageDay): Promise<Amount> {
    const sql = `SELECT tokens, micro_usd FROM ${schemaName}.model_usage WHERE tenant_id = $1 AND day = $2::date`;
    const statement = { name: "get_usage", sql, parameters: [tenantId, day] };
    const [row] = await database.query<Row>("read a day's use", { tenantId }, statement);
    return { tokens: row?.tokens ?? 0, microUsd: row?.micro_usd ?? 0 };
  }
  async function reserveSum(requests: readonly ReserveRequest[]): Promise<boolean> {
    const [{ tenantId, day, limits }] = requests as readonly [ReserveRequest];
    const sum = sumOf(requests.map(({ amount }) => amount));
    const parameters = [tenantId, day, sum.tokens, sum.microUsd, whole(limits.tokens), whole(limits.microUsd)];
    const statement = { name: "reserve_usage", sql: reserveSql, parameters };
    return (await database.query("reserve a call's worst case", { tenantId }, statement)).length > 0;
  }

  async function reserveOne(request: ReserveRequest): Promise<Reserved> {
    if (await reserveSum([request])) return { ok: true };
    const { amount, limits } = request;
    const used = await get(request);
    const isMoney = used.tokens + amount.tokens <= limits.tokens;
    return { ok: false, limit: isMoney ? "usd" : "tokens", used };
  }

  const reserve = together(async (requests: readonly ReserveRequest[]): Promise<Reserved[]> => {
    if (requests.length > 1 && (await reserveSum(requests))) return requests.map(() => ({ ok: true }));
    // Not all of them fit: then each for itself, in the order they came.
    const answers: Reserved[] = [];
    for (const request of requests) answers.push(await reserveOne(request));
    return answers;
  });

  const settle = together(async (requests: readonly SettleRequest[]): Promise<undefined[]> => {
    const [{ tenantId, day }] = requests as readonly [SettleRequest];
    const [used, reserved] = [sumOf(requests.map((one) => one.used)), sumOf(requests.map((one) => one.reserved))];
    const parameters = [tenantId, day, used.tokens - reserved.tokens, used.microUsd - reserved.microUsd];
    await database.query("settle a call's use", { tenantId }, { name: "settle_usage", sql: settleSql, parameters });
    return requests.map(() => undefined);
  });

  return {
    get,
    reserve: (request) => reserve(JSON.stringify([request.tenantId, request.day, request.limits]), request),
    settle: (request) => settle(`${request.tenantId} ${request.day}`, request),
  };
}

interface Row {
  readonly tokens: number;
  readonly micro_usd: number;
}

/** One statement: of many calls at once, each sees what the one before it took. Without a row back there was no room. */
const reserveSql = `INSERT INTO ${schemaName}.model_usage AS day (tenant_id, day, tokens, micro_usd)
  SELECT $1, $2::date, $3::bigint, $4::bigint WHERE $3::bigint <= $5::bigint AND $4::bigint <= $6::bigint
  ON CONFLICT (tenant_id, day) DO UPDATE
    SET tokens = day.tokens + excluded.tokens, micro_usd = day.micro_usd + excluded.micro_usd
    WHERE day.tokens + excluded.tokens <= $5::bigint AND day.micro_usd + excluded.micro_usd <= $6::bigint
  RETURNING tokens`;
const settleSql = `UPDATE ${schemaName}.model_usage
  SET tokens = greatest(0, tokens + $3::bigint), micro_usd = greatest(0, micro_usd + $4::bigint)
  WHERE tenant_id = $1 AND day = $2::date`;

function sumOf(amounts: readonly Amount[]): Amount {
  return {
    tokens: amounts.reduce((sum, { tokens }) => sum + whole(tokens), 0),
    microUsd: amounts.reduce((sum, { microUsd }) => sum + whole(microUsd), 0),
  };
}

/** What is not whole counts as the next whole one; what has no bound as the largest there is. */
function whole(amount: number): number {
  return Math.min(Math.ceil(amount), 1_000_000_000_000_000);
}
