-- 0006_panic: every press of the button, how far two people are in ending it, and what nodes know one another by.

-- One row a press. It is on until two people have lifted it, and then it stays as it was.
CREATE TABLE panic (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  pressed_at timestamptz NOT NULL,
  lifted_at timestamptz,
  document json NOT NULL,
  CONSTRAINT panic_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT panic_id_form CHECK (id ~ '^pan_[A-Za-z0-9_-]{1,64}$')
);
CREATE INDEX panic_on ON panic (tenant_id, pressed_at) WHERE lifted_at IS NULL;
CREATE INDEX panic_lifted ON panic (tenant_id, lifted_at DESC) WHERE lifted_at IS NOT NULL;

CREATE FUNCTION panic_lifts_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NULL AND NEW.id = OLD.id AND NEW.tenant_id = OLD.tenant_id
     AND NEW.document::text = OLD.document::text AND NEW.pressed_at = OLD.pressed_at THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'panic % cannot be changed but by lifting it, once', OLD.id USING ERRCODE = 'SH003';
END $$;
CREATE TRIGGER panic_lifts_once BEFORE UPDATE ON panic FOR EACH ROW EXECUTE FUNCTION panic_lifts_once();
CREATE TRIGGER panic_stays BEFORE DELETE OR TRUNCATE ON panic FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An admin has asked to end the panic and a second person is waited for. One row at most.
CREATE TABLE panic_resumption (
  tenant_id text COLLATE "C" NOT NULL,
  document json NOT NULL,
  CONSTRAINT panic_resumption_pkey PRIMARY KEY (tenant_id)
);

-- Nodes sign with it what they tell one another. Made by the first of them.
CREATE TABLE cluster_secret (
  tenant_id text COLLATE "C" NOT NULL,
  secret text NOT NULL,
  CONSTRAINT cluster_secret_pkey PRIMARY KEY (tenant_id),
  CONSTRAINT cluster_secret_long CHECK (length(secret) >= 32)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['panic', 'panic_resumption', 'cluster_secret'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name
    );
  END LOOP;
END $$;

-- A heartbeat looks whether any press is on: it stops every node, whoever's it is.
CREATE POLICY by_nodes ON panic FOR SELECT USING (current_setting('app.sees_nodes', true) = 'on');

GRANT SELECT, INSERT, UPDATE (lifted_at) ON panic TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (document) ON panic_resumption TO steadyhand_app;
GRANT SELECT, INSERT ON cluster_secret TO steadyhand_app;
