-- 0002_both_keys: what both keys said of every kept command, a model's answers so that each is paid for once, and what a day has cost.

-- One row a judgement. Nothing is overwritten: the newest of a command counts, and what was said before can be read.
CREATE TABLE classification (
  tenant_id text COLLATE "C" NOT NULL,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  runbook_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  step_id text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  occasion text COLLATE "C" NOT NULL,
  judged_at timestamptz NOT NULL,
  -- json, not jsonb: the text comes back as it went in, NUL escapes and key order included.
  document json NOT NULL,
  CONSTRAINT classification_pkey PRIMARY KEY (tenant_id, sequence),
  CONSTRAINT classification_of_version FOREIGN KEY (tenant_id, runbook_id, version)
    REFERENCES runbook_version (tenant_id, id, version),
  CONSTRAINT classification_purpose_known CHECK (purpose IN ('forward', 'rollback')),
  CONSTRAINT classification_occasion_known CHECK (occasion IN ('imported', 'rescanned'))
);
CREATE INDEX classification_newest ON classification (tenant_id, runbook_id, version, step_id, purpose, sequence DESC);

CREATE TRIGGER classification_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON classification
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A model's answers by the hash of everything that could change them. The oldest go: each can be asked for again.
CREATE TABLE model_answer (
  tenant_id text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  answer json NOT NULL,
  stored_at timestamptz NOT NULL,
  CONSTRAINT model_answer_pkey PRIMARY KEY (tenant_id, key),
  CONSTRAINT model_answer_key_form CHECK (key ~ '^[0-9a-f]{64}$')
);
CREATE INDEX model_answer_by_age ON model_answer (tenant_id, stored_at);

-- What a tenant's models have used in a day, in UTC. Reserved before a call and settled after it.
CREATE TABLE model_usage (
  tenant_id text COLLATE "C" NOT NULL,
  day date NOT NULL,
  tokens bigint NOT NULL,
  -- Millionths of a US dollar.
  micro_usd bigint NOT NULL,
  CONSTRAINT model_usage_pkey PRIMARY KEY (tenant_id, day),
  CONSTRAINT model_usage_not_negative CHECK (tokens >= 0 AND micro_usd >= 0)
-- Rewritten twice a call: with room on the page the new row needs no new index entry.
) WITH (fillfactor = 20);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['classification', 'model_answer', 'model_usage'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name
    );
  END LOOP;
END $$;

GRANT SELECT, INSERT ON classification TO steadyhand_app;
GRANT SELECT, INSERT, DELETE ON model_answer TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (tokens, micro_usd) ON model_usage TO steadyhand_app;
