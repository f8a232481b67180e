-- The ledger. Rows of remote_audit_entry, _leaf, _tile and _checkpoint are only ever inserted, and the database user
-- needs neither UPDATE nor DELETE on them. A row of remote_audit_disclosure is updated only to erase personal data.
CREATE TABLE remote_audit_entry (
  id $IDENTITY,
  kind $VARCHAR(20) NOT NULL,
  subject $VARCHAR(200) NOT NULL,
  version INTEGER NOT NULL,
  context $VARCHAR(200),
  leaf $TEXT NOT NULL
)$END;
CREATE UNIQUE INDEX remote_audit_entry_key ON remote_audit_entry (kind, subject, version);

-- All disclosures of an entry in name order, each ended by a tilde as in an SD-JWT (RFC 9901, section 4): one row, since
-- a row for each field made saving twice as long.
CREATE TABLE remote_audit_disclosure (
  entry_id $LONG NOT NULL PRIMARY KEY,
  encoded $TEXT NOT NULL
)$END;

CREATE TABLE remote_audit_leaf (
  leaf_index $LONG NOT NULL PRIMARY KEY,
  entry_id $LONG NOT NULL,
  leaf_hash $BYTES NOT NULL,
  context $VARCHAR(200),
  kind $VARCHAR(20) NOT NULL,
  version INTEGER NOT NULL
)$END;
CREATE UNIQUE INDEX remote_audit_leaf_entry ON remote_audit_leaf (entry_id);
-- One engagement's entries in leaf order, however many others there are.
CREATE INDEX remote_audit_leaf_context ON remote_audit_leaf (context, kind, leaf_index, version);

-- Full tiles only; the tree's right edge follows from the leaves and from the roots of full tiles.
CREATE TABLE remote_audit_tile (
  tile_level INTEGER NOT NULL,
  tile_index $LONG NOT NULL,
  hashes $BYTES NOT NULL,
  root $BYTES NOT NULL,
  PRIMARY KEY (tile_level, tile_index)
)$END;

-- Each chain is a digest over the chain before and the row itself, so that none can go or change unseen.
CREATE TABLE remote_audit_checkpoint (
  ledger_size $LONG NOT NULL PRIMARY KEY,
  signed_at $LONG NOT NULL,
  note $TEXT NOT NULL,
  chain $BYTES NOT NULL
)$END;

-- Not part of the ledger: what is committed and waits for its leaf index, and who may give it one.
CREATE TABLE remote_audit_pending (
  entry_id $LONG NOT NULL PRIMARY KEY
)$END;

CREATE TABLE remote_audit_lease (
  name $VARCHAR(40) NOT NULL PRIMARY KEY,
  holder $VARCHAR(80) NOT NULL,
  token $LONG NOT NULL,
  expires_at $LONG NOT NULL
)$END;
