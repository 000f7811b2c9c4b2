/** Why a statement is refused: each of them would break a release that still runs, or a promise of the schema. */
export const rules = {
  dropped: "an older release still uses what is dropped",
  renamed: "an older release still uses the old name",
  retyped: "an older release still writes the old type, and every row is rewritten under a lock",
  required: "an older release writes no value for it",
  narrowed: "an older release may write what would be refused",
  ledger_changed: "the ledger only grows, and only the server appends to it",
  rows_removed: "what is removed is gone for an older release too",
  unguarded: "it takes away what keeps tenants apart or the record whole, if only for a while",
  granted_too_much:
    "the application's role has SELECT, INSERT, UPDATE and DELETE on tables, no partition, and nobody else has anything",
  definer: "it would run with the rights of the schema's owner, past row-level security",
  hidden: "it builds what it runs, so that nobody can check it here",
  transaction: "a migration is one transaction, and this cannot be a part of it",
  unknown: "nothing is known of it here: decide what it may do, and add it to the check",
  no_sunset:
    "where a successor stands beside its elder, `-- written:` and `-- sunset_date:` say for how long, 30 days at most",
  no_dual_write:
    "both have to be written in one transaction: a trigger of this migration on each has to fill the other",
  sunset_passed: "its days are over: end the dual write in a new migration, and stop using the elder",
  misread:
    "`-- readable_from:` names, in four digits, an earlier migration: the oldest release that can go on ends with it",
  exception_unused: "an exception is stated that nothing needs any more",
} as const;

export type RuleName = keyof typeof rules;
