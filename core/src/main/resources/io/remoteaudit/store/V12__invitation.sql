-- Invitations, by the digests of their secrets only. Rows are only ever inserted: their course is in the ledger.
CREATE TABLE remote_audit_invitation (
  id $VARCHAR(60) NOT NULL PRIMARY KEY,
  secret_digest $VARCHAR(64) NOT NULL,
  code_digest $VARCHAR(64) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  auditor $VARCHAR(200) NOT NULL,
  invited_by $VARCHAR(200) NOT NULL,
  invited_at $LONG NOT NULL,
  expires_at $LONG NOT NULL,
  token_expires_at $LONG NOT NULL
)$END;
CREATE UNIQUE INDEX remote_audit_invitation_secret ON remote_audit_invitation (secret_digest);
CREATE INDEX remote_audit_invitation_engagement ON remote_audit_invitation (engagement);
