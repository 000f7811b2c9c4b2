-- 0005_approvals: several people's words on one question, who may give them, and runs that are taken back.

ALTER TABLE execution
  DROP CONSTRAINT execution_phase_known,
  DROP CONSTRAINT execution_ended_when_terminal,
  ADD CONSTRAINT execution_phase_known CHECK (
    phase IN ('running', 'paused', 'manual_intervention', 'completed', 'aborted', 'rolled_back')
  ),
  ADD CONSTRAINT execution_ended_when_terminal CHECK (
    (phase IN ('completed', 'aborted', 'rolled_back')) = (ended_at IS NOT NULL)
  );

-- When it was asked, for lists; the document says the same.
ALTER TABLE approval ADD COLUMN requested_at timestamptz;
-- The owner sees no tenant's rows either, except while it fills the new column of those that there are.
ALTER TABLE approval NO FORCE ROW LEVEL SECURITY;
ALTER TABLE approval DISABLE TRIGGER approval_decided_once;
UPDATE approval SET requested_at = (readable(document) -> 'request' ->> 'requestedAt')::timestamptz;
ALTER TABLE approval ENABLE TRIGGER approval_decided_once;
ALTER TABLE approval FORCE ROW LEVEL SECURITY;
ALTER TABLE approval ALTER COLUMN requested_at SET NOT NULL;
CREATE INDEX approval_by_time ON approval (tenant_id, requested_at DESC, id DESC);
CREATE INDEX approval_open ON approval (tenant_id, requested_at DESC, id DESC) WHERE phase = 'requested';

-- One row a yes, kept for ever: whose, on which bytes, and when.
CREATE TABLE approval_grant (
  tenant_id text COLLATE "C" NOT NULL,
  approval_id text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  digest text COLLATE "C" NOT NULL,
  granted_at timestamptz NOT NULL,
  document json NOT NULL,
  CONSTRAINT approval_grant_pkey PRIMARY KEY (tenant_id, approval_id, actor_id),
  CONSTRAINT approval_grant_of_approval FOREIGN KEY (tenant_id, approval_id) REFERENCES approval (tenant_id, id),
  CONSTRAINT approval_grant_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$')
);
-- How much somebody granted lately is asked at every grant.
CREATE INDEX approval_grant_by_actor ON approval_grant (tenant_id, actor_id, granted_at DESC);

CREATE TRIGGER approval_grant_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_grant
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE approval_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON approval_grant USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));
GRANT SELECT, INSERT ON approval_grant TO steadyhand_app;

-- What a person is to the policy: who may answer which question.
ALTER TABLE person ADD COLUMN roles text[] NOT NULL DEFAULT '{}';
ALTER TABLE person ADD CONSTRAINT person_roles_few CHECK (cardinality(roles) <= 20);
GRANT UPDATE (roles) ON person TO steadyhand_app;
