-- Not evidence: what the newest runs of each source did, so that whoever looks next morning sees last night's.
CREATE TABLE remote_audit_feed_report (
  source $VARCHAR(60) NOT NULL,
  run_number $LONG NOT NULL,
  report $TEXT NOT NULL,
  PRIMARY KEY (source, run_number)
)$END;
