import type { TenantId } from "@steadyhand/core/identity";
import type { Elevation, LevelChange, Promotion, TrustChange } from "@steadyhand/core/levels";
import type { LevelOutcome } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";

/** Writes what became of levels; its events are the caller's to append. */
export function levelStatements(
  tenantId: TenantId,
  { changes, promotions }: Pick<LevelOutcome, "changes" | "promotions">,
): Statement<unknown>[] {
  return [
    ...changes.map((change) => insertLevel(tenantId, change)),
    ...promotions.map((promotion) => upsertPromotion(tenantId, promotion)),
  ];
}

function insertLevel(tenantId: TenantId, change: LevelChange): Statement<unknown> {
  const { scope, level, how, by, at } = change;
  const sql = `INSERT INTO ${schemaName}.level_change (tenant_id, scope, name, level, how, by_id, at, document)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
  const parameters = [tenantId, scope.kind, scope.name, level, how, by.id, at.toISOString(), JSON.stringify(change)];
  return { name: "insert_level_change", sql, parameters };
}

function upsertPromotion(tenantId: TenantId, promotion: Promotion): Statement<unknown> {
  const { id, scope, phase, offeredAt } = promotion;
  const silentUntil = promotion.phase === "declined" ? promotion.silentUntil.toISOString() : null;
  const sql = `INSERT INTO ${schemaName}.promotion
      (tenant_id, id, scope, name, phase, offered_at, silent_until, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (tenant_id, id) DO UPDATE
      SET phase = excluded.phase, silent_until = excluded.silent_until, document = excluded.document`;
  const parameters = [tenantId, id, scope.kind, scope.name, phase, offeredAt.toISOString(), silentUntil];
  return { name: "upsert_promotion", sql, parameters: [...parameters, JSON.stringify(promotion)] };
}

export function insertTrust(tenantId: TenantId, change: TrustChange): Statement<unknown> {
  const { runbookId, kind, at } = change;
  const trust = change.kind === "trust" ? change.trust : null;
  const isLocked = change.kind === "lock" ? change.isLocked : null;
  const sql = `INSERT INTO ${schemaName}.trust_change (tenant_id, runbook_id, kind, trust, is_locked, at, document)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`;
  const parameters = [tenantId, runbookId, kind, trust, isLocked, at.toISOString(), JSON.stringify(change)];
  return { name: "insert_trust_change", sql, parameters };
}

export function upsertElevation(tenantId: TenantId, elevation: Elevation): Statement<unknown> {
  const { id, scope, phase, askedAt, askedBy } = elevation;
  const granted = "until" in elevation ? elevation : undefined;
  const sql = `INSERT INTO ${schemaName}.elevation
      (tenant_id, id, scope, name, phase, asked_at, asked_by, granted_by, granted_at, until, document)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (tenant_id, id) DO UPDATE SET phase = excluded.phase, granted_by = excluded.granted_by,
      granted_at = excluded.granted_at, until = excluded.until, document = excluded.document`;
  const parameters = [
    ...[tenantId, id, scope.kind, scope.name, phase, askedAt.toISOString(), askedBy.id],
    ...[granted?.grantedBy.id ?? null, granted?.grantedAt.toISOString() ?? null, granted?.until.toISOString() ?? null],
    JSON.stringify(elevation),
  ];
  return { name: "upsert_elevation", sql, parameters };
}
