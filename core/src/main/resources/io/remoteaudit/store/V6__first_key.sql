-- The public key a ledger begins with, noted before anything is signed: a second node that would begin with a key of its
-- own is refused when it opens. One row, never changed.
CREATE TABLE remote_audit_first_key (
  only_row INTEGER NOT NULL PRIMARY KEY,
  vkey $TEXT NOT NULL
)$END;
