import { useState } from 'preact/hooks';
import { AccessTable, TrailFiles } from '../shared/access';
import { cursorOf, FIRST_PAGE, nextPage, previousPage, writePlace } from '../shared/address';
import { Failure, go, Heading, Loading, Pager, useLoaded, usePlace } from '../shared/components';
import { t } from '../shared/i18n';
import { access, accessContentPath, desk, engagements, exposures } from './api';

export function AccessPage() {
  const chosen = usePlace().parameters.get('engagement') ?? '';
  const all = useLoaded(engagements, []);
  return (
    <>
      <Heading title={t('access')}>{t('access')}</Heading>
      <div class="field">
        <label for="access-engagement">{t('engagement')}</label>
        <select
          id="access-engagement"
          value={chosen}
          onChange={(event) => go(writePlace(['access'], { engagement: event.currentTarget.value }))}
        >
          <option value="">{t('allEngagements')}</option>
          {all.value?.items.map((one) => (
            <option value={one.id} selected={one.id === chosen}>
              {one.id} · {one.terms.body}
            </option>
          ))}
        </select>
      </div>
      <Failure failure={all.failure} retry={all.reload} />
      <Trail key={chosen} engagement={chosen} />
      <Exposures />
    </>
  );
}

/** How many persons auditors abroad were shown; none is the usual case, and said. */
function Exposures() {
  const years = useLoaded(exposures, []);
  return (
    <section class="card">
      <h2>{t('exposures')}</h2>
      <p>{t('exposuresLead')}</p>
      <Failure failure={years.failure} retry={years.reload} />
      {years.value?.items.length === 0 && <p class="muted">{t('noExposures')}</p>}
      <ul class="plain">
        {years.value?.items.map((one) => (
          <li key={one.year}>
            {t('exposuresOf', { year: String(one.year), persons: one.persons, engagements: one.engagements })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Trail({ engagement }: { engagement: string }) {
  const [paging, setPaging] = useState(FIRST_PAGE);
  const cursor = cursorOf(paging);
  const page = useLoaded((signal) => access(engagement, cursor, signal), [engagement, cursor]);
  return (
    <>
      <TrailFiles http={desk} path={(format) => accessContentPath(engagement, format)} name={engagement || 'all'} />
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value && (
        <>
          <p class="muted">{t('total', { n: page.value.total })}</p>
          {page.value.items.length === 0 ? <p>{t('noAccess')}</p> : <AccessTable items={page.value.items} />}
          <Pager
            index={paging.index}
            hasNext={page.value.nextCursor !== null}
            onPrevious={() => setPaging(previousPage(paging))}
            onNext={() => setPaging(nextPage(paging, page.value!.nextCursor!))}
          />
        </>
      )}
    </>
  );
}
