-- Not evidence: what sources were read of, so that nothing is taken twice and nothing that was refused is forgotten.
-- A row of a source, by its id columns, with the digest of the record it became.
CREATE TABLE remote_audit_feed_row (
  source $VARCHAR(60) NOT NULL,
  row_key $VARCHAR(400) NOT NULL,
  record_id $VARCHAR(200) NOT NULL,
  digest $VARCHAR(64) NOT NULL,
  missing_since $LONG,
  PRIMARY KEY (source, row_key)
)$END;

-- How far a source was read: the watermark reached, and when all of its rows were last compared.
CREATE TABLE remote_audit_feed_position (
  source $VARCHAR(60) NOT NULL PRIMARY KEY,
  watermark $VARCHAR(400),
  compared_at $LONG
)$END;

-- Rows that could not become records. A row goes when its source row is right; one that staff dismissed stays, and counts
-- again once its source row changes.
CREATE TABLE remote_audit_feed_refusal (
  source $VARCHAR(60) NOT NULL,
  row_key $VARCHAR(400) NOT NULL,
  content_digest $VARCHAR(64) NOT NULL,
  reason_zh $TEXT NOT NULL,
  reason_en $TEXT NOT NULL,
  refused_at $LONG NOT NULL,
  tried_at $LONG NOT NULL,
  dismissed_at $LONG,
  dismissed_by $VARCHAR(200),
  dismissed_because $TEXT,
  PRIMARY KEY (source, row_key)
)$END;

-- Files that were taken in, by their content.
CREATE TABLE remote_audit_feed_file (
  source $VARCHAR(60) NOT NULL,
  digest $VARCHAR(64) NOT NULL,
  name $VARCHAR(300) NOT NULL,
  taken_at $LONG NOT NULL,
  PRIMARY KEY (source, digest)
)$END;
