-- Answers to requests that may be repeated, by the digest of caller and key; kept for a day. Not part of the ledger.
CREATE TABLE remote_audit_idempotency (
  key_digest $VARCHAR(64) NOT NULL PRIMARY KEY,
  request_digest $VARCHAR(64) NOT NULL,
  begun_at $LONG NOT NULL,
  answer $TEXT
)$END;
CREATE INDEX remote_audit_idempotency_begun ON remote_audit_idempotency (begun_at);
