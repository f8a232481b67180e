-- Not evidence: what is being written as an answer, each version a row, seen by the maker only. A row without a body ends
-- the versions before it, since one of them was released. Rows are only ever inserted.
CREATE TABLE remote_audit_draft (
  question_id $VARCHAR(200) NOT NULL,
  version INTEGER NOT NULL,
  body $TEXT,
  language $VARCHAR(35),
  besides $TEXT,
  written_by $VARCHAR(200) NOT NULL,
  written_at $LONG NOT NULL,
  PRIMARY KEY (question_id, version)
)$END;
INSERT INTO remote_audit_draft (question_id, version, body, language, written_by, written_at)
  SELECT question_id, 1, body, language, written_by, written_at FROM remote_audit_answer_draft
  WHERE NOT EXISTS
    (SELECT 1 FROM remote_audit_draft d WHERE d.question_id = remote_audit_answer_draft.question_id);
DELETE FROM remote_audit_answer_draft;

-- Not evidence: what members of the staff tell each other about a question. Nothing that goes outside reads it.
CREATE TABLE remote_audit_note (
  question_id $VARCHAR(200) NOT NULL,
  number INTEGER NOT NULL,
  body $TEXT NOT NULL,
  written_by $VARCHAR(200) NOT NULL,
  written_at $LONG NOT NULL,
  PRIMARY KEY (question_id, number)
)$END;

-- Not evidence: who is to answer a question; the highest number counts.
CREATE TABLE remote_audit_assignment (
  question_id $VARCHAR(200) NOT NULL,
  number INTEGER NOT NULL,
  assignee $VARCHAR(200) NOT NULL,
  assigned_by $VARCHAR(200) NOT NULL,
  assigned_at $LONG NOT NULL,
  PRIMARY KEY (question_id, number)
)$END;

-- Not evidence: how far the ledger has been read for notices, what is still to be delivered or has been given up, and what
-- was reminded of. A delivered row is deleted.
CREATE TABLE remote_audit_notice_position (
  name $VARCHAR(40) NOT NULL PRIMARY KEY,
  next_leaf $LONG NOT NULL
)$END;
CREATE TABLE remote_audit_notice (
  id $VARCHAR(120) NOT NULL,
  target $VARCHAR(60) NOT NULL,
  content $TEXT NOT NULL,
  created_at $LONG NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at $LONG NOT NULL,
  dead INTEGER NOT NULL,
  failure $VARCHAR(500),
  PRIMARY KEY (id, target)
)$END;
CREATE INDEX remote_audit_notice_due ON remote_audit_notice (target, dead, next_attempt_at);
CREATE TABLE remote_audit_reminder (
  question_id $VARCHAR(200) NOT NULL,
  kind $VARCHAR(40) NOT NULL,
  round INTEGER NOT NULL,
  reminded_at $LONG NOT NULL,
  PRIMARY KEY (question_id, kind, round)
)$END;
