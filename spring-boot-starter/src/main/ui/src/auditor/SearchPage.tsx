import { useEffect, useRef, useState } from 'preact/hooks';
import {
  cursorOf,
  FACETS,
  type FacetName,
  FIRST_PAGE,
  nextPage,
  type Paging,
  previousPage,
  queryString,
  readPlace,
  readSearch,
  type Search,
  SORTS,
  toggle,
  writePlace,
  writeSearch,
} from '../shared/address';
import { Failure, Foreign, go, Heading, Loading, Pager, useLoaded, usePlace } from '../shared/components';
import { facetValue, fieldName, typeName, wallClock } from '../shared/format';
import { Problem } from '../shared/http';
import { count, t, tValue } from '../shared/i18n';
import { VerdictBadge, worstVerdict } from '../shared/record';
import type { Engagement, SearchHit, SearchPage as Found, Segment } from '../shared/types';
import type { EngagementApi } from './api';
import { SearchHelp } from './SearchHelp';

/** Where in the pages of which search the reader was, so that coming back from a record loses nothing. */
let remembered = { engagement: '', query: '', paging: FIRST_PAGE };

export function SearchPage({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const place = usePlace();
  const search = readSearch(place.parameters);
  const query = queryString(writeSearch(search));
  const [, redraw] = useState(0);
  if (remembered.engagement !== engagement.id || remembered.query !== query) {
    remembered = { engagement: engagement.id, query, paging: FIRST_PAGE };
  }
  const { paging } = remembered;
  const page = useLoaded((signal) => api.search(search, cursorOf(paging), signal), [api, query, paging]);
  const turn = (next: Paging) => {
    remembered = { ...remembered, paging: next };
    redraw((n) => n + 1);
    window.scrollTo(0, 0);
  };
  const show = (next: Search) => go(writePlace(['records', engagement.id], writeSearch(next)));
  const wrong = positionOf(page.failure);
  const found = page.failure ? null : page.value;
  return (
    <>
      <Heading title={t('search')}>{t('search')}</Heading>
      <SearchBox search={search} onSearch={(q) => show({ ...search, q })} wrong={wrong} />
      {wrong && <QueryError query={search.q} {...wrong} />}
      {!wrong && <Failure failure={page.failure} retry={page.reload} />}
      {page.failure !== null && paging.index > 0 && (
        // A cursor lasts a quarter of an hour.
        <button type="button" onClick={() => turn(FIRST_PAGE)}>
          {t('firstPage')}
        </button>
      )}
      {page.loading && !page.value && <Loading />}
      {found && (
        <div class={page.loading ? 'search stale' : 'search'} aria-busy={page.loading}>
          <Facets found={found} search={search} onSearch={show} />
          <section aria-label={t('results')}>
            <div class="results-bar">
              <p role="status" aria-live="polite">
                <strong>
                  {found.total === 0 ? t('foundNone') : found.total === 1 ? t('foundOne') : t('found', { n: found.total })}
                </strong>{' '}
                <span class="muted">{t('atLedgerSize', { n: found.ledgerSize })}</span>
              </p>
              <p class="results-tools">
                <label>
                  {t('sort')}{' '}
                  <select
                    value={search.sort}
                    onChange={(event) => {
                      const sort = SORTS.find((one) => one === event.currentTarget.value) ?? 'relevance';
                      show({ ...search, sort });
                    }}
                  >
                    {SORTS.map((sort) => (
                      <option value={sort}>{tValue('sort', sort)}</option>
                    ))}
                  </select>
                </label>
                {engagement.terms.rights.includes('export') && found.total > 0 && (
                  <a class="button" href={writePlace(['exports', engagement.id], writeSearch(search))}>
                    {t('exportThese')}
                  </a>
                )}
              </p>
            </div>
            <ol class="hits">
              {found.items.map((hit) => (
                <Hit key={hit.id} hit={hit} engagement={engagement.id} />
              ))}
            </ol>
            <Pager
              index={paging.index}
              hasNext={found.nextCursor !== null}
              onPrevious={() => turn(previousPage(paging))}
              onNext={() => turn(nextPage(paging, found.nextCursor!))}
            />
          </section>
        </div>
      )}
    </>
  );
}

interface QueryProblem {
  position: number;
  detail: string;
}

function positionOf(failure: unknown): QueryProblem | null {
  const error =
    failure instanceof Problem ? failure.document?.errors?.find((one) => one.position !== undefined) : undefined;
  return error ? { position: error.position!, detail: error.detail } : null;
}

function SearchBox(props: { search: Search; onSearch: (q: string) => void; wrong: QueryProblem | null }) {
  const [text, setText] = useState(props.search.q);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(props.search.q), [props.search.q]);
  const position = props.wrong?.position;
  useEffect(() => {
    if (position !== undefined && input.current) {
      input.current.focus();
      input.current.setSelectionRange(position, Math.min(position + 1, input.current.value.length));
    }
  }, [position, props.search.q]);
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
        <input
          id="q"
          ref={input}
          type="search"
          value={text}
          maxLength={512}
          placeholder={t('searchPlaceholder')}
          autoComplete="off"
          spellcheck={false}
          aria-invalid={props.wrong !== null}
          aria-describedby={props.wrong ? 'query-error' : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          {t('search')}
        </button>
      </div>
      <SearchHelp onExample={(example) => props.onSearch(example)} />
    </form>
  );
}

