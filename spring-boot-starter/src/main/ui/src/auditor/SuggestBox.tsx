import { useEffect, useRef, useState } from 'preact/hooks';
import { Foreign } from '../shared/components';
import { count, localized, t } from '../shared/i18n';
import type { Suggestion, Suggestions } from '../shared/types';
import type { EngagementApi } from './api';
import { Asker, completed } from './suggesting';

/**
 * A query's input with completions of what stands at the cursor: a combobox as ARIA describes it. The list lies over the page,
 * so that nothing moves; the focus stays in the input, and Enter searches unless a completion was chosen with the arrows.
 */
export function SuggestBox(props: {
  api: EngagementApi;
  text: string;
  onText: (text: string) => void;
  wrong: { position: number } | null;
}) {
  const { text } = props;
  const input = useRef<HTMLInputElement>(null);
  const cursor = useRef<number | null>(null);
  const [asker] = useState(() => new Asker((q, at, signal) => props.api.suggest(q, at, signal)));
  const [shown, setShown] = useState<Suggestions | null>(null);
  const [chosen, setChosen] = useState(-1);
  const items = shown?.items ?? [];

  const hide = () => {
    asker.stop();
    setShown(null);
    setChosen(-1);
  };
  const ask = (q: string, at: number) => {
    asker.ask(q, at, (found) => {
      setShown(found.items.length > 0 && document.activeElement === input.current ? found : null);
      setChosen(-1);
    });
  };
  const accept = (suggestion: Suggestion) => {
    const next = completed(text, suggestion);
    cursor.current = next.at;
    props.onText(next.text);
    hide();
    if (suggestion.text.endsWith(':')) {
      ask(next.text, next.at);
    }
  };

  useEffect(() => () => asker.stop(), [asker]);
  useEffect(() => {
    if (cursor.current !== null) {
      input.current?.setSelectionRange(cursor.current, cursor.current);
      cursor.current = null;
    }
  }, [text]);
  const position = props.wrong?.position;
  useEffect(() => {
    if (position !== undefined && input.current) {
      input.current.focus();
      input.current.setSelectionRange(position, Math.min(position + 1, input.current.value.length));
    }
  }, [position]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (event.isComposing) {
      return;
    }
    if (step !== undefined) {
      event.preventDefault();
      if (items.length > 0) {
        // One place more than there are: the input itself.
        setChosen(((chosen + 1 + step + items.length + 1) % (items.length + 1)) - 1);
      } else {
        ask(text, input.current?.selectionStart ?? text.length);
      }
    } else if (event.key === 'Enter' && items[chosen]) {
      event.preventDefault();
      accept(items[chosen]);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      hide();
    } else if (event.key === 'Escape' && shown) {
      // Otherwise the browser clears a search input.
      event.preventDefault();
      hide();
    }
  };

  return (
    <div class="suggest">
      <input
        id="q"
        ref={input}
        type="search"
        // The types of `preact` take an input for a combobox only with a `datalist`; this one brings its own list.
        {...({ role: 'combobox' } as object)}
        aria-expanded={shown !== null}
        aria-controls="q-suggestions"
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `q-suggestion-${chosen}` : undefined}
        value={text}
        maxLength={512}
        placeholder={t('searchPlaceholder')}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        aria-invalid={props.wrong !== null}
        aria-describedby={props.wrong ? 'query-error' : undefined}
        onInput={(event) => {
          const { value, selectionStart } = event.currentTarget;
          props.onText(value);
          if (!event.isComposing) {
            ask(value, selectionStart ?? value.length);
          }
        }}
        onCompositionEnd={(event) => {
          const { value, selectionStart } = event.currentTarget;
          ask(value, selectionStart ?? value.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={hide}
      />
      <ul id="q-suggestions" role="listbox" aria-label={t('suggestionsLabel')} hidden={shown === null}>
        {items.map((item, i) => (
          <li
            key={`${item.kind} ${item.text}`}
            id={`q-suggestion-${i}`}
            role="option"
            aria-selected={i === chosen}
            // The input keeps the focus, so that a click does not close the list before it counts.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => accept(item)}
          >
            <Option item={item} />
          </li>
        ))}
        {shown && !shown.complete && (
          <li class="more" role="presentation">
            {t('suggestionsMore')}
          </li>
        )}
      </ul>
      <span class="unseen" role="status" aria-live="polite">
        {shown ? t('suggestionsCount', { n: items.length }) : ''}
      </span>
    </div>
  );
}

function Option({ item }: { item: Suggestion }) {
  const label = localized(item.label);
  return (
    <>
      <span class="suggestion-text">
        <code>
          <Foreign text={item.text} />
        </code>
        {label !== item.text && (
          <span>
            <Foreign text={label} />
          </span>
        )}
      </span>
      <span class="suggestion-side">
        {item.field && <span>{localized(item.field)}</span>}
        {item.count !== undefined && <span class="number">{t('suggestionRecords', { n: count(item.count) })}</span>}
      </span>
    </>
  );
}
