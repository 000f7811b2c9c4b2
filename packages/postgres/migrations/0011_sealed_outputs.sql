-- 0011_sealed_outputs: full outputs lie encrypted, under keys of their tenant that can be rotated and destroyed.

-- A tenant's data keys, wrapped by a master key that the database never sees. The newest version seals, all of them open.
CREATE TABLE tenant_key (
  tenant_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  -- Which master key wrapped it; the name says nothing of the key.
  master_id text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  -- An HMAC under the data key over tenant and version: a wrapped key that was put in another's place is found.
  key_check text COLLATE "C" NOT NULL,
  made_at timestamptz NOT NULL,
  wrapped_at timestamptz NOT NULL,
  CONSTRAINT tenant_key_pkey PRIMARY KEY (tenant_id, version),
  CONSTRAINT tenant_key_counts_from_one CHECK (version >= 1),
  CONSTRAINT tenant_key_check_form CHECK (key_check ~ '^[0-9a-f]{32}$')
);

-- Which blob holds what one stream of one attempt wrote.
CREATE TABLE output_blob (
  tenant_id text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C" NOT NULL,
  step_id text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  stream text COLLATE "C" NOT NULL,
  -- SHA-256 of the sealed bytes.
  name text COLLATE "C" NOT NULL,
  key_version integer NOT NULL,
  place text COLLATE "C" NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT output_blob_pkey PRIMARY KEY (tenant_id, execution_id, step_id, attempt, stream),
  CONSTRAINT output_blob_of_attempt FOREIGN KEY (tenant_id, execution_id, step_id, attempt)
    REFERENCES attempt_output (tenant_id, execution_id, step_id, attempt),
  CONSTRAINT output_blob_stream_known CHECK (stream IN ('stdout', 'stderr')),
  CONSTRAINT output_blob_place_known CHECK (place IN ('store', 'database')),
  CONSTRAINT output_blob_name_form CHECK (name ~ '^[0-9a-f]{64}$')
);
CREATE INDEX output_blob_by_name ON output_blob (tenant_id, name);

-- Sealed bytes that lie here: all of them where no other place is set up, else those that its store could not take.
CREATE TABLE sealed_blob (
  tenant_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  put_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT sealed_blob_pkey PRIMARY KEY (tenant_id, name),
  CONSTRAINT sealed_blob_name_form CHECK (name ~ '^[0-9a-f]{64}$')
);
-- What is compressed and encrypted cannot be made smaller.
ALTER TABLE sealed_blob ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Its folder in the store of blobs: a name that says nothing, so that two databases can share a bucket.
ALTER TABLE tenant ADD COLUMN output_space uuid NOT NULL DEFAULT gen_random_uuid();
-- Its keys are destroyed and nothing of it starts any more; its row and its ledger stay.
ALTER TABLE tenant ADD COLUMN deleted_at timestamptz;

CREATE FUNCTION refuse_deleted_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM steadyhand.tenant t WHERE t.tenant_id = NEW.tenant_id AND t.deleted_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'tenant % is deleted', NEW.tenant_id USING ERRCODE = 'SH006';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER execution_of_living_tenant BEFORE INSERT ON execution
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_tenant();
CREATE TRIGGER tenant_key_of_living_tenant BEFORE INSERT ON tenant_key
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_tenant();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant_key', 'output_blob', 'sealed_blob'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name
    );
  END LOOP;
END $$;

-- A key is made, wrapped anew and destroyed, and never becomes another version's or tenant's.
GRANT SELECT, INSERT, UPDATE (master_id, wrapped, wrapped_at), DELETE ON tenant_key TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON output_blob TO steadyhand_app;
GRANT SELECT, INSERT, DELETE ON sealed_blob TO steadyhand_app;
GRANT UPDATE (deleted_at) ON tenant TO steadyhand_app;
