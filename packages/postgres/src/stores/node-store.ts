import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import { type PanicPress, pressOf } from "@steadyhand/core/panic";
import type { Beat, Claimed, ExecutionKey, Lease, NodeId, NodeStore, NodeView, ReadClaim } from "@steadyhand/engine";
import { type Database, schemaName } from "../database/index.ts";
import { decodeExecution } from "./execution-codec.ts";

/** How long a lease holds without a heartbeat. */
const leaseSeconds = 3;

const sight = { seesNodes: true } as const;

/** The servers that share this database. All times are the database's, so that no server's clock matters. */
export function createNodeStore({ database }: { readonly database: Database }): NodeStore {
  return {
    async register(facts) {
      const { id, name, target, runnerId, version, address = null } = facts;
      const parameters = [id, name, target, runnerId, version, address];
      const statement = { name: "register_node", sql: registerSql, parameters };
      const [row] = await database.query<{ epoch: number }>("register the server", sight, statement);
      if (row === undefined) throw new TypeError(`node ${id} was just stored`);
      return { ...facts, epoch: row.epoch };
    },
    beat: (lease, address) => beat(database, lease, address),
    async fence({ id, epoch }) {
      const statement = { name: "fence_node", sql: fenceSql, parameters: [id, epoch] };
      return (await database.query("take a silent server's lease", sight, statement)).length > 0;
    },
    claim: (lease, most) => claim(database, lease, most),
    read: (keys) => read(database, keys),
    async leave({ id, epoch }) {
      await database.query("give the lease back", sight, { name: "leave", sql: leaveSql, parameters: [id, epoch] });
    },
    async list() {
      const statement = { name: "list_nodes", sql: listSql, parameters: [] };
      const [row] = await database.query<Listed>("list the servers", sight, statement);
      return (row?.nodes ?? []).map(decodeNode);
    },
  };
}

// Servers that have been gone for a week are no news to anybody any more.
const registerSql = `WITH gone AS (
    DELETE FROM ${schemaName}.node WHERE lease_until < clock_timestamp() - interval '7 days' AND id <> $1
  )
  INSERT INTO ${schemaName}.node AS own (id, name, target, runner_id, version, address, lease_until)
  VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + interval '${leaseSeconds} seconds')
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, target = excluded.target, runner_id = excluded.runner_id,
    version = excluded.version, address = excluded.address, started_at = clock_timestamp(), epoch = own.epoch + 1,
    lease_until = excluded.lease_until
  RETURNING epoch`;

/** Raising the epoch is all it takes: nothing is written under the old one from the next statement on. */
const fenceSql = `UPDATE ${schemaName}.node SET epoch = epoch + 1
  WHERE id = $1 AND epoch = $2 AND lease_until < clock_timestamp() RETURNING id`;

const leaveSql = `WITH gone AS (
    UPDATE ${schemaName}.node SET epoch = epoch + 1, lease_until = clock_timestamp() WHERE id = $1 AND epoch = $2
  )
  UPDATE ${schemaName}.execution_carrier SET node_id = NULL, epoch = NULL WHERE node_id = $1 AND epoch = $2`;

const nodesJson = `(SELECT coalesce(json_agg(json_build_object(
    'id', id, 'name', name, 'target', target, 'runnerId', runner_id, 'version', version, 'address', address,
    'startedAt', started_at, 'epoch', epoch,
    'leaseLeftMs', round(extract(epoch FROM lease_until - clock_timestamp()) * 1000),
    'carries', (SELECT count(*) FROM ${schemaName}.execution_carrier AS c WHERE c.node_id = node.id AND c.epoch = node.epoch)
  ) ORDER BY name, id), '[]') FROM ${schemaName}.node WHERE id <> $1)`;

const listSql = `SELECT ${nodesJson.replace("$1", "''")} AS nodes`;

/**
 * What a node may take: what nobody carries and it can reach, or that nobody who lives can reach; what somebody carries
 * who cannot reach it; and what was handed to its own runner while the one that carries it cannot see that.
 */
const isFree = `(n.id IS NULL AND (c.target = own.target OR NOT EXISTS (
      SELECT FROM ${schemaName}.node AS r WHERE r.target = c.target AND r.lease_until > clock_timestamp())))
    OR (c.target = own.target AND n.target <> c.target)
    OR (c.runner_id = own.runner_id AND n.runner_id <> own.runner_id)`;
const freeFrom = `FROM ${schemaName}.execution_carrier AS c
    JOIN ${schemaName}.node AS own ON own.id = $1 AND own.epoch = $2
    LEFT JOIN ${schemaName}.node AS n ON n.id = c.node_id AND n.epoch = c.epoch
    WHERE ${isFree}`;

const beatSql = `WITH held AS (
    UPDATE ${schemaName}.node SET address = coalesce($3, address),
      lease_until = clock_timestamp() + interval '${leaseSeconds} seconds'
    WHERE id = $1 AND epoch = $2 RETURNING id
  ), asked AS (
    UPDATE ${schemaName}.execution_carrier SET is_asked = false
    WHERE (tenant_id, execution_id) IN (
      SELECT tenant_id, execution_id FROM ${schemaName}.execution_carrier
      WHERE node_id = $1 AND epoch = $2 AND is_asked FOR UPDATE SKIP LOCKED)
    RETURNING tenant_id, execution_id, runner_id
  )
  SELECT EXISTS (SELECT FROM held) AS is_held, ${nodesJson} AS others,
    (SELECT coalesce(json_agg(asked), '[]') FROM asked) AS asked,
    (SELECT count(*) ${freeFrom}) AS orphans,
    (SELECT coalesce(json_agg(document), '[]') FROM ${schemaName}.panic WHERE lifted_at IS NULL) AS panic`;

