-- Identities that another vouches for, bound to auditors (kinds provider, certificate), and the certificate a token needs
-- (kind holder). Each is a credential besides, which can be ended. Rows are only ever inserted; an identity that is bound
-- again in an engagement has another turn.
CREATE TABLE remote_audit_bond (
  credential_id $VARCHAR(60) NOT NULL PRIMARY KEY,
  identity_digest $VARCHAR(64) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  turn $LONG NOT NULL,
  kind $VARCHAR(20) NOT NULL,
  issuer $VARCHAR(500),
  subject $VARCHAR(500) NOT NULL
)$END;
CREATE UNIQUE INDEX remote_audit_bond_identity ON remote_audit_bond (identity_digest, engagement, turn);
