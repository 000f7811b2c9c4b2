import { forgeNext, storedEvents } from "./sample-chain.ts";
import { bySql, headToLastOf, type TamperingKind } from "./tampering-kind.ts";

const columns = "type, actor_id, execution_id, execution_sequence, part, runbook_id, outcome";
const drop = (where: string) => `DELETE FROM audit_event WHERE tenant_id = 'T' AND ${where}`;
const move = (sequence: number, to: string) =>
  `UPDATE audit_event SET sequence = ${to} WHERE tenant_id = 'T' AND sequence = ${sequence}`;
const again = (sequence: number, as: string, at = "at") =>
  `INSERT INTO audit_event (tenant_id, sequence, ${columns}, at, text, hash)
    SELECT tenant_id, ${as}, ${columns}, ${at}, text, hash FROM audit_event WHERE tenant_id = 'T' AND sequence = ${sequence}`;
const swap = (one: number, other: number) =>
  [move(one, "1000"), move(other, String(one)), move(1000, String(other))].join(";");

/** Which events there are, and where they stand. */
export const rowKinds: readonly TamperingKind[] = [
  bySql("a first event that is gone", drop("sequence = 1"), "ledger.head_cut", 1),
  bySql("a month at the start that is gone", drop("sequence <= 3"), "ledger.head_cut", 1),
  bySql("an event in the middle that is gone", drop("sequence = 3"), "ledger.dropped", 3),
  bySql("events around the end of a month that are gone", drop("sequence IN (3, 4)"), "ledger.dropped", 3),
  bySql("every second event gone", drop("sequence % 2 = 0"), "ledger.dropped", 2),
  bySql("a last event that is gone", drop("sequence = 6"), "ledger.tail_cut", 6),
  bySql("a month at the end that is gone", drop("sequence >= 4"), "ledger.tail_cut", 4),
  bySql("every event gone", drop("true"), "ledger.tail_cut", 1),
  bySql(
    "an event gone, and those after it moved up",
    `${drop("sequence = 3")};
    UPDATE audit_event SET sequence = sequence - 1 WHERE tenant_id = 'T' AND sequence > 3; ${headToLastOf}`,
    "ledger.dropped",
    3,
  ),

  bySql("two events that changed places", swap(1, 2), "ledger.swapped", 1),
  bySql("two events of different months that changed places", swap(2, 5), "ledger.swapped", 2),
  bySql("three events that changed places in a ring", `${swap(1, 2)}; ${swap(2, 3)}`, "ledger.swapped", 1),
  bySql(
    "the first event moved to the end",
    `${move(1, "7")}; UPDATE audit_head SET sequence = 7 WHERE tenant_id = 'T'`,
    "ledger.swapped",
    1,
  ),
  bySql("an event moved beyond the head", move(3, "7"), "ledger.dropped", 3),

  bySql("an event that stands there twice", again(3, "3"), "ledger.doubled", 3),
  bySql(
    "an event that stands there twice, in two months",
    again(3, "3", "at + interval '1 month'"),
    "ledger.doubled",
    3,
  ),
  bySql("the last event once more, as the next", `${again(6, "7")}; ${headToLastOf}`, "ledger.doubled", 6),
  bySql("an earlier event once more, as the next", `${again(3, "7")}; ${headToLastOf}`, "ledger.doubled", 3),
  bySql("an event at place 0", again(3, "0"), "ledger.inserted"),
  bySql("an event far below the first", again(3, "-9223372036854775808"), "ledger.inserted"),
  bySql("an event without a place", again(3, "NULL"), "ledger.inserted"),
  bySql("an event behind a gap", again(6, "9"), "ledger.head_edited", 7),
  bySql("an event at the greatest place there is", again(6, "9223372036854775807"), "ledger.head_edited", 7),
  {
    what: "a forged event in the place of another, beside it",
    change: async (client, tenant) => {
      const [, second] = await storedEvents(client, tenant);
      if (second !== undefined) await forgeNext(client, tenant, second);
      // It bears a later time than the one whose place it claims: so it is the second that is looked at.
      await client.query(
        "UPDATE audit_event SET at = at + interval '1 day' WHERE tenant_id = $1 AND execution_sequence = 99",
        [tenant],
      );
    },
    finding: { code: "ledger.inserted", sequence: 3 },
  },
  {
    what: "a forged event behind the last, which the head does not name",
    change: async (client, tenant) => {
      const last = (await storedEvents(client, tenant)).at(-1);
      if (last !== undefined) await forgeNext(client, tenant, last);
    },
    finding: { code: "ledger.head_edited", sequence: 7 },
  },

  bySql(
    "an event moved to another tenant",
    `UPDATE audit_event SET tenant_id = 'ten_x' WHERE tenant_id = 'T' AND sequence = 3`,
    "ledger.dropped",
    3,
  ),
  bySql(
    "an event of another tenant in its place",
    `${drop("sequence = 3")};
    ${again(3, "3").replace("SELECT tenant_id", "SELECT 'T'").replace("tenant_id = 'T'", "tenant_id = 'ten_whole'")}`,
    "ledger.other_tenant",
    3,
  ),
  bySql(
    "the chain of another tenant in its place",
    `${drop("true")};
    INSERT INTO audit_event (tenant_id, sequence, ${columns}, at, text, hash)
      SELECT 'T', sequence, ${columns}, at, text, hash FROM audit_event WHERE tenant_id = 'ten_whole'; ${headToLastOf}`,
    "ledger.other_tenant",
    1,
  ),
];
