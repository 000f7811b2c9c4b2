-- 0015_investigations: what was looked at in each incident, what was concluded, and what came of it.

-- One bounded look into an incident. The columns before `document` are what lists look for; its turns lie beside it.
CREATE TABLE investigation (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  incident_id text COLLATE "C" NOT NULL,
  -- Counts from 1 those of its incident, in the order in which they began.
  ordinal integer NOT NULL,
  subject text COLLATE "C" NOT NULL,
  phase text COLLATE "C" NOT NULL,
  -- What it proposed is under way, or it is not known yet whether it helped.
  has_open_remedy boolean NOT NULL,
  started_at timestamptz NOT NULL,
  -- Counts its transitions: each is stored once.
  sequence integer NOT NULL,
  document json NOT NULL,
  CONSTRAINT investigation_pkey PRIMARY KEY (tenant_id, id),
  CONSTRAINT investigation_of_incident FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id),
  CONSTRAINT investigation_counted UNIQUE (tenant_id, incident_id, ordinal),
  CONSTRAINT investigation_id_form CHECK (id ~ '^inv_[A-Za-z0-9_-]{1,64}$'),
  CONSTRAINT investigation_phase_known CHECK (phase IN ('looking', 'concluded', 'stopped')),
  CONSTRAINT investigation_remedy_concluded CHECK (phase = 'concluded' OR NOT has_open_remedy),
  CONSTRAINT investigation_ordinal_counts_from_one CHECK (ordinal >= 1),
  CONSTRAINT investigation_sequence_counts_from_one CHECK (sequence >= 1)
);
-- Whatever two servers believe, an incident is looked into by one at a time.
CREATE UNIQUE INDEX investigation_one_looking ON investigation (tenant_id, incident_id) WHERE phase = 'looking';
CREATE INDEX investigation_by_start ON investigation (tenant_id, started_at DESC, id DESC);
CREATE INDEX investigation_of_subject ON investigation (tenant_id, subject, started_at DESC, id DESC);
-- Few are under way at a time, and a server asks for them every second.
CREATE INDEX investigation_underway ON investigation (tenant_id, subject)
  WHERE phase = 'looking' OR has_open_remedy;

CREATE FUNCTION investigation_only_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence = OLD.sequence + 1 AND NEW.tenant_id = OLD.tenant_id AND NEW.id = OLD.id
    AND NEW.incident_id = OLD.incident_id AND NEW.ordinal = OLD.ordinal AND NEW.subject = OLD.subject
    AND (OLD.phase = 'looking' OR NEW.phase = OLD.phase) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'investigation % cannot go from % % to % %', OLD.id, OLD.phase, OLD.sequence, NEW.phase, NEW.sequence
    USING ERRCODE = 'SH009';
END $$;
CREATE TRIGGER investigation_only_advances BEFORE UPDATE ON investigation
  FOR EACH ROW EXECUTE FUNCTION investigation_only_advances();

-- One call of an investigation. It is added once, and answered once.
CREATE TABLE investigation_turn (
  tenant_id text COLLATE "C" NOT NULL,
  investigation_id text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  asked json NOT NULL,
  answered json,
  -- What was answered, as one JSON text: it goes with its tenant, and the digest in `answered` stays.
  text json,
  CONSTRAINT investigation_turn_pkey PRIMARY KEY (tenant_id, investigation_id, number),
  CONSTRAINT investigation_turn_of_investigation FOREIGN KEY (tenant_id, investigation_id)
    REFERENCES investigation (tenant_id, id),
  CONSTRAINT investigation_turn_whole CHECK ((answered IS NULL) = (text IS NULL)),
  CONSTRAINT investigation_turn_counts_from_one CHECK (number >= 1)
);

CREATE FUNCTION investigation_turn_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.tenant_id = OLD.tenant_id AND NEW.investigation_id = OLD.investigation_id AND NEW.number = OLD.number
    AND NEW.asked::text = OLD.asked::text THEN
    IF OLD.answered IS NULL THEN
      RETURN NEW;
    END IF;
    IF NEW.answered::text = OLD.answered::text AND NEW.text::text = '""' AND EXISTS (
      SELECT FROM steadyhand.tenant t WHERE t.tenant_id = NEW.tenant_id AND t.deleted_at IS NOT NULL
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'turn % of investigation % cannot change: it is added once and answered once',
    OLD.number, OLD.investigation_id USING ERRCODE = 'SH010';
END $$;
CREATE TRIGGER investigation_turn_answered_once BEFORE UPDATE ON investigation_turn
  FOR EACH ROW EXECUTE FUNCTION investigation_turn_answered_once();

-- Nothing of a deleted tenant is looked into any more.
CREATE TRIGGER investigation_of_living_tenant BEFORE INSERT ON investigation
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_tenant();
CREATE TRIGGER investigation_turn_of_living_tenant BEFORE INSERT ON investigation_turn
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_tenant();

ALTER TABLE investigation ENABLE ROW LEVEL SECURITY;
ALTER TABLE investigation FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON investigation USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

ALTER TABLE investigation_turn ENABLE ROW LEVEL SECURITY;
ALTER TABLE investigation_turn FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON investigation_turn USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));

-- Neither is ever removed, nor does it become another's.
GRANT SELECT, INSERT, UPDATE (phase, has_open_remedy, sequence, document) ON investigation TO steadyhand_app;
GRANT SELECT, INSERT, UPDATE (answered, text) ON investigation_turn TO steadyhand_app;
