-- Passkeys: public keys, and how far their devices have counted. Their course is in the ledger besides.
CREATE TABLE remote_audit_passkey (
  id $VARCHAR(60) NOT NULL PRIMARY KEY,
  credential_digest $VARCHAR(64) NOT NULL,
  credential_id $TEXT NOT NULL,
  public_key $TEXT NOT NULL,
  backup_eligible INTEGER NOT NULL,
  sign_count $LONG NOT NULL,
  user_handle $VARCHAR(100) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  auditor $VARCHAR(200) NOT NULL,
  name $VARCHAR(200) NOT NULL,
  transports $VARCHAR(200) NOT NULL,
  registered_at $LONG NOT NULL,
  last_used_at $LONG,
  removed_at $LONG,
  removed_by $VARCHAR(200)
)$END;
CREATE UNIQUE INDEX remote_audit_passkey_credential ON remote_audit_passkey (credential_digest);
CREATE INDEX remote_audit_passkey_engagement ON remote_audit_passkey (engagement);

-- Which tokens a passkey gave: they end with it.
CREATE TABLE remote_audit_passkey_session (
  credential_id $VARCHAR(60) NOT NULL PRIMARY KEY,
  passkey $VARCHAR(60) NOT NULL
)$END;

-- Not evidence: what devices are asked to sign. A row is deleted when its answer comes, or after five minutes.
CREATE TABLE remote_audit_passkey_ceremony (
  id_digest $VARCHAR(64) NOT NULL PRIMARY KEY,
  challenge $VARCHAR(100) NOT NULL,
  begun_by $VARCHAR(60) NOT NULL,
  user_handle $VARCHAR(100),
  expires_at $LONG NOT NULL
)$END;
