-- Export jobs, so that one under way at a restart goes on. Not evidence: that an export was handed out is an entry. A
-- job is of the node in whose directory its files are.
CREATE TABLE remote_audit_export (
  id $VARCHAR(60) NOT NULL PRIMARY KEY,
  node $VARCHAR(60) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  terms_digest $VARCHAR(64) NOT NULL,
  auditor $VARCHAR(200) NOT NULL,
  credential_id $VARCHAR(60) NOT NULL,
  request $TEXT NOT NULL,
  ledger_size $LONG NOT NULL,
  started_at $LONG NOT NULL,
  state $VARCHAR(20) NOT NULL,
  records_done $LONG NOT NULL,
  records_total $LONG NOT NULL,
  bytes $LONG NOT NULL,
  failure $VARCHAR(1000),
  files $TEXT,
  ended_at $LONG
)$END;
CREATE INDEX remote_audit_export_engagement ON remote_audit_export (engagement, started_at);
CREATE INDEX remote_audit_export_state ON remote_audit_export (state, node);
