import type { TenantId } from "@steadyhand/core/identity";
import type { Incident, ViolationKey } from "@steadyhand/core/incident";
import type { KeptWatch } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";
import { encodeWatch } from "./incident-codec.ts";

/** Of one subject. */
type Of<Item> = Item & { readonly subject: string };

/** Writes where invariants stand, all of them at once. */
export function putWatches(tenantId: TenantId, watches: readonly Of<KeptWatch>[]): readonly Statement<unknown>[] {
  if (watches.length === 0) return [];
  const sql = `INSERT INTO ${schemaName}.subject_watch (tenant_id, subject, invariant, member, phase, document)
    SELECT $1, given.subject, given.invariant, given.member, given.phase, given.document::json
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS given (subject, invariant, member, phase, document)
    ON CONFLICT (tenant_id, subject, invariant, member)
    DO UPDATE SET phase = excluded.phase, document = excluded.document`;
  const phases = watches.map(({ watched }) => watched.phase);
  const parameters = [tenantId, ...columnsOf(watches), phases, watches.map(encodeWatch)];
  return [{ name: "put_subject_watches", sql, parameters }];
}

export function removeWatches(tenantId: TenantId, gone: readonly Of<ViolationKey>[]): readonly Statement<unknown>[] {
  if (gone.length === 0) return [];
  const sql = `DELETE FROM ${schemaName}.subject_watch AS watch
    USING unnest($2::text[], $3::text[], $4::text[]) AS given (subject, invariant, member)
    WHERE watch.tenant_id = $1 AND watch.subject = given.subject AND watch.invariant = given.invariant
      AND watch.member = given.member`;
  return [{ name: "remove_subject_watches", sql, parameters: [tenantId, ...columnsOf(gone)] }];
}

function columnsOf(keys: readonly Of<ViolationKey>[]) {
  return [
    keys.map(({ subject }) => subject),
    keys.map(({ invariant }) => invariant),
    keys.map(({ member = "" }) => member),
  ];
}

/** Writes one transition of an incident. One that is there already under that id, or has gone on, is refused by a trigger. */
export function putIncident(tenantId: TenantId, incident: Incident): readonly Statement<unknown>[] {
  const { id, subject, phase, severity, openedAt, hold, sequence } = incident;
  const sql = `INSERT INTO ${schemaName}.incident
      (tenant_id, id, subject, phase, severity, is_held, opened_at, resolved_at, sequence, document)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (tenant_id, id) DO UPDATE SET phase = excluded.phase, severity = excluded.severity,
      is_held = excluded.is_held, resolved_at = excluded.resolved_at, sequence = excluded.sequence,
      document = excluded.document`;
  const resolvedAt = incident.phase === "resolved" ? incident.resolvedAt.toISOString() : null;
  const parameters = [
    ...[tenantId, id, subject, phase, severity, hold !== undefined, openedAt.toISOString(), resolvedAt, sequence],
    JSON.stringify(incident),
  ];
  return [{ name: "put_incident", sql, parameters }, putViolations(tenantId, incident)];
}

function putViolations(tenantId: TenantId, { id, violations }: Incident): Statement<unknown> {
  const sql = `INSERT INTO ${schemaName}.incident_violation AS own
      (tenant_id, incident_id, invariant, member, state, severity, confirmed_at)
    SELECT $1, $2, given.* FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) AS given
    ON CONFLICT (tenant_id, incident_id, invariant, member) DO UPDATE
      SET state = excluded.state, severity = excluded.severity, confirmed_at = excluded.confirmed_at
      WHERE (own.state, own.severity, own.confirmed_at)
        IS DISTINCT FROM (excluded.state, excluded.severity, excluded.confirmed_at)`;
  const columns = [
    violations.map(({ invariant }) => invariant),
    violations.map(({ member = "" }) => member),
    violations.map(({ state }) => state),
    violations.map(({ severity }) => severity),
    violations.map(({ confirmedAt }) => confirmedAt.toISOString()),
  ];
  return { name: "put_incident_violations", sql, parameters: [tenantId, id, ...columns] };
}
