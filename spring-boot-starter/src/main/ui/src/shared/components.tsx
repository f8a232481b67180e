import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary, useMemo, useRef, useState } from 'preact/hooks';
import { type Place, readPlace } from './address';
import { isDeceptive } from './format';
import { isAbort, Problem } from './http';
import { currentLanguage, type Language, setLanguage, t } from './i18n';

/** Text somebody else wrote: isolated, so that it cannot turn its surroundings around, and marked if it might deceive. */
export function Foreign({ text }: { text: string }) {
  return (
    <>
      <bdi>{text}</bdi>
      {isDeceptive(text) && (
        <span class="deceptive" role="img" aria-label={t('hiddenCharacters')} title={t('hiddenCharacters')}>
          ⚠
        </span>
      )}
    </>
  );
}

/** Foreign text of several lines. */
export function Prose({ text, lang }: { text: string; lang?: string }) {
  return (
    <div class="prose" dir="auto" lang={lang}>
      <Foreign text={text} />
    </div>
  );
}

export function LanguageSwitch() {
  const languages: [Language, string][] = [
    ['zh-CN', '中文'],
    ['en', 'English'],
  ];
  return (
    <div class="languages" role="group" aria-label={t('language')}>
      {languages.map(([language, name]) => (
        <button
          type="button"
          class="quiet"
          lang={language}
          aria-pressed={currentLanguage() === language}
          onClick={() => setLanguage(language)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** The heading of a page; takes the focus when the page opens, so that a screen reader begins there. */
export function Heading({ children, title }: { children: ComponentChildren; title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Remote Audit`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** A failure in words, with a way on. */
export function Failure({ failure, retry }: { failure: unknown; retry?: (() => void) | undefined }) {
  if (failure === null || failure === undefined || isAbort(failure)) {
    return null;
  }
  const problem = failure instanceof Problem ? failure : null;
  const document = problem?.document;
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{document?.title ?? (problem?.status === 0 ? t('offline') : t('failed', { status: problem?.status ?? 0 }))}</strong>
        {document && <span class="code"> {document.code}</span>}
      </p>
      {document && document.detail !== document.title && (
        <p>
          <Foreign text={document.detail} />
        </p>
      )}
      {document?.errors && document.errors.length > 0 && (
        <ul>
          {document.errors.map((error) => (
            <li>
              {(error.pointer ?? error.parameter) && <code>{error.pointer ?? error.parameter}</code>}{' '}
              <Foreign text={error.detail} />
            </li>
          ))}
        </ul>
      )}
      {retry && mayPass(problem) && (
        <button type="button" onClick={retry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}

/** Whether trying again might end otherwise: what is refused with a reason stays refused. */
function mayPass(problem: Problem | null): boolean {
  return problem === null || problem.status === 0 || problem.status === 429 || problem.status >= 500;
}

export function Loading() {
  return (
    <p class="loading" role="status">
      {t('loading')}
    </p>
  );
}

export interface Loaded<T> {
  value: T | null;
  failure: unknown;
  loading: boolean;
  reload: () => void;
  replace: (value: T) => void;
}

/** Loads something when the page opens and whenever what it depends on changes; an answer that comes too late is dropped. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, depends: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; failure: unknown; loading: boolean }>({
    value: null,
    failure: null,
    loading: true,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, failure: null, loading: true }));
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) {
          setState({ value, failure: null, loading: false });
        }
      },
      (failure) => {
        if (!abort.signal.aborted) {
          setState((before) => ({ ...before, failure, loading: false }));
        }
      },
    );
    return () => abort.abort();
  }, [...depends, round]);
  return {
    ...state,
    reload: () => setRound((n) => n + 1),
    replace: (value) => setState({ value, failure: null, loading: false }),
  };
}

/** Runs something a person started, once at a time, and keeps its failure for the page to show. */
export function useAction(): {
  busy: boolean;
  failure: unknown;
  run: (work: () => Promise<void>) => Promise<void>;
} {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef(false);
  const run = async (work: () => Promise<void>) => {
    if (running.current) {
      return;
    }
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (reason) {
      setFailure(reason);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, failure, run };
}

export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => {
      setHash(location.hash);
      window.scrollTo(0, 0);
    };
    // It may have changed between the first look and this one, when nobody listened yet.
    setHash(location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return useMemo(() => readPlace(hash), [hash]);
}

export function go(address: string): void {
  location.hash = address;
}

/** For the skip link: the address after `#` is a place of the page, so the focus is moved here. */
export function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Keeps the frame standing when what is inside it fails; a new place gets a new try through its `key`. */
export function Guard({ children }: { children: ComponentChildren }) {
  const [broken] = useErrorBoundary((error) => console.error(error));
  return broken === undefined ? (
    <>{children}</>
  ) : (
    <p class="notice bad" role="alert">
      {t('broken')}{' '}
      <button type="button" onClick={() => location.reload()}>
        {t('reload')}
      </button>
    </p>
  );
}

/** Name and value pairs; pairs without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A wide table: scrolls by itself on a narrow screen, by keyboard too. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

export function Pager(props: { index: number; hasNext: boolean; onPrevious: () => void; onNext: () => void }) {
  if (props.index === 0 && !props.hasNext) {
    return null;
  }
  return (
    <nav class="pager" aria-label={t('pageNumber', { n: props.index + 1 })}>
      <button type="button" disabled={props.index === 0} onClick={props.onPrevious}>
        ‹ {t('previous')}
      </button>
      <span>{t('pageNumber', { n: props.index + 1 })}</span>
      <button type="button" disabled={!props.hasNext} onClick={props.onNext}>
        {t('next')} ›
      </button>
    </nav>
  );
}

/** A labelled text field of one or more lines. */
export function Choice(props: {
  id: string;
  label: string;
  value: string;
  options: (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select id={props.id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Field(props: {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  lines?: number;
  hint?: string;
  required?: boolean;
  maxLength?: number;
  type?: 'text' | 'password' | 'date' | 'datetime-local';
}) {
  const { id, label, hint, lines } = props;
  const common = {
    id,
    value: props.value,
    required: props.required ?? false,
    maxLength: props.maxLength,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => props.onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines ? (
        <textarea rows={lines} {...common} />
      ) : (
        // The types of `preact` want to know which one; any of them does.
        <input type={(props.type ?? 'text') as 'text'} autoComplete="off" {...common} />
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      onClick={() => {
        navigator.clipboard?.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
    </button>
  );
}
