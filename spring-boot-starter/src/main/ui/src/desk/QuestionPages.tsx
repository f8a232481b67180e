import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Failure, Foreign, Heading, Loading, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import { RecordBody } from '../shared/record';
import { About, QuestionBadge, Thread, Urgency } from '../shared/thread';
import type { DeskQuestion, StaffSession } from '../shared/types';
import { AnswerSection } from './AnswerSection';
import { question, questions } from './api';
import { EvidenceForm, InsideSection } from './InsideSection';
import { NoticesSection } from './NoticesSection';

/** The inbox: overdue questions first, as the desk orders them. */
export function QuestionsPage({ staff }: { staff: StaffSession }) {
  const [state, setState] = useState<'pending' | 'all'>('pending');
  const [mine, setMine] = useState(false);
  const page = useLoaded(
    (signal) => questions(state, mine ? staff.name : null, signal),
    [staff.pendingQuestions, state, mine],
  );
  return (
    <>
      <Heading title={t('pendingQuestions')}>{t('pendingQuestions')}</Heading>
      <p class="row no-print">
        <label>
          <input type="checkbox" checked={mine} onChange={(event) => setMine(event.currentTarget.checked)} /> {t('mine')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={state === 'all'}
            onChange={(event) => setState(event.currentTarget.checked ? 'all' : 'pending')}
          />{' '}
          {t('allQuestions')}
        </label>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      <div aria-live="polite">{page.value?.items.length === 0 && <p>{t('noPending')}</p>}</div>
      <ul class="cards">
        {page.value?.items.map((one) => {
          const last = one.messages[one.messages.length - 1]!;
          return (
            <li class="card" key={one.id}>
              <h2>
                <a href={writePlace(['questions', one.id])}>
                  <Foreign text={one.title} />
                </a>
              </h2>
              <p class="meta">
                <QuestionBadge state={one.state} />
                <Urgency question={one} overdue={one.overdue} />
                <Foreign text={one.engagement} />
                <Foreign text={t('askedBy', { by: last.by, at: instant(last.at) })} />
                <Foreign text={`${t('assignee')}: ${one.assignment?.assignee ?? t('nobodyAssigned')}`} />
                {one.pinnedVersionSuperseded && <span class="badge superseded">{t('supersededPin')}</span>}
                {one.draft && <span class="badge">{t('draft')}</span>}
              </p>
            </li>
          );
        })}
      </ul>
      <NoticesSection staff={staff} />
    </>
  );
}

export function QuestionPage({ id, staff }: { id: string; staff: StaffSession }) {
  const page = useLoaded((signal) => question(id, signal), [id]);
  const one = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['questions'])}>‹ {t('pendingQuestions')}</a>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          <div class="title-row">
            <Heading title={one.title}>
              <Foreign text={one.title} />
            </Heading>
            <p class="title-tools">
              {one.overdue && <span class="badge question-open">{t('overdue')}</span>}
              <QuestionBadge state={one.state} />
            </p>
          </div>
          <About question={one} />
          <p class="meta">
            <a href={writePlace(['engagements', one.engagement])}>
              <Foreign text={one.engagement} />
            </a>
          </p>
          <Thread
            messages={one.messages}
            file={(message, file) => (
              <>
                <Foreign text={file.name} />
                {staff.roles.includes('release') && (
                  <EvidenceForm one={one} message={message.number} file={file} onChange={page.replace} />
                )}
              </>
            )}
          />
          {!one.actions.includes('answer') && (
            <p class="notice good" role="status">
              {t('nothingToAnswer')}
            </p>
          )}
          {one.actions.includes('answer') && one.state !== 'open' && (
            <p class="notice good" role="status">
              {t(one.state === 'declined' ? 'declineDone' : 'released')}
            </p>
          )}
          {one.actions.includes('answer') && (
            <Answering one={one} staff={staff} onChange={page.replace} reload={page.reload} />
          )}
          <InsideSection one={one} staff={staff} onChange={page.replace} />
          {one.records.map((record) => (
            <details class="section card" key={`${record.id} ${record.version}`} open={one.records.length === 1}>
              <summary>
                <h2>
                  <Foreign text={record.title ?? record.id} /> <small>{t('versionOf', { n: record.version })}</small>
                </h2>
              </summary>
              <p class="muted">{t('unmasked')}</p>
              <RecordBody record={record} level={3} />
            </details>
          ))}
        </>
      )}
    </>
  );
}

/** An open question asks for an answer; an answered one can be corrected, which few come for. */
function Answering(props: {
  one: DeskQuestion;
  staff: StaffSession;
  onChange: (question: DeskQuestion) => void;
  reload: () => void;
}) {
  const form = <AnswerSection key={`${props.one.version}`} {...props} />;
  return props.one.state === 'open' ? (
    form
  ) : (
    <details class="section">
      <summary>{t('correctAnswer')}</summary>
      {form}
    </details>
  );
}
