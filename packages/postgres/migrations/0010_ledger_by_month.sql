-- 0010_ledger_by_month: the ledger in one partition a month, so that a record of years is searched and kept month by month; and appended to in one flight.

-- What there is becomes the first partition: its rows stay where they lie.
ALTER TABLE audit_event RENAME TO audit_event_first;
-- A key of the whole has to hold the column it is divided by; these two could not be attached to it.
ALTER TABLE audit_event_first DROP CONSTRAINT audit_event_pkey, DROP CONSTRAINT audit_event_once;
ALTER INDEX audit_event_by_type RENAME TO audit_event_first_by_type;
ALTER INDEX audit_event_by_time RENAME TO audit_event_first_by_time;
ALTER INDEX audit_event_by_actor RENAME TO audit_event_first_by_actor;

-- As strict on what is no digest, and ten times as quick as the pattern it was: it is asked of every event.
ALTER TABLE audit_event_first DROP CONSTRAINT audit_event_hash_form,
  ADD CONSTRAINT audit_event_hash_form CHECK (octet_length(decode(hash, 'hex')) = 32);

CREATE TABLE audit_event (LIKE audit_event_first INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (at);
-- That no two events have one place in the chain is kept by its head, which only advances and is locked by whoever appends.
ALTER TABLE audit_event ADD CONSTRAINT audit_event_pkey PRIMARY KEY (tenant_id, sequence, at);
CREATE UNIQUE INDEX audit_event_once ON audit_event (tenant_id, execution_id, execution_sequence, part, at)
  WHERE execution_id IS NOT NULL;
CREATE INDEX audit_event_by_type ON audit_event (tenant_id, type, sequence);
CREATE INDEX audit_event_by_time ON audit_event (tenant_id, at);
CREATE INDEX audit_event_by_actor ON audit_event (tenant_id, actor_id, at);

-- Up to the first month that nothing of it lies in. The months after it are made ahead by the server, as the owner.
DO $$
DECLARE
  month timestamp := (
    SELECT date_trunc('month', greatest(max(at), clock_timestamp()) AT TIME ZONE 'UTC') + interval '1 month'
    FROM audit_event_first
  );
BEGIN
  EXECUTE format(
    'ALTER TABLE audit_event ATTACH PARTITION audit_event_first FOR VALUES FROM (MINVALUE) TO (%L)', month::text || '+00'
  );
END $$;
-- An event whose month has not been made, by a clock that is wrong, is still recorded.
CREATE TABLE audit_event_other PARTITION OF audit_event DEFAULT;

-- The policy of the whole does not hold for whoever reads a part of it: nobody may read a part, and each has its own policy too.
REVOKE ALL ON audit_event_first FROM steadyhand_app;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_event', 'audit_event_other'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))', name
    );
  END LOOP;
END $$;
GRANT SELECT, INSERT ON audit_event TO steadyhand_app;

-- Triggers of a statement do not reach down to the parts, nor up from them.
CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event_other
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Appends after the end of a chain, where that is still its end; answers with the end as it then is. One statement is a
-- transaction of its own, so it says itself who asks and for whom: with the caller's rights, and under the policies above.
CREATE FUNCTION append_events(
  tenant text, old_sequence bigint, old_hash text, new_sequence bigint, new_hash text,
  sequences bigint[], types text[], actor_ids text[], execution_ids text[], execution_sequences integer[], parts integer[],
  runbook_ids text[], outcomes text[], ats timestamptz[], texts text[], hashes text[]
) RETURNS TABLE (sequence bigint, hash text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  stored bigint;
BEGIN
  IF current_user <> 'steadyhand_app' THEN
    PERFORM set_config('role', 'steadyhand_app', true);
  END IF;
  PERFORM set_config('app.tenant_id', tenant, true);
  UPDATE steadyhand.audit_head SET sequence = new_sequence, hash = new_hash
    WHERE tenant_id = tenant AND sequence = old_sequence AND hash = old_hash;
  IF FOUND THEN
    INSERT INTO steadyhand.audit_event (tenant_id, sequence, type, actor_id, execution_id, execution_sequence, part,
      runbook_id, outcome, at, text, hash)
    SELECT tenant, * FROM unnest(sequences, types, actor_ids, execution_ids, execution_sequences, parts,
      runbook_ids, outcomes, ats, texts, hashes);
    GET DIAGNOSTICS stored = ROW_COUNT;
    IF stored <> cardinality(sequences) THEN
      RAISE EXCEPTION 'of % events % were stored', cardinality(sequences), stored USING ERRCODE = 'SH007';
    END IF;
    RETURN QUERY SELECT new_sequence, new_hash;
  ELSE
    RETURN QUERY SELECT sequence, hash FROM steadyhand.audit_head WHERE tenant_id = tenant;
  END IF;
END $$;

-- A transition is stored once: the events that tell of it come with it in one transaction, or not at all.
CREATE FUNCTION execution_only_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence > OLD.sequence AND NEW.tenant_id = OLD.tenant_id AND NEW.id = OLD.id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'execution % cannot go from transition % to %', OLD.id, OLD.sequence, NEW.sequence
    USING ERRCODE = 'SH005';
END $$;
CREATE TRIGGER execution_only_advances BEFORE UPDATE OF sequence, document ON execution
  FOR EACH ROW EXECUTE FUNCTION execution_only_advances();
