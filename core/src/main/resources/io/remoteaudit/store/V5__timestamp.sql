-- Time-stamps of checkpoints by authorities outside; rows are only ever inserted.
CREATE TABLE remote_audit_timestamp (
  ledger_size $LONG NOT NULL,
  authority $VARCHAR(40) NOT NULL,
  stamped_at $LONG NOT NULL,
  token $BYTES NOT NULL,
  PRIMARY KEY (ledger_size, authority)
)$END;

-- Not evidence: time-stamps that are asked for and not yet given. A row goes when its time-stamp is there.
CREATE TABLE remote_audit_timestamp_pending (
  ledger_size $LONG NOT NULL,
  authority $VARCHAR(40) NOT NULL,
  asked_at $LONG NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at $LONG NOT NULL,
  failure $VARCHAR(500),
  PRIMARY KEY (ledger_size, authority)
)$END;
