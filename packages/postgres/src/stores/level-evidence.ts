import type { Environment } from "@steadyhand/core/autonomy";
import type { TenantId } from "@steadyhand/core/identity";
import { type CountedAttempt, mostRecentAttempts, type Scope, type Tally } from "@steadyhand/core/levels";
import type { KnownScope } from "@steadyhand/engine";
import { type Statement, schemaName } from "../database/index.ts";
import { decodeLevelChange, decodePromotion } from "./level-codec.ts";

/** What is known of one scope, as the database gives it. */
export interface EvidenceRow {
  readonly standing: unknown;
  readonly offer: unknown;
  readonly recent: readonly CountedAttempt[] | null;
  readonly tally: { readonly lab: Tally; readonly elsewhere: Tally; readonly environments: readonly Environment[] };
  readonly run_in: readonly Environment[] | null;
  readonly project: string | null;
}

interface EvidenceNeeds {
  /** Whose attempts count as recent; without it there are none. */
  readonly environment?: Environment;
  /** Nothing is counted over a long record for a level that began later: it cannot be raised yet. */
  readonly countFrom: Date;
  /** Whether to look where it was run, which is for people to see. Default true. */
  readonly runsToo?: boolean;
}

/** One statement for what levels are judged by, and for what people see of them. */
export function selectEvidence(
  tenantId: TenantId,
  { kind, name }: Scope,
  { environment, countFrom, runsToo = true }: EvidenceNeeds,
): Statement<EvidenceRow> {
  const parameters = [tenantId, name, environment ?? null, countFrom.toISOString(), runsToo];
  return { name: `evidence_of_${kind}`, sql: evidenceSql[kind], parameters };
}

const sqlFor = (kind: Scope["kind"]) => {
  // What a person did by hand, or ended, says nothing of how well things run; nor does what never began.
  const counted = `FROM ${schemaName}.attempt_record AS own WHERE own.tenant_id = $1 AND own.${kind} = $2
    AND own.judged_at IS NOT NULL AND own.how <> 'by_hand' AND own.result NOT IN ('cancelled', 'killed', 'not_started')
    AND own.dispatched_at > coalesce(newest.at, '-infinity')`;
  const isError = `(NOT own.holds OR own.outcome = 'worse')`;
  const tally = (where: string) => `json_build_object('attempts', count(*) FILTER (WHERE ${where}),
    'errors', count(*) FILTER (WHERE ${where} AND ${isError}),
    'worse', count(*) FILTER (WHERE ${where} AND own.outcome = 'worse'))`;
  return `SELECT newest.document AS standing,
    (SELECT document FROM ${schemaName}.promotion WHERE tenant_id = $1 AND scope = '${kind}' AND name = $2
      ORDER BY offered_at DESC LIMIT 1) AS offer,
    (SELECT json_agg(json_build_object('isError', is_error, 'level', level, 'outcome', outcome)) FROM (
      SELECT ${isError} AS is_error, own.level, own.outcome ${counted} AND own.environment = $3
      ORDER BY own.dispatched_at DESC, own.number DESC LIMIT ${mostRecentAttempts}) AS last) AS recent,
    (SELECT json_build_object('lab', ${tally("own.environment = 'lab'")}, 'elsewhere', ${tally("own.environment <> 'lab'")},
      'environments', coalesce(json_agg(DISTINCT own.environment), '[]'))
      ${counted} AND newest.at <= $4::timestamptz) AS tally,
    (SELECT json_agg(DISTINCT environment) FROM (SELECT environment FROM ${schemaName}.execution
      WHERE tenant_id = $1 AND ${kind} = $2 AND $5::boolean ORDER BY started_at DESC LIMIT 200) AS runs) AS run_in,
    (SELECT project FROM ${schemaName}.execution WHERE tenant_id = $1 AND ${kind} = $2 AND $5::boolean
      ORDER BY started_at DESC LIMIT 1) AS project
  FROM (SELECT 1) AS once LEFT JOIN LATERAL (SELECT document, at FROM ${schemaName}.level_change
    WHERE tenant_id = $1 AND scope = '${kind}' AND name = $2 ORDER BY sequence DESC LIMIT 1) AS newest ON true`;
};
const evidenceSql = { subject: sqlFor("subject"), project: sqlFor("project") };

export function decodeEvidence(scope: Scope, row: EvidenceRow): KnownScope {
  const newest = row.standing === null ? undefined : decodeLevelChange(row.standing);
  return {
    scope,
    ...(newest && { newest, standing: { level: newest.level, since: newest.at } }),
    recent: row.recent ?? [],
    tally: { lab: row.tally.lab, elsewhere: row.tally.elsewhere },
    environments: row.tally.environments,
    ...(row.offer !== null && { offer: decodePromotion(row.offer) }),
    runIn: row.run_in ?? [],
    ...(scope.kind === "subject" && row.project !== null && { project: row.project }),
  };
}
