-- 0001_first_road: tenants, runbooks, executions, people and the ledger of the first road.

-- Whoever has rows here has a tenant. Only a session that says what it is about to do may see them all.
CREATE TABLE tenant (
  tenant_id text COLLATE "C" NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT tenant_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT tenant_id_form CHECK (tenant_id ~ '^ten_[A-Za-z0-9_-]{1,64}$')
);

CREATE TABLE runbook_version (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  steps integer NOT NULL,
  source_sha256 text COLLATE "C" NOT NULL,
  imported_by json NOT NULL,
  imported_at timestamptz NOT NULL,
  -- json, not jsonb: the text comes back as it went in, NUL escapes and key order included.
  parsed json NOT NULL,
  plan json NOT NULL,
  CONSTRAINT runbook_version_pkey PRIMARY KEY (tenant_id, id, version),
  CONSTRAINT runbook_version_counts_from_one CHECK (version >= 1)
);
CREATE INDEX runbook_version_by_import ON runbook_version (tenant_id, imported_at DESC, id DESC);
CREATE INDEX runbook_version_by_source ON runbook_version (tenant_id, source_sha256);

CREATE TABLE execution (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  sequence integer NOT NULL,
  phase text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- What a list shows; json, so that a document is never taken apart by the database.
  summary json NOT NULL,
  document json NOT NULL,
  CONSTRAINT execution_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT execution_phase_known CHECK (
    phase IN ('running', 'paused', 'manual_intervention', 'completed', 'aborted')
  ),
  CONSTRAINT execution_ended_when_terminal CHECK ((phase IN ('completed', 'aborted')) = (ended_at IS NOT NULL))
-- Rewritten at every transition: with room on the page the new row needs no new index entries.
) WITH (fillfactor = 60);
CREATE INDEX execution_by_start ON execution (tenant_id, started_at DESC, id DESC);
CREATE INDEX execution_open ON execution (tenant_id, id) WHERE ended_at IS NULL;

CREATE TABLE approval (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C" NOT NULL,
  step_id text COLLATE "C" NOT NULL,
  phase text NOT NULL,
  document json NOT NULL,
  proposal_bytes text NOT NULL,
  CONSTRAINT approval_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT approval_of_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES execution (tenant_id, id),
  CONSTRAINT approval_phase_known CHECK (phase IN ('requested', 'granted', 'rejected', 'expired', 'void'))
);
CREATE INDEX approval_by_execution ON approval (tenant_id, execution_id);

CREATE TABLE attempt_output (
  tenant_id text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C" NOT NULL,
  step_id text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  result json NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT attempt_output_pkey PRIMARY KEY (tenant_id, execution_id, step_id, attempt),
  CONSTRAINT attempt_output_of_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES execution (tenant_id, id)
);

CREATE TABLE person (
  tenant_id text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  actor json NOT NULL,
  key_sha256 text COLLATE "C" NOT NULL,
  added_at timestamptz NOT NULL,
  CONSTRAINT person_pkey PRIMARY KEY (tenant_id, actor_id),
  CONSTRAINT person_key_unique UNIQUE (key_sha256),
  CONSTRAINT person_key_form CHECK (key_sha256 ~ '^[0-9a-f]{64}$')
);

-- One row a tenant: the end of its chain, and the lock that puts its events in order.
CREATE TABLE audit_head (
  tenant_id text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  hash text COLLATE "C" NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (tenant_id)
) WITH (fillfactor = 20);

-- `text` is what counts: canonical JSON, and `hash` its SHA-256. The columns before it only make it findable.
CREATE TABLE audit_event (
  tenant_id text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C",
  execution_sequence integer,
  part integer,
  runbook_id text COLLATE "C",
  outcome text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  text text NOT NULL,
  hash text COLLATE "C" NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT audit_event_pkey PRIMARY KEY (tenant_id, sequence),
  CONSTRAINT audit_event_once UNIQUE (tenant_id, execution_id, execution_sequence, part),
  CONSTRAINT audit_event_counts_from_one CHECK (sequence >= 1),
  CONSTRAINT audit_event_hash_form CHECK (hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX audit_event_by_type ON audit_event (tenant_id, type, sequence);
CREATE INDEX audit_event_by_time ON audit_event (tenant_id, at);

-- Append-only, whoever asks: missing grants stop the application, these stop the owner's mistakes too.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger only grows: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'SH001';
END $$;
CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION head_only_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence > OLD.sequence AND NEW.tenant_id = OLD.tenant_id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the head of % cannot go from % to %', OLD.tenant_id, OLD.sequence, NEW.sequence
    USING ERRCODE = 'SH002';
END $$;
CREATE TRIGGER audit_head_only_advances BEFORE UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION head_only_advances();

-- A decided approval never changes. Storing the same decision again is no change.
CREATE FUNCTION approval_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.phase = 'requested' OR (NEW.phase = OLD.phase AND NEW.document::text = OLD.document::text) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'approval % is already %', OLD.id, OLD.phase USING ERRCODE = 'SH003';
END $$;
CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval
  FOR EACH ROW EXECUTE FUNCTION approval_decided_once();

-- Every table of a tenant's: without a tenant in the session there is nothing, for the owner too.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'tenant', 'runbook_version', 'execution', 'approval', 'attempt_output', 'person', 'audit_head', 'audit_event'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name
    );
  END LOOP;
END $$;

-- Signing in comes before the tenant is known: whoever holds a key's hash may see the one person it belongs to.
CREATE POLICY by_key ON person FOR SELECT
  USING (key_sha256 = nullif(current_setting('app.key_sha256', true), ''));
-- A starting engine asks which tenants there are, and then looks at one after the other.
CREATE POLICY listed ON tenant FOR SELECT
  USING (current_setting('app.lists_tenants', true) = 'on');

GRANT SELECT, INSERT ON tenant, runbook_version, audit_event TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE ON execution, approval, attempt_output TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (sequence, hash) ON audit_head TO steadyhand_app;
GRANT SELECT, INSERT, DELETE ON person TO steadyhand_app;
