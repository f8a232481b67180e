-- Which persons records shown to auditors abroad have named, by year: digests only, kept for the maker's own count.
CREATE TABLE remote_audit_exposed_person (
  shown_in INTEGER NOT NULL,
  person_digest $VARCHAR(64) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  first_at $LONG NOT NULL,
  PRIMARY KEY (shown_in, person_digest, engagement)
)$END;
