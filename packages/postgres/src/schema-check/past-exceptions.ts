import type { Exceptions } from "./check-migrations.ts";

/** The last migration that may have exceptions. Whoever writes a later one finds another way. */
export const lastWithExceptions = 12;

const loop = "it gives the same few lines to each table of a list; what came of it is walked in the catalogue";
const backfill =
  "it fills new columns of rows that there were, as the owner, whom the policies bind; in one transaction that nobody else sees";

/** What older migrations do that none may do any more, each with the reason why it is right there. */
export const pastExceptions: Exceptions = {
  "0001_first_road": { hidden: loop },
  "0002_both_keys": { hidden: loop },
  "0003_levels": { hidden: loop, unguarded: backfill, required: "filled in the same transaction, before any release" },
  "0004_nodes": { unguarded: backfill },
  "0005_approvals": {
    dropped: "two checks, put back with one more phase in them",
    narrowed: "the checks that were put back are wider than those that were dropped",
    unguarded: backfill,
    required: "filled in the same transaction, before any release",
  },
  "0006_panic": { hidden: loop },
  "0010_ledger_by_month": {
    renamed: "what there is becomes the first partition of the same name: no release notices, and no row is written",
    dropped: "keys and checks that are put back on the whole table, which has to hold the column it is divided by",
    narrowed:
      "a partition is read through its table alone, an execution's transitions have always come in order, and hashes keep their form",
    hidden: "the month that the first partition ends with is only known when it runs, and a loop over two tables",
    unguarded: "appending says in its one statement whose ledger it is, as the store says it in two",
    ledger_changed:
      "appending moves the head of the chain, as the server has always done: its trigger lets it only advance",
  },
  "0011_sealed_outputs": {
    hidden: loop,
    narrowed: "nothing starts for a tenant that was deleted, which no older release can do",
  },
  "0012_quicker_appends": {
    unguarded: "it appends as `append_events` does: one statement that says itself whose ledger it is",
    ledger_changed: "it moves the head of the chain as `append_events` does: the head's trigger lets it only advance",
  },
};
