-- The key each engagement's pseudonyms are made under. Without its row an engagement's pseudonyms mean nothing any more.
CREATE TABLE remote_audit_pseudonym_key (
  engagement $VARCHAR(200) NOT NULL PRIMARY KEY,
  hmac_key $VARCHAR(64) NOT NULL,
  made_at $LONG NOT NULL
)$END;