interface NodeRow extends Omit<NodeView, "startedAt" | "address"> {
  readonly startedAt: string;
  readonly address: string | null;
}

interface Listed {
  readonly nodes: readonly NodeRow[];
}

function decodeNode({ startedAt, address, ...rest }: NodeRow): NodeView {
  return { ...rest, ...(address !== null && { address }), startedAt: new Date(startedAt) };
}

interface BeatRow {
  readonly is_held: boolean;
  readonly others: readonly NodeRow[];
  readonly asked: readonly AskedRow[];
  readonly orphans: number;
  readonly panic: readonly unknown[];
}

async function beat(database: Database, { id, epoch }: Lease, address: string | undefined): Promise<Beat> {
  const parameters = [id, epoch, address ?? null];
  const [row] = await database.query<BeatRow>("keep the lease", sight, { name: "beat", sql: beatSql, parameters });
  if (row === undefined) throw new TypeError("a heartbeat always answers");
  const { is_held: isHeld, others, asked, orphans } = row;
  const panic = row.panic.map(pressOf).filter((press): press is PanicPress => press !== undefined);
  return { isHeld, others: others.map(decodeNode), asked: asked.map(decodeClaimed), orphans, panic };
}

/**
 * What was free when it was looked for may be another's by the time it is locked, so it must still be as it was seen.
 * Each node begins somewhere else: those who claim together seldom want the same.
 */
const claimSql = `WITH seen AS MATERIALIZED (
    SELECT c.tenant_id, c.execution_id, c.node_id, c.epoch ${freeFrom}
    ORDER BY c.node_id = $1 DESC NULLS LAST, md5(c.execution_id || $1) LIMIT $3
  ), free AS MATERIALIZED (
    SELECT seen.* FROM ${schemaName}.execution_carrier AS c
    JOIN seen ON seen.tenant_id = c.tenant_id AND seen.execution_id = c.execution_id
      AND seen.node_id IS NOT DISTINCT FROM c.node_id AND seen.epoch IS NOT DISTINCT FROM c.epoch
    FOR UPDATE OF c SKIP LOCKED
  )
  UPDATE ${schemaName}.execution_carrier AS carrier SET node_id = $1, epoch = $2, is_asked = false FROM free
  WHERE carrier.tenant_id = free.tenant_id AND carrier.execution_id = free.execution_id
  RETURNING carrier.tenant_id, carrier.execution_id, carrier.runner_id, free.node_id AS left_by`;

interface AskedRow {
  readonly tenant_id: TenantId;
  readonly execution_id: ExecutionId;
  readonly runner_id: string | null;
}

interface ClaimRow extends AskedRow {
  readonly left_by: NodeId | null;
}

async function claim(database: Database, { id, epoch }: Lease, most: number): Promise<readonly Claimed[]> {
  const statement = { name: "claim_executions", sql: claimSql, parameters: [id, epoch, most] };
  const rows = await database.query<ClaimRow>("take up executions", sight, statement);
  return rows.map(decodeClaimed);
}

function decodeClaimed({ tenant_id, execution_id, runner_id, left_by = null }: AskedRow & Partial<ClaimRow>): Claimed {
  return {
    tenantId: tenant_id,
    executionId: execution_id,
    ...(runner_id !== null && { runnerId: runner_id }),
    ...(left_by !== null && { from: left_by }),
  };
}

interface ReadRow {
  readonly id: ExecutionId;
  readonly document: unknown;
  readonly handed_out_ms: number | null;
}

async function read(database: Database, keys: readonly ExecutionKey[]): Promise<readonly ReadClaim[]> {
  const byTenant = Map.groupBy(keys, ({ tenantId }) => tenantId);
  const found = await Promise.all(
    [...byTenant].map(async ([tenantId, own]) => {
      const parameters = [tenantId, own.map(({ executionId }) => executionId)];
      const statement = { name: "read_claimed", sql: readSql, parameters };
      const rows = await database.query<ReadRow>("read what was taken up", { tenantId }, statement);
      return rows.map((row) => decodeRead(tenantId, row));
    }),
  );
  return found.flat();
}

function decodeRead(tenantId: TenantId, { id, document, handed_out_ms: handedOutMs }: ReadRow): ReadClaim {
  const key = { tenantId, executionId: id };
  try {
    const execution = decodeExecution(document);
    return { ...key, state: "read", execution, ...(handedOutMs !== null && { handedOutMs }) };
  } catch (error) {
    return { ...key, state: "broken", error };
  }
}

// The lock waits for whoever is just storing one of them under an epoch that has ended since.
const readSql = `SELECT id, document,
  round(extract(epoch FROM clock_timestamp() - handed_out_at) * 1000)::double precision AS handed_out_ms
  FROM ${schemaName}.execution
  WHERE tenant_id = $1 AND id = ANY($2::text[]) AND ended_at IS NULL ORDER BY id FOR SHARE`;
