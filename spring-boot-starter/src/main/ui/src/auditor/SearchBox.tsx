import { useState } from 'preact/hooks';
import type { Search } from '../shared/address';
import { Foreign } from '../shared/components';
import { Problem } from '../shared/http';
import { t } from '../shared/i18n';
import type { EngagementApi } from './api';
import { SearchHelp } from './SearchHelp';
import { SuggestBox } from './SuggestBox';

export interface QueryProblem {
  position: number;
  detail: string;
  correction: { from: number; to: number; text: string } | null;
}

/** Where and why a query could not be read; null if that is not what failed. */
export function problemOf(failure: unknown): QueryProblem | null {
  const error =
    failure instanceof Problem ? failure.document?.errors?.find((one) => one.position !== undefined) : undefined;
  return error ? { position: error.position!, detail: error.detail, correction: error.correction ?? null } : null;
}

export function SearchBox(props: {
  api: EngagementApi;
  search: Search;
  onSearch: (q: string) => void;
  wrong: QueryProblem | null;
}) {
  const { q } = props.search;
  // What is typed belongs to the search it was typed at: another one shows its own words.
  const [typed, setTyped] = useState({ at: q, text: q });
  const text = typed.at === q ? typed.text : q;
  return (
    <form
      class="searchbox"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSearch(text.trim());
      }}
    >
      <label for="q">{t('searchLabel')}</label>
      <div class="row">
        <SuggestBox api={props.api} text={text} onText={(next) => setTyped({ at: q, text: next })} wrong={props.wrong} />
        <button type="submit" class="primary">
          {t('search')}
        </button>
      </div>
      {props.wrong && <QueryError query={props.search.q} problem={props.wrong} onSearch={props.onSearch} />}
      <SearchHelp onExample={(example) => props.onSearch(example)} />
    </form>
  );
}

/** The query as it was read, with a mark where it could not be read on, and what was probably meant. */
export function QueryError(props: { query: string; problem: QueryProblem; onSearch: (q: string) => void }) {
  const { query } = props;
  const { position, detail, correction } = props.problem;
  const at = Math.min(position, query.length);
  const end = correction?.to ?? at + ((query.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  const corrected = correction && query.slice(0, correction.from) + correction.text + query.slice(correction.to);
  return (
    <div class="notice bad" role="alert" id="query-error">
      <p>
        <strong>{t('queryWrong')}</strong> ({t('atPosition', { n: at + 1 })})
      </p>
      <p class="query-error" dir="ltr">
        <code>
          {query.slice(0, at)}
          <mark>{query.slice(at, end) || ' '}</mark>
          {query.slice(end)}
        </code>
      </p>
      <p>
        <Foreign text={detail} />
      </p>
      {corrected && (
        <p>
          {t('queryMeant')}
          <button type="button" class="example" onClick={() => props.onSearch(corrected)}>
            <code>
              <Foreign text={corrected} />
            </code>
          </button>
        </p>
      )}
    </div>
  );
}
