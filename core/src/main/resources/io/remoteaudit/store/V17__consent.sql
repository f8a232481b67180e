-- How much of each file was taken with consent that was granted: a grant for once is used up when all of it was.
CREATE TABLE remote_audit_consent_use (
  consent $VARCHAR(200) NOT NULL,
  sha256 $VARCHAR(64) NOT NULL,
  bytes_used $LONG NOT NULL,
  PRIMARY KEY (consent, sha256)
)$END;
