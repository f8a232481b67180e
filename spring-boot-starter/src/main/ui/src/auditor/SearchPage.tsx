import { useEffect, useState } from 'preact/hooks';
import {
  cursorOf,
  FACETS,
  type FacetName,
  FIRST_PAGE,
  measuredOf,
  nextPage,
  type Paging,
  previousPage,
  queryString,
  readPlace,
  readSearch,
  type Search,
  type SortName,
  sortNamed,
  sortsIn,
  toggle,
  writePlace,
  writeSearch,
} from '../shared/address';
import { Failure, Foreign, go, Heading, Loading, Pager, useLoaded, usePlace } from '../shared/components';
import { characteristicsIn, characteristicTitle, facetValue, fieldName, typeName, wallClock } from '../shared/format';
import { count, t, tValue } from '../shared/i18n';
import { VerdictBadge, worstVerdict } from '../shared/record';
import type { Engagement, Scope, SearchHit, SearchPage as Found, Segment } from '../shared/types';
import type { EngagementApi } from './api';
import { problemOf, SearchBox } from './SearchBox';

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
  const page = useLoaded((signal) => api.search(search, engagement.terms.scope, cursorOf(paging), signal), [api, query, paging]);
  const turn = (next: Paging) => {
    remembered = { ...remembered, paging: next };
    redraw((n) => n + 1);
    window.scrollTo(0, 0);
  };
  const show = (next: Search) => go(writePlace(['records', engagement.id], writeSearch(next)));
  const wrong = problemOf(page.failure);
  const found = page.failure ? null : page.value;
  return (
    <>
      <Heading title={t('search')}>{t('search')}</Heading>
      <SearchBox api={api} search={search} onSearch={(q) => show({ ...search, q })} wrong={wrong} />
      {search.ledgerSize !== null && (
        <AsOfNotice size={search.ledgerSize} onNewest={() => show({ ...search, ledgerSize: null })} />
      )}
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
                <SortChoice scope={engagement.terms.scope} search={search} found={found} onSort={(sort) => show({ ...search, sort })} />
                {engagement.terms.rights.includes('sample') && found.total > 0 && (
                  <a class="button" href={writePlace(['samples', engagement.id, 'new'], writeSearch(search))}>
                    {t('sampleThese')}
                  </a>
                )}
                {engagement.terms.rights.includes('export') && found.total > 0 && search.ledgerSize === null && (
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
            <AsOf found={found} onSize={(ledgerSize) => show({ ...search, ledgerSize })} />
          </section>
        </div>
      )}
    </>
  );
}

/** The orders there are: by a measured value where the query, a filter or the order itself names its characteristic. */
function SortChoice(props: { scope: Scope; search: Search; found: Found; onSort: (sort: SortName) => void }) {
  const { scope, search, found, onSort } = props;
  const sorted = measuredOf(search.sort);
  const codes = [
    ...new Set([
      ...characteristicsIn(found.query),
      ...(search.filters.characteristic ?? []),
      ...(sorted === null ? [] : [sorted]),
    ]),
  ];
  return (
    <label title={codes.length === 0 ? t('sortHint') : undefined}>
      {t('sort')}{' '}
      <select value={search.sort} onChange={(event) => onSort(sortNamed(event.currentTarget.value))}>
        {sortsIn(scope).map((sort) => (
          <option value={sort}>{tValue('sort', sort)}</option>
        ))}
        {codes.flatMap((code) => [
          <option value={`measured/${code}`}>{t('sortMeasured', { name: characteristicTitle(code) })}</option>,
          <option value={`-measured/${code}`}>{t('sortMeasuredLargest', { name: characteristicTitle(code) })}</option>,
        ])}
      </select>
    </label>
  );
}

/** Says that an earlier state is shown, with the way back. */
function AsOfNotice({ size, onNewest }: { size: number; onNewest: () => void }) {
  return (
    <p class="notice wait">
      {t('asOfNotice', { n: size })}{' '}
      <button type="button" class="quiet" onClick={onNewest}>
        {t('asOfNewest')}
      </button>
    </p>
  );
}

/** The way to the same search at an earlier ledger size. */
function AsOf({ found, onSize }: { found: Found; onSize: (size: number) => void }) {
  const [size, setSize] = useState(String(found.ledgerSize));
  useEffect(() => setSize(String(found.ledgerSize)), [found.ledgerSize]);
  return (
    <details class="as-of">
      <summary>{t('asOf')}</summary>
      <p class="muted">{t('asOfLead')}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          onSize(Number(size));
        }}
      >
        <label for="as-of">{t('asOfSize')}</label>
        <input
          id="as-of"
          type="number"
          required
          min={0}
          max={999_999_999_999_999}
          step={1}
          value={size}
          onInput={(event) => setSize(event.currentTarget.value)}
        />
        <button type="submit">{t('asOfSearch')}</button>
      </form>
    </details>
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
