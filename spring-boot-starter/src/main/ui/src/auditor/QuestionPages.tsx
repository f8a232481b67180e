import { useEffect, useState } from 'preact/hooks';
import { cursorOf, FIRST_PAGE, nextPage, previousPage, writePlace } from '../shared/address';
import { Failure, Field, Foreign, go, Heading, Loading, Pager, useAction, useLoaded, usePlace } from '../shared/components';
import { byteSize, instant } from '../shared/format';
import { newKey, Problem } from '../shared/http';
import { currentLanguage, t } from '../shared/i18n';
import { About, QuestionBadge, Thread, Urgency } from '../shared/thread';
import type { AnswerFile, Engagement, Message, MessageKind, Question } from '../shared/types';
import type { Live } from './App';
import type { EngagementApi } from './api';
import { useDraft } from './drafts';
import { problemOf, QueryError } from './SearchBox';
import { TakeFile } from './TakeFile';

/** As the contract allows. */
const LONGEST_QUERY = 512;

export function QuestionsPage({ engagement, api, live }: { engagement: Engagement; api: EngagementApi; live: Live }) {
  const q = usePlace().parameters.get('q') ?? '';
  // Pages are those of one search: another begins at its first.
  const [turned, setTurned] = useState({ q, paging: FIRST_PAGE });
  const paging = turned.q === q ? turned.paging : FIRST_PAGE;
  const cursor = cursorOf(paging);
  const page = useLoaded((signal) => api.questions(q, cursor, signal), [api, q, cursor, live.events]);
  const show = (next: string) => go(writePlace(['questions', engagement.id], { q: next }));
  const wrong = problemOf(page.failure);
  const found = page.failure ? null : page.value;
  return (
    <>
      <div class="title-row">
        <Heading title={t('questions')}>{t('questions')}</Heading>
        <LiveBadge live={live} />
      </div>
      <QuestionSearch q={q} onSearch={show} />
      {wrong ? (
        <QueryError query={q} problem={wrong} onSearch={show} />
      ) : (
        <Failure failure={page.failure} retry={page.reload} />
      )}
      {page.loading && !page.value && <Loading />}
      <p role="status" class={q === '' ? 'muted' : ''}>
        {found && found.total === 0 && t(q === '' ? 'noQuestions' : 'foundNoQuestions')}
        {found && found.total > 0 && q !== '' && t(found.total === 1 ? 'foundOneQuestion' : 'foundQuestions', { n: found.total })}
      </p>
      <ul class="cards">
        {found?.items.map((question) => {
          const last = question.messages[question.messages.length - 1]!;
          return (
            <li class="card" key={question.id}>
              <h2>
                <a href={writePlace(['questions', engagement.id, question.id])}>
                  <Foreign text={question.title} />
                </a>
              </h2>
              <p class="meta">
                <QuestionBadge state={question.state} />
                <Urgency question={question} />
                {question.pinnedVersionSuperseded && <span class="badge superseded">{t('supersededPin')}</span>}
                <span>{question.id}</span>
                <span>
                  {t('lastChange')}: {instant(last.at)}
                </span>
              </p>
            </li>
          );
        })}
      </ul>
      {found && (
        <Pager
          index={paging.index}
          hasNext={found.nextCursor !== null}
          onPrevious={() => setTurned({ q, paging: previousPage(paging) })}
          onNext={() => setTurned({ q, paging: nextPage(paging, found.nextCursor!) })}
        />
      )}
    </>
  );
}

