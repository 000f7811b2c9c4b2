import { dayBounds } from "@steadyhand/core/digest";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer, tenantId } from "../../test/test-server.ts";
import type { Statement } from "../database/index.ts";
import { selectErrors, selectStreaks, selectVolumes } from "./anomaly-counts.ts";
import { selectActiveHours } from "./anomaly-hours.ts";
import { selectFresh, selectUsed } from "./anomaly-uses.ts";
import type { Look } from "./find-anomalies.ts";
import { selectDay } from "./summarize.ts";

/** Of 80 days: 500 events, 500 attempts, 50 questions and 50 runs on each. */
const events = 40_000;
const days = events / 500;
const bounds = dayBounds("2026-11-20", "UTC");

let server: TestServer;
let client: Client;
beforeAll(async () => {
  server = await openTestServer();
  client = await server.superuser(await server.newPlace());
  await client.query("SET search_path TO steadyhand");
  await client.query(fill);
  await client.query("ANALYZE audit_event, attempt_record, approval, execution");
  // As the application asks: bound by the tenants' policies, with one plan for whatever is asked.
  await client.query(
    `SET ROLE steadyhand_app; SET app.tenant_id = '${tenantId}'; SET plan_cache_mode = force_generic_plan`,
  );
}, 120_000);
afterAll(async () => {
  await client.end();
  await server.close();
});

const at = (number: string) => `'2026-11-21'::timestamptz - ${number} * interval '${days} days' / ${events}`;
const fill = `
  INSERT INTO execution (tenant_id, id, sequence, phase, started_at, ended_at, summary, document, subject, project,
      environment, runbook_id, started_by)
    SELECT '${tenantId}', 'exe_' || n, 1, 'completed', ${at("n * 10")}, ${at("n * 10")}, '{"startedBy":{"name":"Riley"}}',
      '{}', 's-' || n % 50, 'default', 'production', 'rbk_1', 'act_riley' FROM generate_series(1, ${events / 10}) AS n;
  INSERT INTO audit_event (tenant_id, sequence, type, actor_id, execution_id, execution_sequence, part, outcome, at, text, hash)
    SELECT '${tenantId}', ${events} - 9 - n, CASE n % 10 WHEN 0 THEN 'execution.completed' WHEN 1 THEN 'step.proposed' ELSE 'step.executed' END,
      'act_' || n % 40, 'exe_' || 1 + n / 10, n % 10, 0, 'ok', ${at("n")},
      '{"actor":{"id":"act_' || n % 40 || '","kind":"person","name":"Riley"},"at":"2026-11-20T00:00:00.000Z","pad":"' ||
        repeat('x', 400) || '"}', repeat('0', 64) FROM generate_series(1, ${events} - 10) AS n;
  INSERT INTO attempt_record (tenant_id, execution_id, step_id, attempt, purpose, subject, project, environment, runbook_id,
      target, action_key, action_class, is_change, risk, how, actor_id, approvers, level, number, changes_total,
      automatic_total, dispatched_at, ended_at, result, judged_at, holds, outcome)
    SELECT '${tenantId}', 'exe_' || 1 + (n - 1) / 10, 'stp_1', n, 'forward', 's-' || n % 50, 'p-' || n % 50, 'production', 'rbk_1', 'web-1',
      'key-' || n % 200, 'reads', false, 'safe', 'automatic', 'act_' || n % 40, '{}', 2, n, 0, 0, ${at("n")}, ${at("n")},
      'succeeded', ${at("n")}, n % 40 > 0, 'unchanged' FROM generate_series(1, ${events}) AS n;
  INSERT INTO approval (tenant_id, id, execution_id, step_id, phase, document, proposal_bytes, requested_at)
    SELECT '${tenantId}', 'apr_' || n, 'exe_1', 'stp_1', 'granted', '{"at":"2026-11-21T00:00:00.000Z"}', '{}',
      ${at("n * 10")} FROM generate_series(1, ${events / 10}) AS n`;

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Node[];
}

/** How many rows of our tables a statement looks at, and which tables it reads from end to end. */
async function costOf(statement: Statement<unknown>) {
  if (!("name" in statement)) throw new TypeError("written by hand, all of them");
  await client.query(`PREPARE own AS ${statement.sql}`);
  const values = statement.parameters.map((value) => (Array.isArray(value) ? `'{${value}}'` : `'${value}'`)).join(", ");
  const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE own (${values})`);
  await client.query("DEALLOCATE own");
  const scans = flat(rows[0]["QUERY PLAN"][0].Plan).filter((node) => node["Relation Name"] !== undefined);
  const rowsOf = (node: Node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
  // A month without events has nothing in it to be read.
  const whole = scans
    .filter((node) => node["Node Type"] === "Seq Scan" && rowsOf(node) > 0)
    .map((node) => node["Relation Name"]);
  const indexes = new Set(scans.map((node) => node["Index Name"]));
  return { whole, indexes, rows: scans.reduce((sum, node) => sum + rowsOf(node), 0) };
}

function flat(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)];
}

describe(`on a record of ${days} days with ${events} events and as many attempts`, () => {
  it("a day's summary looks at what lies within the day", async () => {
    const { whole, rows, indexes } = await costOf(selectDay(tenantId, bounds));
    expect(whole).toEqual([]);
    // From PostgreSQL 18 on an index that begins with the project would do too; before it nothing else would.
    expect(indexes).toContain("attempt_record_by_time");
    // Its 500 events and its 500 attempts twice, its 50 runs once and its 50 questions twice.
    expect(rows).toBeLessThan(2_500);
  });

  it.each([
    ["errors", selectErrors, 20_000],
    ["volumes", selectVolumes, 3_000],
    ["hours", selectActiveHours, 20_000],
    ["streaks", selectStreaks, 12_000],
    ["first uses", selectFresh, 60_000],
    ["known programs", selectNeverUsed, 30_000],
  ] as const)(
    "the search for anomalies looks at a window and what it is compared with: %s",
    async (_name, select, most) => {
      const window = { since: new Date(bounds.to.getTime() - 7 * 86_400_000), until: bounds.to };
      const { whole, rows } = await costOf(select({ tenantId, window }));
      expect(whole).toEqual([]);
      expect(rows).toBeLessThan(most);
    },
  );
});

/** The dearest question: everything that somebody ran in 90 days is looked through, and it is not there. */
function selectNeverUsed(look: Look): Statement<unknown> {
  return selectUsed(look, [
    { actor: { id: "act_7", name: "Seven", knownSince: look.window.since }, name: "terraform" },
  ]);
}
