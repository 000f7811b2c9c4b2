-- 0013_failures_by_time: what did not go well is found at once, however long the record is.

-- Few events are of it, so it costs an append nothing: without it, a week's failures are looked for among all of a week's events.
CREATE INDEX audit_event_failed ON audit_event (tenant_id, outcome, at) WHERE outcome <> 'ok';
