-- Access tokens, by their digest only. Rows are only ever inserted: an end is a row of its own.
CREATE TABLE remote_audit_credential (
  id $VARCHAR(60) NOT NULL PRIMARY KEY,
  token_digest $VARCHAR(64) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  auditor $VARCHAR(200) NOT NULL,
  issued_by $VARCHAR(200) NOT NULL,
  issued_at $LONG NOT NULL,
  expires_at $LONG NOT NULL
)$END;
CREATE UNIQUE INDEX remote_audit_credential_digest ON remote_audit_credential (token_digest);
CREATE INDEX remote_audit_credential_engagement ON remote_audit_credential (engagement);

CREATE TABLE remote_audit_credential_end (
  credential_id $VARCHAR(60) NOT NULL PRIMARY KEY,
  ended_by $VARCHAR(200) NOT NULL,
  reason $VARCHAR(1000) NOT NULL,
  ended_at $LONG NOT NULL
)$END;

-- What is being written as an answer, seen by the maker only; a released answer is a ledger entry.
CREATE TABLE remote_audit_answer_draft (
  question_id $VARCHAR(200) NOT NULL PRIMARY KEY,
  body $TEXT NOT NULL,
  language $VARCHAR(35) NOT NULL,
  written_by $VARCHAR(200) NOT NULL,
  written_at $LONG NOT NULL
)$END;
