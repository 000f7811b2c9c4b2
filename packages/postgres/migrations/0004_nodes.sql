-- 0004_nodes: the servers that share this database, and who carries which execution.

-- One row a server. It belongs to the installation, not to a tenant, and holds nothing of one.
CREATE TABLE node (
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  -- Which target's steps it can run, and the folder whose journal remembers them.
  target text NOT NULL,
  runner_id text COLLATE "C" NOT NULL,
  version text NOT NULL,
  address text,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  epoch bigint NOT NULL DEFAULT 1,
  lease_until timestamptz NOT NULL,
  CONSTRAINT node_pkey PRIMARY KEY (id),
  CONSTRAINT node_id_form CHECK (id ~ '^nod_[A-Za-z0-9_-]{1,64}$'),
  CONSTRAINT node_epoch_counts_from_one CHECK (epoch >= 1)
-- Rewritten every second.
) WITH (fillfactor = 20);

CREATE FUNCTION node_epoch_only_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.epoch >= OLD.epoch AND NEW.id = OLD.id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the epoch of % cannot go from % to %', OLD.id, OLD.epoch, NEW.epoch USING ERRCODE = 'SH004';
END $$;
CREATE TRIGGER node_epoch_only_rises BEFORE UPDATE ON node
  FOR EACH ROW EXECUTE FUNCTION node_epoch_only_rises();

-- One row an open execution. Whose node has another epoch by now is carried by nobody.
CREATE TABLE execution_carrier (
  tenant_id text COLLATE "C" NOT NULL,
  execution_id text COLLATE "C" NOT NULL,
  target text NOT NULL,
  node_id text COLLATE "C",
  epoch bigint,
  -- The folder whose journal knows its present attempt; none while it was handed to no runner.
  runner_id text COLLATE "C",
  -- Another node changed it: its carrier has something to carry out.
  is_asked boolean NOT NULL DEFAULT false,
  CONSTRAINT execution_carrier_pkey PRIMARY KEY (tenant_id, execution_id),
  CONSTRAINT execution_carrier_of_execution FOREIGN KEY (tenant_id, execution_id) REFERENCES execution (tenant_id, id),
  CONSTRAINT execution_carrier_whole CHECK ((node_id IS NULL) = (epoch IS NULL))
) WITH (fillfactor = 50);
CREATE INDEX execution_carrier_of_node ON execution_carrier (node_id);

ALTER TABLE node ENABLE ROW LEVEL SECURITY;
ALTER TABLE node FORCE ROW LEVEL SECURITY;
CREATE POLICY by_nodes ON node USING (current_setting('app.sees_nodes', true) = 'on');

ALTER TABLE execution_carrier ENABLE ROW LEVEL SECURITY;
ALTER TABLE execution_carrier FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON execution_carrier
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));
-- A heartbeat looks at everything its node carries, whoever's it is: ids, and nothing else.
CREATE POLICY by_nodes ON execution_carrier USING (current_setting('app.sees_nodes', true) = 'on');

GRANT SELECT, INSERT, UPDATE, DELETE ON node, execution_carrier TO steadyhand_app;

-- What is open already is carried by nobody yet. The owner of the tables is bound by their policies as well.
ALTER TABLE execution NO FORCE ROW LEVEL SECURITY;
ALTER TABLE execution_carrier NO FORCE ROW LEVEL SECURITY;
INSERT INTO execution_carrier (tenant_id, execution_id, target)
  SELECT tenant_id, id, readable(document) -> 'target' ->> 'name' FROM execution WHERE ended_at IS NULL;
ALTER TABLE execution_carrier FORCE ROW LEVEL SECURITY;
ALTER TABLE execution FORCE ROW LEVEL SECURITY;
