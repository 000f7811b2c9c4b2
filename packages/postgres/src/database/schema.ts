import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { schemaName } from "./prepare-roles.ts";

/** The tables as queries see them. `json` columns go in as text and come out parsed. */
export interface Schema {
  tenant: { tenant_id: string };
  runbook_version: {
    tenant_id: string;
    id: string;
    version: number;
    title: string;
    steps: number;
    source_sha256: string;
    imported_by: unknown;
    imported_at: Date;
    parsed: unknown;
    plan: unknown;
  };
  execution: {
    tenant_id: string;
    id: string;
    sequence: number;
    phase: string;
    started_at: Date;
    ended_at: Date | null;
    summary: unknown;
    document: unknown;
    subject: string;
    project: string;
    environment: string;
    runbook_id: string;
    started_by: string;
  };
  approval: {
    tenant_id: string;
    id: string;
    execution_id: string;
    step_id: string;
    phase: string;
    document: unknown;
    proposal_bytes: string;
    requested_at: Date;
  };
  attempt_output: {
    tenant_id: string;
    execution_id: string;
    step_id: string;
    attempt: number;
    result: unknown;
    stored_at: Date;
  };
  level_change: {
    tenant_id: string;
    sequence: number;
    scope: string;
    name: string;
    level: number;
    how: string;
    by_id: string;
    at: Date;
    document: unknown;
  };
  trust_change: {
    tenant_id: string;
    sequence: number;
    runbook_id: string;
    kind: string;
    trust: number | null;
    is_locked: boolean | null;
    at: Date;
    document: unknown;
  };
  promotion: {
    tenant_id: string;
    id: string;
    scope: string;
    name: string;
    phase: string;
    offered_at: Date;
    silent_until: Date | null;
    document: unknown;
  };
  elevation: {
    tenant_id: string;
    id: string;
    scope: string;
    name: string;
    phase: string;
    asked_at: Date;
    until: Date | null;
    document: unknown;
  };
  person: {
    tenant_id: string;
    actor_id: string;
    actor: unknown;
    key_sha256: string;
    added_at: Date;
    roles: string[];
  };
  incident: {
    tenant_id: string;
    id: string;
    subject: string;
    phase: string;
    opened_at: Date;
    document: unknown;
  };
  audit_head: { tenant_id: string; sequence: number; hash: string };
  audit_event: {
    tenant_id: string;
    sequence: number;
    type: string;
    actor_id: string;
    execution_id: string | null;
    execution_sequence: number | null;
    part: number | null;
    runbook_id: string | null;
    outcome: string;
    at: Date;
    text: string;
    hash: string;
  };
}

/** Composes queries; it runs none. They run within a tenant's transaction, which `Database` opens. */
export const sqlBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}).withSchema(schemaName);

/** One statement to run: composed, or written by hand and then named, so that the server plans it once. */
export type Statement<Row> =
  | CompiledQuery<Row>
  | { readonly name: string; readonly sql: string; readonly parameters: readonly unknown[] };
