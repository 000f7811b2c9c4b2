-- 0003_levels: takeover levels, trust, elevation, and what every attempt came to.

-- A document may hold what the database cannot make a text of: NUL, and halves of surrogate pairs.
CREATE FUNCTION readable(stored json) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(stored::text, '\\u(0000|d[89a-f][0-9a-f]{2})', '\\ufffd', 'gi')::json
$$;

-- What the rules of the gate ask about, beside the document: it is never taken apart by the database.
ALTER TABLE execution ADD COLUMN subject text COLLATE "C";
ALTER TABLE execution ADD COLUMN project text COLLATE "C" NOT NULL DEFAULT 'default';
ALTER TABLE execution ADD COLUMN environment text COLLATE "C";
ALTER TABLE execution ADD COLUMN runbook_id text COLLATE "C";
ALTER TABLE execution ADD COLUMN started_by text COLLATE "C";
-- The owner sees no tenant's rows either, except while it fills the new columns of those that there are.
ALTER TABLE execution NO FORCE ROW LEVEL SECURITY;
UPDATE execution SET
  subject = coalesce(nullif(left(ltrim(regexp_replace(
    lower(readable(summary) ->> 'targetName'), '[^a-z0-9._-]', '-', 'g'), '._-'), 64), ''), 'target'),
  environment = readable(summary) ->> 'environment',
  runbook_id = readable(summary) -> 'runbook' ->> 'id',
  started_by = readable(summary) -> 'startedBy' ->> 'id';
