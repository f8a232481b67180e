-- Not evidence: who is in the auditor's pages now, by the digest of the cookie's secret only. A row is written when somebody
-- comes in and at most once a minute afterwards; it is deleted when they leave, or a day after its end.
CREATE TABLE remote_audit_page_session (
  id $VARCHAR(60) NOT NULL PRIMARY KEY,
  secret_digest $VARCHAR(64) NOT NULL,
  credential_id $VARCHAR(60) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  opened_at $LONG NOT NULL,
  used_at $LONG NOT NULL,
  ends_at $LONG NOT NULL
)$END;
CREATE UNIQUE INDEX remote_audit_page_session_secret ON remote_audit_page_session (secret_digest);
CREATE INDEX remote_audit_page_session_engagement ON remote_audit_page_session (engagement);