/** The query as it was read, with a mark where it could not be read on. */
function QueryError({ query, position, detail }: { query: string } & QueryProblem) {
  const at = Math.min(position, query.length);
  const end = at + ((query.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
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
    </div>
  );
}

function Facets(props: { found: Found; search: Search; onSearch: (search: Search) => void }) {
  const { found, search } = props;
  const chosen = Object.values(search.filters).reduce((sum, values) => sum + (values?.length ?? 0), 0);
  // Open beside the results on a wide screen, folded above them on a narrow one.
  const [wide] = useState(() => window.matchMedia('(min-width: 56rem)').matches);
  return (
    <details class="facets" open={wide || chosen > 0}>
      <summary>
        {t('filters')}
        {chosen > 0 && ` (${chosen})`}
      </summary>
      {chosen > 0 && (
        <button type="button" class="quiet" onClick={() => props.onSearch({ ...search, filters: {} })}>
          {t('clearFilters')}
        </button>
      )}
      {FACETS.filter((facet) => found.facets[facet]).map((facet) => (
        <FacetGroup
          key={facet}
          facet={facet}
          counts={found.facets[facet]!}
          chosen={search.filters[facet] ?? []}
          onToggle={(value) => props.onSearch(toggle(search, facet, value))}
        />
      ))}
    </details>
  );
}

const SHORT = 8;

function FacetGroup(props: {
  facet: FacetName;
  counts: { value: string; count: number }[];
  chosen: string[];
  onToggle: (value: string) => void;
}) {
  const [all, setAll] = useState(false);
  const missing = props.chosen.filter((value) => !props.counts.some((one) => one.value === value));
  // Months make sense in their own order only, the others with the most frequent first as they come.
  const counts =
    props.facet === 'month' ? [...props.counts].sort((a, b) => (a.value < b.value ? -1 : 1)) : props.counts;
  const values = [...counts, ...missing.map((value) => ({ value, count: 0 }))];
  if (values.length === 0) {
    return null;
  }
  const shown = all ? values : values.filter((one, i) => i < SHORT || props.chosen.includes(one.value));
  return (
    <fieldset>
      <legend>{tValue('facet', props.facet)}</legend>
      {shown.map(({ value, count: n }) => (
        <label class="check" key={value}>
          <input
            type="checkbox"
            checked={props.chosen.includes(value)}
            onChange={() => props.onToggle(value)}
          />
          <span class="facet-value">
            <Foreign text={facetValue(props.facet, value)} />
          </span>
          <span class="facet-count">{count(n)}</span>
        </label>
      ))}
      {values.length > SHORT && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('showFewer') : t('showAll', { n: values.length })}
        </button>
      )}
    </fieldset>
  );
}

function Hit({ hit, engagement }: { hit: SearchHit; engagement: string }) {
  const { record } = hit;
  const title = hit.highlights.find((one) => one.field === 'title');
  const verdict = worstVerdict(record);
  return (
    <li>
      <h2>
        <a href={writePlace(['records', engagement, hit.id])}>
          {title ? <Marked segments={title.segments} /> : <Foreign text={record.title ?? hit.id} />}
        </a>
      </h2>
      <p class="meta">
        {record.type && <span>{typeName(record.type)}</span>}
        <code>
          <Foreign text={hit.id} />
        </code>
        {hit.version > 1 && <span>{t('versionOf', { n: hit.version })}</span>}
        {record.site && <Foreign text={record.site} />}
        {record.productFamily && <Foreign text={record.productFamily} />}
        {record.lots && record.lots.length > 0 && <Foreign text={record.lots.join(' · ')} />}
        {record.occurredAt && <span>{wallClock(record.occurredAt)}</span>}
        {verdict && <VerdictBadge verdict={verdict} />}
      </p>
      {hit.highlights
        .filter((one) => one.field !== 'title')
        .map((one) => (
          <p class="highlight" key={one.field}>
            <span class="muted">{fieldName(record.type, one.field)}: </span>
            <Marked segments={one.segments} />
          </p>
        ))}
    </li>
  );
}

function Marked({ segments }: { segments: Segment[] }) {
  return <bdi>{segments.map((segment) => (segment.match ? <mark>{segment.text}</mark> : segment.text))}</bdi>;
}

/** The search the reader last made in this engagement, to go back to from a record. */
export function lastSearch(engagement: string): string {
  return writePlace(['records', engagement]) + (remembered.engagement === engagement ? remembered.query : '');
}

/** The search in the page's address, for the export that starts from it. */
export function searchHere(): Search {
  return readSearch(readPlace(location.hash).parameters);
}
