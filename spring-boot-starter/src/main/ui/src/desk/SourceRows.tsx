import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { cursorOf, FIRST_PAGE, nextPage, type Paging, previousPage } from '../shared/address';
import { Failure, Foreign, type Loaded, Loading, Pager, useLoaded, Wide } from '../shared/components';
import { instant } from '../shared/format';
import { localized, t } from '../shared/i18n';
import type { Page } from '../shared/types';
import { ReasonForm } from './ReasonForm';
import { dismiss, missingRows, type RefusedRow, refusedRows } from './sources';

/** Rows that could not become records; each is tried again until it is right, or somebody says that it is none. */
export function RefusedSection(props: { name: string; newest: string; manages: boolean; changed: () => void }) {
  const { name, newest, manages } = props;
  const [paging, setPaging] = useState(FIRST_PAGE);
  const after = cursorOf(paging);
  const page = useLoaded((signal) => refusedRows(name, after, signal), [name, after, newest]);
  return (
    <section class="card refused" aria-labelledby="refused-heading">
      <h2 id="refused-heading">{t('refusedRows')}</h2>
      <p class="muted">{t('refusedLead')}</p>
      <Listed page={page} paging={paging} turn={setPaging} empty={t('refusedNone')}>
        <ul class="plain">
          {page.value?.items.map((row) => (
            <li key={row.key} class="refusal">
              <p>
                <strong>
                  <Foreign text={row.row} />
                </strong>{' '}
                <Foreign text={localized(row.reason)} />
              </p>
              <p class="meta">
                <span>{t('refusedSince', { at: instant(row.refusedAt) })}</span>
                <span>{t('refusedTried', { at: instant(row.triedAt) })}</span>
              </p>
              {row.dismissal ? (
                <p class="notice">
                  <Foreign
                    text={t('refusedDismissed', { by: row.dismissal.by, at: instant(row.dismissal.at), reason: row.dismissal.reason })}
                  />
                </p>
              ) : (
                manages && (
                  <Dismiss
                    row={row}
                    submit={async (reason) => {
                      await dismiss(name, row.key, reason);
                      page.reload();
                      props.changed();
                    }}
                  />
                )
              )}
            </li>
          ))}
        </ul>
      </Listed>
    </section>
  );
}

function Dismiss({ row, submit }: { row: RefusedRow; submit: (reason: string) => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  return asking ? (
    <ReasonForm id={`dismiss-${row.key}`} label={t('dismiss')} submit={submit} cancel={() => setAsking(false)} />
  ) : (
    <button type="button" onClick={() => setAsking(true)} aria-label={`${t('dismiss')}: ${row.row}`}>
      {t('dismiss')}
    </button>
  );
}

/** Rows that are gone from their table; their records stay. */
export function MissingSection({ name, newest }: { name: string; newest: string }) {
  const [paging, setPaging] = useState(FIRST_PAGE);
  const after = cursorOf(paging);
  const page = useLoaded((signal) => missingRows(name, after, signal), [name, after, newest]);
  return (
    <section class="card missing" aria-labelledby="missing-heading">
      <h2 id="missing-heading">{t('missingRows')}</h2>
      <p class="muted">{t('missingLead')}</p>
      <Listed page={page} paging={paging} turn={setPaging} empty={t('missingNone')}>
        <Wide label={t('missingRows')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('missingRow')}</th>
                <th scope="col">{t('missingRecord')}</th>
                <th scope="col">{t('missingNoticed')}</th>
              </tr>
            </thead>
            <tbody>
              {page.value?.items.map((row) => (
                <tr key={row.key}>
                  <td>
                    <Foreign text={row.row} />
                  </td>
                  <td>
                    <Foreign text={row.record} />
                  </td>
                  <td class="nowrap">
                    <time dateTime={row.noticedAt}>{instant(row.noticedAt)}</time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </Listed>
    </section>
  );
}

/** A page of a list, which may not be there yet or be empty, and the way to its neighbours. */
function Listed<T>(props: {
  page: Loaded<Page<T>>;
  paging: Paging;
  turn: (paging: Paging) => void;
  empty: string;
  children: ComponentChildren;
}) {
  const { page, paging, turn } = props;
  const next = page.value?.nextCursor ?? null;
  return (
    <>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value?.items.length === 0 ? <p>{props.empty}</p> : page.value && props.children}
      <Pager
        index={paging.index}
        hasNext={next !== null}
        onPrevious={() => turn(previousPage(paging))}
        onNext={() => turn(nextPage(paging, next!))}
      />
    </>
  );
}
