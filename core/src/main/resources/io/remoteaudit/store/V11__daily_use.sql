-- What engagements with daily limits used on one day: a row for each auditor, and one without a name for all of them.
CREATE TABLE remote_audit_daily_use (
  used_on $VARCHAR(10) NOT NULL,
  engagement $VARCHAR(200) NOT NULL,
  auditor $VARCHAR(200) NOT NULL,
  rows_used $LONG NOT NULL,
  bytes_used $LONG NOT NULL,
  exports_used $LONG NOT NULL,
  PRIMARY KEY (used_on, engagement, auditor)
)$END;
