import type { TenantId } from "@steadyhand/core/identity";
import type { IncidentId } from "@steadyhand/core/incident";
import type { Investigation, Turn } from "@steadyhand/core/investigation";
import type { InvestigationFilter } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";
import type { TimeToken } from "../paging/index.ts";
import {
  decodeInvestigation,
  encodeAnswered,
  encodeAsked,
  encodeInvestigation,
  type TurnDocuments,
} from "./investigation-codec.ts";

/** Whether something of it goes on: it looks, or what it proposed has not come to an end. */
function hasOpenRemedy(investigation: Investigation): boolean {
  if (investigation.phase !== "concluded" || investigation.remedy === undefined) return false;
  return investigation.remedy.phase !== "ended";
}

/** The incident's next. A second one that looks at the same time is refused by an index. */
export function insertInvestigation(tenantId: TenantId, investigation: Investigation): readonly Statement<unknown>[] {
  const { id, incidentId, subject, phase, startedAt, sequence } = investigation;
  const sql = `INSERT INTO ${schemaName}.investigation
      (tenant_id, id, incident_id, ordinal, subject, phase, has_open_remedy, started_at, sequence, document)
    SELECT $1, $2, $3, coalesce(max(ordinal), 0) + 1, $4, $5, $6, $7, $8, $9
    FROM ${schemaName}.investigation WHERE tenant_id = $1 AND incident_id = $3`;
  const open = hasOpenRemedy(investigation);
  const columns = [tenantId, id, incidentId, subject, phase, open, startedAt.toISOString(), sequence];
  const parameters = [...columns, encodeInvestigation(investigation)];
  const known = { ...investigation, turns: [] };
  return [{ name: "insert_investigation", sql, parameters }, ...turnStatements(tenantId, known, investigation)];
}

/** Writes one transition. One that was stored already, or leaves one out, is refused by a trigger. */
export function updateInvestigation(
  tenantId: TenantId,
  before: Investigation,
  after: Investigation,
): readonly Statement<unknown>[] {
  const { id, phase, sequence } = after;
  const sql = `UPDATE ${schemaName}.investigation
    SET phase = $3, has_open_remedy = $4, sequence = $5, document = $6 WHERE tenant_id = $1 AND id = $2`;
  const parameters = [tenantId, id, phase, hasOpenRemedy(after), sequence, encodeInvestigation(after)];
  return [{ name: "update_investigation", sql, parameters }, ...turnStatements(tenantId, before, after)];
}

/** Only what is new of the turns: what was answered is never written again. */
function turnStatements(
  tenantId: TenantId,
  before: Pick<Investigation, "turns">,
  after: Investigation,
): readonly Statement<unknown>[] {
  const known = new Map(before.turns.map((turn) => [turn.number, turn]));
  return after.turns.flatMap((turn) => {
    const earlier = known.get(turn.number);
    if (earlier === undefined) return [insertTurn(tenantId, after, turn)];
    return earlier.answer === undefined && turn.answer !== undefined ? [answerTurn(tenantId, after, turn)] : [];
  });
}

function insertTurn(tenantId: TenantId, { id }: Investigation, turn: Turn): Statement<unknown> {
  const sql = `INSERT INTO ${schemaName}.investigation_turn
    (tenant_id, investigation_id, number, asked, answered, text) VALUES ($1, $2, $3, $4, $5, $6)`;
  const parameters = [tenantId, id, turn.number, encodeAsked(turn), ...answerOf(turn)];
  return { name: "insert_investigation_turn", sql, parameters };
}

function answerTurn(tenantId: TenantId, { id }: Investigation, turn: Turn): Statement<unknown> {
  const sql = `UPDATE ${schemaName}.investigation_turn SET answered = $4, text = $5
    WHERE tenant_id = $1 AND investigation_id = $2 AND number = $3`;
  return { name: "answer_investigation_turn", sql, parameters: [tenantId, id, turn.number, ...answerOf(turn)] };
}

function answerOf({ answer }: Turn): readonly (string | null)[] {
  if (answer === undefined) return [null, null];
  const { answered, text } = encodeAnswered(answer);
  return [answered, text];
}