/** Words that stand in what was asked or answered. */
function QuestionSearch({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  // What is typed belongs to the search it was typed at: another one shows its own words.
  const [typed, setTyped] = useState({ at: q, text: q });
  const text = typed.at === q ? typed.text : q;
  return (
    <form
      class="searchbox"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <label for="questions-q">{t('searchQuestions')}</label>
      <div class="row">
        <input
          id="questions-q"
          type="search"
          autoComplete="off"
          maxLength={LONGEST_QUERY}
          value={text}
          onInput={(event) => setTyped({ at: q, text: event.currentTarget.value })}
        />
        <button type="submit" class="primary">
          {t('search')}
        </button>
        {q !== '' && (
          <button type="button" onClick={() => onSearch('')}>
            {t('allQuestions')}
          </button>
        )}
      </div>
    </form>
  );
}

export function QuestionPage(props: { engagement: Engagement; api: EngagementApi; id: string; live: Live }) {
  const { engagement, api, id, live } = props;
  const relevant = live.last?.questionId === id ? live.events : 0;
  // A stream that was away may have missed something: look again whenever it is back.
  const page = useLoaded((signal) => api.question(id, signal), [api, id, relevant, live.state === 'reconnecting']);
  const question = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['questions', engagement.id])}>‹ {t('questions')}</a>
      </p>
      {!question && <Failure failure={page.failure} retry={page.reload} />}
      {page.loading && !question && <Loading />}
      {question && (
        <>
          <div class="title-row">
            <Heading title={question.title}>
              <Foreign text={question.title} />
            </Heading>
            <p class="title-tools">
              <QuestionBadge state={question.state} /> <LiveBadge live={live} />
            </p>
          </div>
          <About question={question} engagement={engagement.id} />
          <div aria-live="polite">
            <Thread
              messages={question.messages}
              file={(message, file) => <AnswerFileLink question={question} message={message} file={file} api={api} />}
            />
          </div>
          {question.state === 'open' && <p class="waiting">{t('waitingAnswer')}</p>}
          {question.actions.length === 0 ? (
            <p class="muted">{t(question.state === 'withdrawn' ? 'isWithdrawn' : 'isClosed')}</p>
          ) : (
            engagement.state === 'active' &&
            engagement.terms.rights.includes('ask') && (
              <GoOn question={question} api={api} onChange={page.replace} reload={page.reload} />
            )
          )}
        </>
      )}
    </>
  );
}

function GoOn(props: {
  question: Question;
  api: EngagementApi;
  onChange: (question: Question) => void;
  reload: () => void;
}) {
  const { question, api } = props;
  const [text, setText] = useDraft(`${question.id} follow-up`);
  const [remark, setRemark] = useState('');
  const [key, setKey] = useState(newKey);
  const action = useAction();
  const can = (kind: MessageKind) => question.actions.includes(kind);
  useEffect(() => setKey(newKey()), [text, remark, question.version]);
  const send = (kind: MessageKind, words: string) =>
    action.run(async () => {
      const message = { kind, language: currentLanguage(), ...(words.trim() === '' ? {} : { text: words.trim() }) };
      try {
        props.onChange(await api.addMessage(question, message, key));
        setText('');
        setRemark('');
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 412) {
          props.reload();
        }
        throw failure;
      }
    });
  return (
    <section class="card no-print">
      {action.failure instanceof Problem && action.failure.status === 412 ? (
        <p class="notice bad" role="alert">
          {t('changedMeanwhile')}
        </p>
      ) : (
        <Failure failure={action.failure} />
      )}
      {can('follow-up') && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send('follow-up', text);
          }}
        >
          <Field id="follow-up" label={t('followUpText')} lines={3} required maxLength={20000} value={text} onInput={setText} />
          <button type="submit" class="primary" disabled={action.busy || text.trim() === ''}>
            {t('followUp')}
          </button>
        </form>
      )}
      <details class="ending">
        <summary>{t(can('acceptance') ? 'acceptAnswer' : can('closing') ? 'close' : 'withdraw')}</summary>
        <Field id="remark" label={t('remark')} lines={2} maxLength={20000} value={remark} onInput={setRemark} />
        <p class="row">
          {can('acceptance') && (
            <button type="button" class="accept" disabled={action.busy} onClick={() => void send('acceptance', remark)}>
              {t('acceptAnswer')}
            </button>
          )}
          {can('closing') && (
            <button type="button" class="close" disabled={action.busy} onClick={() => void send('closing', remark)}>
              {t('close')}
            </button>
          )}
          {can('withdrawal') && (
            <button type="button" class="withdraw" disabled={action.busy} onClick={() => void send('withdrawal', remark)}>
              {t('withdraw')}
            </button>
          )}
        </p>
      </details>
    </section>
  );
}

/** A file of an answer, taken away and compared with the digest the answer names. */
function AnswerFileLink(props: { question: Question; message: Message; file: AnswerFile; api: EngagementApi }) {
  const { question, message, file, api } = props;
  return (
    <div class="row">
      <Foreign text={file.name} /> <span class="muted">{byteSize(file.size)}</span>
      <TakeFile
        path={api.answerFilePath(question, message.number, file.name)}
        file={file}
        item={{ type: 'answer-attachment', questionId: question.id, message: message.number, name: file.name }}
        api={api}
      />
    </div>
  );
}

function LiveBadge({ live }: { live: Live }) {
  return live.state === 'live' ? (
    <span class="badge live">{t('live')}</span>
  ) : live.state === 'reconnecting' ? (
    <span class="badge">{t('reconnecting')}</span>
  ) : null;
}
