-- 0014_incidents: where the invariants of each watched subject stand, and the incidents that come of them.

-- Which server watches which subject. Whose node has another epoch by now, or is silent, watches nothing.
CREATE TABLE subject_watcher (
  tenant_id text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  node_id text COLLATE "C",
  epoch bigint,
  CONSTRAINT subject_watcher_pkey PRIMARY KEY (tenant_id, subject),
  CONSTRAINT subject_watcher_whole CHECK ((node_id IS NULL) = (epoch IS NULL))
);

-- One row an invariant and member of which something is or was wrong of late; of the whole where the member is empty.
CREATE TABLE subject_watch (
  tenant_id text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  invariant text COLLATE "C" NOT NULL,
  member text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  document json NOT NULL,
  CONSTRAINT subject_watch_pkey PRIMARY KEY (tenant_id, subject, invariant, member),
  CONSTRAINT subject_watch_phase_known CHECK (phase IN ('holding', 'suspected', 'violated', 'settling'))
);

-- What people handle. The columns before `document` are what lists look for.
CREATE TABLE incident (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  is_held boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  resolved_at timestamptz,
  -- Counts its transitions: each is stored once.
  sequence integer NOT NULL,
  document json NOT NULL,
  CONSTRAINT incident_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT incident_id_form CHECK (id ~ '^inc_[A-Za-z0-9_-]{1,64}$'),
  CONSTRAINT incident_phase_known CHECK (phase IN ('open', 'settling', 'resolved')),
  CONSTRAINT incident_severity_known CHECK (severity IN ('critical', 'warning')),
  CONSTRAINT incident_resolved_at CHECK ((phase = 'resolved') = (resolved_at IS NOT NULL)),
  CONSTRAINT incident_sequence_counts_from_one CHECK (sequence >= 1)
);
-- Whatever two servers believe, a subject has one open incident at most.
CREATE UNIQUE INDEX incident_one_open ON incident (tenant_id, subject) WHERE phase <> 'resolved';
CREATE INDEX incident_by_opening ON incident (tenant_id, opened_at DESC, id DESC);
CREATE INDEX incident_of_subject ON incident (tenant_id, subject, opened_at DESC, id DESC);
CREATE INDEX incident_resolved ON incident (tenant_id, subject, resolved_at) WHERE phase = 'resolved';

CREATE FUNCTION incident_only_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence = OLD.sequence + 1 AND NEW.tenant_id = OLD.tenant_id AND NEW.id = OLD.id AND NEW.subject = OLD.subject THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'incident % cannot go from transition % to %', OLD.id, OLD.sequence, NEW.sequence
    USING ERRCODE = 'SH008';
END $$;
CREATE TRIGGER incident_only_advances BEFORE UPDATE ON incident
  FOR EACH ROW EXECUTE FUNCTION incident_only_advances();

-- What is or was violated in each, to be found by invariant and member.
CREATE TABLE incident_violation (
  tenant_id text COLLATE "C" NOT NULL,
  incident_id text COLLATE "C" NOT NULL,
  invariant text COLLATE "C" NOT NULL,
  member text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  confirmed_at timestamptz NOT NULL,
  CONSTRAINT incident_violation_pkey PRIMARY KEY (tenant_id, incident_id, invariant, member),
  CONSTRAINT incident_violation_of_incident FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id),
  CONSTRAINT incident_violation_state_known CHECK (state IN ('violated', 'settling', 'resolved')),
  CONSTRAINT incident_violation_severity_known CHECK (severity IN ('critical', 'warning'))
);
CREATE INDEX incident_violation_by_kind ON incident_violation (tenant_id, invariant, member, confirmed_at DESC);

ALTER TABLE subject_watcher ENABLE ROW LEVEL SECURITY;
ALTER TABLE subject_watcher FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON subject_watcher USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

ALTER TABLE subject_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE subject_watch FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON subject_watch USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON incident USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

ALTER TABLE incident_violation ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_violation FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON incident_violation USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

-- An incident is never removed, nor does it become another's.
GRANT SELECT, INSERT, UPDATE (node_id, epoch) ON subject_watcher TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (phase, document), DELETE ON subject_watch TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (phase, severity, is_held, resolved_at, sequence, document) ON incident TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (state, severity, confirmed_at) ON incident_violation TO steadyhand_app;
