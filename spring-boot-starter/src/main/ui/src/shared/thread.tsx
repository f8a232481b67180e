import type { ComponentChildren } from 'preact';
import { writePlace } from './address';
import { Foreign, Prose } from './components';
import { instant } from './format';
import { t, tValue } from './i18n';
import type { AnswerFile, Message, Pin, Question, QuestionState } from './types';

export function QuestionBadge({ state }: { state: QuestionState }) {
  return <span class={`badge question-${state}`}>{tValue('state', state)}</span>;
}

/** How much a question presses, and until when. */
export function Urgency({ question, overdue }: { question: Question; overdue?: boolean }) {
  return (
    <>
      {overdue && <span class="badge question-open">{t('overdue')}</span>}
      {question.priority !== 'normal' && <span class="badge">{tValue('priority', question.priority)}</span>}
      {question.due && <span>{t('dueIs', { day: question.due })}</span>}
    </>
  );
}

/** The place in a record a question is pinned to. */
export function pinPlace(pin: Pin): string {
  const place = pin.field ?? pin.attachment ?? '';
  return place + (pin.page === undefined ? '' : `, ${t('onPage', { n: pin.page })}`);
}

/** What a question is about, in a line. */
export function About({ question, engagement }: { question: Question; engagement?: string }) {
  return (
    <p class="meta">
      <span>{question.id}</span>
      <span>{tValue('category', question.category)}</span>
      <Urgency question={question} />
      {question.pins.map((pin) => {
        const what = (
          <>
            <Foreign text={pin.recordId} /> · {t('versionOf', { n: pin.version })}
            {pinPlace(pin) !== '' && (
              <>
                {' '}
                · <Foreign text={pinPlace(pin)} />
              </>
            )}
          </>
        );
        return (
          <span key={JSON.stringify(pin)}>
            {engagement ? <a href={writePlace(['records', engagement, pin.recordId, pin.version])}>{what}</a> : what}
            {pin.superseded && <span class="badge superseded">{t('supersededPin')}</span>}
          </span>
        );
      })}
      {question.lots.map((lot) => (
        <Foreign key={lot} text={lot} />
      ))}
      {question.clauses.map((clause) => (
        <Foreign key={`${clause.edition} ${clause.number}`} text={`${clause.edition} ${clause.number}`} />
      ))}
    </p>
  );
}

/** The messages of a question in order; `file` shows what can be done with a file of an answer. */
export function Thread(props: { messages: Message[]; file?: (message: Message, file: AnswerFile) => ComponentChildren }) {
  return (
    <ol class="thread">
      {props.messages.map((message) => (
        <li key={message.number} class={`message ${message.kind}`}>
          <p class="meta">
            <strong>{tValue('kind', message.kind)}</strong> · <Foreign text={message.by} /> ·{' '}
            <time dateTime={message.at}>{instant(message.at)}</time> ·{' '}
            <span class="muted">
              {message.leafIndex === null ? t('notYetInLedger') : t('inLedger', { n: message.leafIndex })}
            </span>
            {message.about !== undefined && (
              <> · {t(message.kind === 'translation' ? 'ofMessage' : 'replacesAnswer', { n: message.about })}</>
            )}
          </p>
          {message.text !== '' && <Prose text={message.text} lang={message.language} />}
          {message.translation && (
            <div class="translation">
              <p class="meta">
                <Foreign text={t('translatedBy', { by: message.translation.by })} />
              </p>
              <Prose text={message.translation.text} lang={message.translation.language} />
            </div>
          )}
          {message.attachments?.map((file) => (
            <div key={file.name} class="answer-file">
              {props.file ? props.file(message, file) : <Foreign text={file.name} />}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
