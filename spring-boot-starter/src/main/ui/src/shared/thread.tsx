import { Foreign, Prose } from './components';
import { instant } from './format';
import { t, tValue } from './i18n';
import type { Message, QuestionState } from './types';

export function QuestionBadge({ state }: { state: QuestionState }) {
  return <span class={`badge question-${state}`}>{tValue('state', state)}</span>;
}

/** The messages of a question in order. */
export function Thread({ messages }: { messages: Message[] }) {
  return (
    <ol class="thread">
      {messages.map((message) => (
        <li key={message.number} class={`message ${message.kind}`}>
          <p class="meta">
            <strong>{tValue('kind', message.kind)}</strong> · <Foreign text={message.by} /> ·{' '}
            <time dateTime={message.at}>{instant(message.at)}</time> ·{' '}
            <span class="muted">
              {message.leafIndex === null ? t('notYetInLedger') : t('inLedger', { n: message.leafIndex })}
            </span>
          </p>
          {message.text !== '' && <Prose text={message.text} lang={message.language} />}
        </li>
      ))}
    </ol>
  );
}
