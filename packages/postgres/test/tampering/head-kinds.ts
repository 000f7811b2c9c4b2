import { rechain, storedEvents } from "./sample-chain.ts";
import { bySql, headToLastOf, type TamperingKind } from "./tampering-kind.ts";

const setHead = (what: string) => `UPDATE audit_head SET ${what} WHERE tenant_id = 'T'`;
const cutFrom = (sequence: number) =>
  `DELETE FROM audit_event WHERE tenant_id = 'T' AND sequence >= ${sequence}; ${headToLastOf}`;
const rechained = (what: string, from: number, finding: TamperingKind["finding"]): TamperingKind => ({
  what,
  change: (client, tenant) => rechain(client, tenant, from),
  finding,
});

/** Where the chain ends, by its head alone. */
const ends: readonly TamperingKind[] = [
  bySql("a head that went on without events", setHead("sequence = 9"), "ledger.tail_cut", 7),
  bySql("a head that went back", setHead("sequence = 5"), "ledger.head_edited", 6),
  bySql(
    "a head that went back to before the first event",
    setHead("sequence = 0, hash = repeat('0', 64)"),
    "ledger.head_edited",
    1,
  ),
  bySql("another hash in the head", setHead("hash = repeat('0', 64)"), "ledger.head_edited", 6),
  bySql("the head's hash in capitals", setHead("hash = upper(hash)"), "ledger.head_edited", 6),
  bySql("no hash in the head", setHead("hash = NULL"), "ledger.head_edited", 6),
  bySql("a head that is gone", "DELETE FROM audit_head WHERE tenant_id = 'T'", "ledger.head_edited", 1),
  bySql(
    "a head that was given to another tenant",
    "UPDATE audit_head SET tenant_id = 'ten_y' WHERE tenant_id = 'T'",
    "ledger.head_edited",
    1,
  ),
  bySql(
    "the head of another tenant",
    `UPDATE audit_head SET hash = other.hash FROM audit_head AS other
    WHERE audit_head.tenant_id = 'T' AND other.tenant_id = 'ten_whole'`,
    "ledger.head_edited",
    6,
  ),
  bySql(
    "two heads",
    "INSERT INTO audit_head (tenant_id, sequence, hash) SELECT tenant_id, 3, hash FROM audit_head WHERE tenant_id = 'T'",
    "ledger.head_edited",
  ),
];

/** What is consistent in itself: only what was signed outside the database can tell. */
const histories: readonly TamperingKind[] = [
  bySql("a tail cut together with the head", cutFrom(5), "ledger.rolled_back", 5),
  bySql("a tail cut back to exactly what an earlier checkpoint states", cutFrom(4), "ledger.rolled_back", 4),
  bySql("a chain cut back to its first event", cutFrom(2), "ledger.rolled_back", 2),
  bySql(
    "a chain that was emptied, with a head that says so",
    `DELETE FROM audit_event WHERE tenant_id = 'T';
    ${setHead("sequence = 0, hash = repeat('0', 64)")}`,
    "ledger.rolled_back",
    1,
  ),
  bySql(
    "a whole tenant that is gone",
    `DELETE FROM audit_event WHERE tenant_id = 'T';
    DELETE FROM audit_head WHERE tenant_id = 'T'; DELETE FROM tenant WHERE tenant_id = 'T'`,
    "ledger.rolled_back",
    1,
  ),
  bySql(
    "a tenant that was given another name",
    `UPDATE audit_event SET tenant_id = 'ten_z' WHERE tenant_id = 'T';
    UPDATE audit_head SET tenant_id = 'ten_z' WHERE tenant_id = 'T'; UPDATE tenant SET tenant_id = 'ten_z' WHERE tenant_id = 'T'`,
    "ledger.rolled_back",
    1,
  ),
  rechained("a chain written anew from its start, head and all", 1, { code: "ledger.rechained", sequence: 3 }),
  rechained("a chain written anew from its third event, head and all", 3, { code: "ledger.rechained", sequence: 3 }),
  rechained("a chain written anew right after a checkpoint, head and all", 4, {
    code: "ledger.rechained",
    sequence: 6,
  }),
  rechained("a last event written anew, head and all", 6, { code: "ledger.rechained", sequence: 6 }),
  {
    what: "an event taken out and the chain closed over the gap, head and all",
    async change(client, tenant) {
      await client.query("DELETE FROM audit_event WHERE tenant_id = $1 AND sequence = 2", [tenant]);
      await client.query("UPDATE audit_event SET sequence = sequence - 1 WHERE tenant_id = $1 AND sequence > 2", [
        tenant,
      ]);
      await rechain(client, tenant, 2);
      const { length } = await storedEvents(client, tenant);
      await client.query("UPDATE audit_head SET sequence = $2 WHERE tenant_id = $1", [tenant, length]);
    },
    finding: { code: "ledger.rechained", sequence: 3 },
  },
];

export const headKinds: readonly TamperingKind[] = [...ends, ...histories];