/** An investigation as its rows hold it. */
export interface InvestigationRow {
  readonly id: string;
  readonly started_at: Date;
  readonly document: unknown;
  readonly turns: readonly TurnDocuments[];
}

export function decodeRow({ document, turns }: InvestigationRow): Investigation {
  return decodeInvestigation(document, turns);
}

/** Of each row named `investigation`, with its turns in their order. */
const columns = `investigation.id, investigation.started_at, investigation.document, (
    SELECT coalesce(json_agg(json_build_object(
      'number', turn.number, 'asked', turn.asked, 'answered', turn.answered, 'text', turn.text
    ) ORDER BY turn.number), '[]'::json)
    FROM ${schemaName}.investigation_turn AS turn
    WHERE turn.tenant_id = investigation.tenant_id AND turn.investigation_id = investigation.id
  ) AS turns`;

export function selectInvestigation(tenantId: TenantId, id: string): Statement<InvestigationRow> {
  const sql = `SELECT ${columns} FROM ${schemaName}.investigation WHERE tenant_id = $1 AND id = $2`;
  return { name: "get_investigation", sql, parameters: [tenantId, id] };
}

export function selectOfIncident(tenantId: TenantId, incidentId: IncidentId): Statement<InvestigationRow> {
  const sql = `SELECT ${columns} FROM ${schemaName}.investigation
    WHERE tenant_id = $1 AND incident_id = $2 ORDER BY ordinal`;
  return { name: "investigations_of_incident", sql, parameters: [tenantId, incidentId] };
}

interface Asked extends InvestigationFilter {
  readonly after?: TimeToken;
  readonly limit: number;
}

export function selectPage(
  tenantId: TenantId,
  { incidentId, subject, phase, after, limit }: Asked,
): Statement<InvestigationRow> {
  const sql = `SELECT ${columns} FROM ${schemaName}.investigation
    WHERE tenant_id = $1 AND ($2::text IS NULL OR incident_id = $2) AND ($3::text IS NULL OR subject = $3)
      AND ($4::text IS NULL OR phase = $4) AND ($5::timestamptz IS NULL OR (started_at, id) < ($5, $6))
    ORDER BY started_at DESC, id DESC LIMIT $7`;
  const wanted = [incidentId, subject, phase, after?.at.toISOString(), after?.id].map((value) => value ?? null);
  return { sql, name: "list_investigations", parameters: [tenantId, ...wanted, limit] };
}

interface OpenRow {
  readonly incident_id: IncidentId;
  readonly subject: string;
}

export function selectOpen(tenantId: TenantId, subjects: readonly string[]): Statement<OpenRow> {
  const sql = `SELECT id AS incident_id, subject FROM ${schemaName}.incident
      WHERE tenant_id = $1 AND subject = ANY($2::text[]) AND phase <> 'resolved' AND ${lives}
    UNION SELECT incident_id, subject FROM ${schemaName}.investigation
      WHERE tenant_id = $1 AND subject = ANY($2::text[]) AND (phase = 'looking' OR has_open_remedy) AND ${lives}`;
  return { name: "open_incidents", sql, parameters: [tenantId, [...subjects]] };
}

/** Of a deleted tenant nothing goes on. */
const lives = `NOT EXISTS (SELECT FROM ${schemaName}.tenant WHERE tenant_id = $1 AND deleted_at IS NOT NULL)`;

/** Whether an investigation may begin: its incident is not resolved, and none of it is looking. */
export function selectMayBegin(tenantId: TenantId, { incidentId }: Investigation): Statement<{ may: boolean }> {
  const sql = `SELECT EXISTS (
      SELECT FROM ${schemaName}.incident WHERE tenant_id = $1 AND id = $2 AND phase <> 'resolved'
    ) AND NOT EXISTS (
      SELECT FROM ${schemaName}.investigation WHERE tenant_id = $1 AND incident_id = $2 AND phase = 'looking'
    ) AS may`;
  return { name: "may_begin_investigation", sql, parameters: [tenantId, incidentId] };
}