ALTER TABLE execution FORCE ROW LEVEL SECURITY;
ALTER TABLE execution
  ALTER COLUMN subject SET NOT NULL,
  ALTER COLUMN environment SET NOT NULL,
  ALTER COLUMN runbook_id SET NOT NULL,
  ALTER COLUMN started_by SET NOT NULL,
  ALTER COLUMN project DROP DEFAULT,
  ADD CONSTRAINT execution_subject_form CHECK (subject ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  ADD CONSTRAINT execution_project_form CHECK (project ~ '^[a-z0-9][a-z0-9._-]{0,63}$');

CREATE INDEX execution_by_subject ON execution (tenant_id, subject, started_at DESC);
CREATE INDEX execution_by_project ON execution (tenant_id, project, started_at DESC);

-- One row an attempt. `number` and the totals count on within a subject, so that what lies in a window of time is told
-- by two rows, however many lie between them.
CREATE TABLE attempt_record (
  tenant_id text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C" NOT NULL,
  step_id text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  project text COLLATE "C" NOT NULL,
  environment text COLLATE "C" NOT NULL,
  runbook_id text COLLATE "C" NOT NULL,
  target text NOT NULL,
  action_key text COLLATE "C" NOT NULL,
  action_class text COLLATE "C" NOT NULL,
  is_change boolean NOT NULL,
  risk text COLLATE "C" NOT NULL,
  how text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  approvers text[] NOT NULL,
  level smallint NOT NULL,
  number bigint NOT NULL,
  changes_total bigint NOT NULL,
  automatic_total bigint NOT NULL,
  dispatched_at timestamptz NOT NULL,
  ended_at timestamptz,
  result text COLLATE "C",
  judged_at timestamptz,
  holds boolean,
  outcome text COLLATE "C",
  CONSTRAINT attempt_record_pkey PRIMARY KEY (tenant_id, execution_id, step_id, attempt),
  CONSTRAINT attempt_record_of_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES execution (tenant_id, id),
  CONSTRAINT attempt_record_number_once UNIQUE (tenant_id, subject, number),
  CONSTRAINT attempt_record_purpose_known CHECK (purpose IN ('forward', 'rollback')),
  CONSTRAINT attempt_record_how_known CHECK (how IN ('automatic', 'approved', 'by_hand')),
  CONSTRAINT attempt_record_level_known CHECK (level BETWEEN 1 AND 5),
  CONSTRAINT attempt_record_outcome_known CHECK (outcome IN ('improved', 'unchanged', 'worse', 'unknown')),
  CONSTRAINT attempt_record_judged_whole CHECK ((judged_at IS NULL) = (outcome IS NULL) AND (outcome IS NULL) = (holds IS NULL))
-- Written when it is dispatched, when it ends and when it is judged.
) WITH (fillfactor = 70);
CREATE INDEX attempt_record_by_subject ON attempt_record (tenant_id, subject, dispatched_at DESC, number DESC);
CREATE INDEX attempt_record_by_actor ON attempt_record (tenant_id, actor_id, dispatched_at DESC);
CREATE INDEX attempt_record_by_project ON attempt_record (tenant_id, project, dispatched_at DESC);
CREATE INDEX attempt_record_by_action ON attempt_record (tenant_id, subject, action_key, number DESC);
CREATE INDEX attempt_record_open ON attempt_record (tenant_id, subject) WHERE judged_at IS NULL AND is_change;
CREATE INDEX attempt_record_setbacks ON attempt_record (tenant_id, subject, dispatched_at DESC) INCLUDE (action_key)
  WHERE outcome IN ('unchanged', 'worse');

-- Append-only: the newest row of a scope counts, the others say how it came there.
CREATE TABLE level_change (
  tenant_id text COLLATE "C" NOT NULL,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  scope text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  level smallint NOT NULL,
  how text COLLATE "C" NOT NULL,
  by_id text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  document json NOT NULL,
  CONSTRAINT level_change_pkey PRIMARY KEY (tenant_id, sequence),
  CONSTRAINT level_change_scope_known CHECK (scope IN ('subject', 'project')),
  CONSTRAINT level_change_name_form CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  CONSTRAINT level_change_level_known CHECK (level BETWEEN 1 AND 5),
  CONSTRAINT level_change_how_known CHECK (how IN ('set', 'promoted', 'demoted'))
);
CREATE INDEX level_change_newest ON level_change (tenant_id, scope, name, sequence DESC);

-- Trust of a runbook and locks on it, append-only; of each kind the newest row counts.
CREATE TABLE trust_change (
  tenant_id text COLLATE "C" NOT NULL,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  runbook_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  trust smallint,
  is_locked boolean,
  at timestamptz NOT NULL,
  document json NOT NULL,
  CONSTRAINT trust_change_pkey PRIMARY KEY (tenant_id, sequence),
  CONSTRAINT trust_change_kind_known CHECK (kind IN ('trust', 'lock')),
  CONSTRAINT trust_change_whole CHECK ((kind = 'trust') = (trust IS NOT NULL) AND (kind = 'lock') = (is_locked IS NOT NULL)),
  CONSTRAINT trust_change_trust_known CHECK (trust BETWEEN 0 AND 2)
);
CREATE INDEX trust_change_newest ON trust_change (tenant_id, runbook_id, kind, sequence DESC);

CREATE TRIGGER level_change_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON level_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER trust_change_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON trust_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE promotion (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  offered_at timestamptz NOT NULL,
  -- Until then nothing is offered again; set by whoever declines.
  silent_until timestamptz,
  document json NOT NULL,
  CONSTRAINT promotion_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT promotion_phase_known CHECK (phase IN ('offered', 'confirmed', 'declined', 'withdrawn'))
);
CREATE UNIQUE INDEX promotion_offered_once ON promotion (tenant_id, scope, name) WHERE phase = 'offered';
CREATE INDEX promotion_newest ON promotion (tenant_id, scope, name, offered_at DESC);

CREATE TABLE elevation (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  granted_by text COLLATE "C",
  granted_at timestamptz,
  -- Nothing has to run for it to end: what reads it looks at the time.
  until timestamptz,
  document json NOT NULL,
  CONSTRAINT elevation_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT elevation_phase_known CHECK (phase IN ('asked', 'granted', 'refused', 'ended')),
  CONSTRAINT elevation_of_two CHECK (granted_by IS NULL OR granted_by <> asked_by),
  CONSTRAINT elevation_granted_whole CHECK (
    (granted_by IS NULL) = (until IS NULL) AND (granted_at IS NULL) = (until IS NULL) AND (phase <> 'granted' OR until IS NOT NULL)
  ),
  CONSTRAINT elevation_at_most_an_hour CHECK (until <= granted_at + interval '60 minutes')
);
CREATE INDEX elevation_newest ON elevation (tenant_id, asked_at DESC, id DESC);
CREATE INDEX elevation_granted ON elevation (tenant_id, scope, name, until DESC) WHERE phase = 'granted';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['attempt_record', 'level_change', 'trust_change', 'promotion', 'elevation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name
    );
  END LOOP;
END $$;

GRANT SELECT, INSERT ON attempt_record, level_change, trust_change TO steadyhand_app;
GRANT UPDATE (ended_at, result, judged_at, holds, outcome) ON attempt_record TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE ON promotion, elevation TO steadyhand_app;
