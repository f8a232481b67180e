import { useState } from 'preact/hooks';
import { Failure, Field, Foreign, Prose, useAction } from '../shared/components';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import type { AnswerFile, DeskQuestion, StaffSession } from '../shared/types';
import { addNote, assign, keepAsEvidence } from './api';

interface Props {
  one: DeskQuestion;
  staff: StaffSession;
  onChange: (question: DeskQuestion) => void;
}

/** What stays with the staff: who answers, what they tell each other, and every version of the drafts. */
export function InsideSection({ one, staff, onChange }: Props) {
  const [assignee, setAssignee] = useState(one.assignment?.assignee ?? '');
  const [note, setNote] = useState('');
  const action = useAction();
  const may = staff.roles.includes('answer');
  return (
    <section class="card inside" aria-labelledby="inside-heading">
      <h2 id="inside-heading">{t('internalNotes')}</h2>
      <p class="muted">{t('internalLead')}</p>
      <Failure failure={action.failure} />
      <p class="meta">
        <Foreign text={`${t('assignee')}: ${one.assignment?.assignee ?? t('nobodyAssigned')}`} />
      </p>
      {may && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            void action.run(async () => onChange(await assign(one.id, assignee.trim())));
          }}
        >
          <Field id="assignee" label={t('assignee')} required maxLength={200} value={assignee} onInput={setAssignee} />
          <button type="submit" disabled={action.busy || assignee.trim() === ''}>
            {t('assign')}
          </button>
        </form>
      )}
      <ul class="plain notes">
        {one.notes.map((kept) => (
          <li key={kept.number}>
            <p class="meta">
              <Foreign text={kept.by} /> · {instant(kept.at)}
            </p>
            <Prose text={kept.text} lang="" />
          </li>
        ))}
      </ul>
      {may && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void action.run(async () => {
              onChange(await addNote(one.id, note.trim()));
              setNote('');
            });
          }}
        >
          <Field id="note" label={t('noteText')} lines={2} required maxLength={20000} value={note} onInput={setNote} />
          <button type="submit" disabled={action.busy || note.trim() === ''}>
            {t('addNote')}
          </button>
        </form>
      )}
      {one.drafts.length > 0 && (
        <details>
          <summary>{t('draftHistory')}</summary>
          <ul class="plain">
            {one.drafts.map((draft) => (
              <li key={draft.version}>
                <p class="meta">
                  {draft.version} · <Foreign text={draft.by} /> · {instant(draft.at)}
                </p>
                <Prose text={draft.text} lang={draft.language} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Makes a file of an answer a file of a record, as a new version with a reason. */
export function EvidenceForm(props: {
  one: DeskQuestion;
  message: number;
  file: AnswerFile;
  onChange: (question: DeskQuestion) => void;
}) {
  const { one, message, file } = props;
  const [recordId, setRecordId] = useState(one.pins[0]?.recordId ?? '');
  const [reason, setReason] = useState('');
  const [kept, setKept] = useState('');
  const action = useAction();
  const id = `evidence-${message}-${file.sha256.slice(0, 8)}`;
  return (
    <details>
      <summary>{t('keepEvidence')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(async () => {
            const record = recordId.trim();
            const evidence = { message, attachment: file.name, recordId: record, reason: reason.trim() };
            props.onChange(await keepAsEvidence(one.id, evidence));
            setKept(record);
          });
        }}
      >
        <p class="muted">
          <Foreign text={t('keepEvidenceLead', { name: file.name })} />
        </p>
        <Field id={`${id}-record`} label={t('keepInRecord')} required maxLength={200} value={recordId} onInput={setRecordId} />
        <Field id={`${id}-reason`} label={t('evidenceReason')} required maxLength={2000} value={reason} onInput={setReason} />
        <Failure failure={action.failure} />
        <button type="submit" disabled={action.busy || recordId.trim() === '' || reason.trim() === ''}>
          {t('keepEvidence')}
        </button>
        <span role="status">{kept !== '' && <Foreign text={t('evidenceKept', { id: kept })} />}</span>
      </form>
    </details>
  );
}
