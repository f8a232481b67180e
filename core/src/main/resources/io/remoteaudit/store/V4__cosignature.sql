-- What auditors' witnesses said about checkpoints. Rows are only ever inserted; they attest the ledger and are not part
-- of it.
CREATE TABLE remote_audit_cosignature (
  engagement $VARCHAR(200) NOT NULL,
  ledger_size $LONG NOT NULL,
  key_digest $VARCHAR(64) NOT NULL,
  auditor $VARCHAR(200) NOT NULL,
  vkey $TEXT NOT NULL,
  line $TEXT NOT NULL,
  received_at $LONG NOT NULL,
  PRIMARY KEY (engagement, ledger_size, key_digest)
)$END;
