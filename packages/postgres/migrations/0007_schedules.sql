-- 0007_schedules: what is to be started later, or again and again.

-- One row a schedule; what it did is in the ledger. The columns before `document` are what a look for due ones needs.
CREATE TABLE schedule (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  next_due timestamptz,
  -- Whoever reads a revision may store the next one: two servers never act on the same due time.
  revision integer NOT NULL,
  -- A server holds a due one this long; when it dies with it, another takes it up.
  held_until timestamptz,
  created_at timestamptz NOT NULL,
  document json NOT NULL,
  CONSTRAINT schedule_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT schedule_id_form CHECK (id ~ '^sch_[A-Za-z0-9_-]{1,64}$'),
  CONSTRAINT schedule_phase_known CHECK (phase IN ('active', 'paused', 'ended')),
  CONSTRAINT schedule_active_is_due CHECK ((phase = 'active') = (next_due IS NOT NULL)),
  CONSTRAINT schedule_revision_counts CHECK (revision >= 1)
);
CREATE INDEX schedule_due ON schedule (tenant_id, next_due) WHERE phase = 'active';
CREATE INDEX schedule_by_creation ON schedule (tenant_id, created_at DESC, id DESC);

ALTER TABLE schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE schedule FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON schedule USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

GRANT SELECT, INSERT, UPDATE (phase, next_due, revision, held_until, document) ON schedule TO steadyhand_app;
