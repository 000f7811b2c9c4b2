/** A policy.json to start from. A test reads it: what we tell people to start from must be right. */
export const examplePolicy = `{
  // How far things may run without a person. Steadyhand reads this as policy.json of the data folder, or from the file that
  // STEADYHAND_POLICY names, takes a change over within a second, and records it. What is left out stays strict.
  "$schema": "./policy.schema.json",
  "version": 1,

  // strict: every step waits for a person. audit: what its level allows runs by itself, and is recorded.
  "governance_mode": "strict",

  "environments": {
    "development": { "governance_mode": "audit" },
    "test": { "governance_mode": "audit", "standard": 3 },
    // Ceilings may be lowered freely. Production stands at L1, at most L2; L3 (safe diagnostics) takes a reason.
    "production": { "ceiling": 2, "action_classes": { "deletes": "deny" } },
  },

  // One project, subject or runbook can be held tighter, or locked.
  "projects": { "billing": { "ceiling": 2 } },
  "subjects": { "ledger-db": { "rate_limit": { "changes_per_hour": 4, "then": "deny" } } },

  // By what a command does: auto (nothing of its own), require (a person is asked), deny (refused).
  "action_classes": { "grants": "require", "spends": "require" },

  "approvals": [
    {
      "name": "dangerous in production",
      "when": { "environments": ["production"], "risks": ["dangerous"] },
      "approvers": [{ "role": "admin" }],
      "count": 2,
      "kind": "four_eyes",
      "escalation": [{ "after_minutes": 5, "approvers": [{ "person": "riley" }] }],
    },
  ],
  "approval_minutes": { "caution": 10 },

  // Changes run by themselves only while a window is open; outside of it they wait for a person.
  "windows": [
    {
      "name": "nights",
      "environments": ["production"],
      "when": { "days": ["monday", "tuesday", "wednesday", "thursday"], "from": "22:00", "to": "04:00", "time_zone": "Europe/Zurich" },
    },
  ],
  "freezes": [
    {
      "name": "end of year",
      "reason": "Nobody is there to look after a change",
      "environments": ["pre-production", "production"],
      "when": { "from": "2026-12-23T18:00:00+01:00", "to": "2027-01-04T06:00:00+01:00" },
      "allows": "second_person",
    },
  ],

  // One word switches a part off, everywhere: automatic_execution, rollback, scripts, actions, schedules.
  "flags": { "scripts": true },

  "panic": { "may_resume": [{ "role": "admin" }] },
}
`;
