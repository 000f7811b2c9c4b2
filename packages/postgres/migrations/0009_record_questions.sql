-- 0009_record_questions: a day's summary and the search for anomalies ask by time and by actor, and never read a whole record.

CREATE INDEX attempt_record_by_time ON attempt_record (tenant_id, dispatched_at);
CREATE INDEX audit_event_by_actor ON audit_event (tenant_id, actor_id, at);
