import { useState } from 'preact/hooks';
import { AccessTable, TrailFiles } from '../shared/access';
import { cursorOf, FIRST_PAGE, nextPage, previousPage } from '../shared/address';
import { Failure, Heading, Loading, Pager, useLoaded } from '../shared/components';
import { t } from '../shared/i18n';
import type { EngagementApi } from './api';
import { endpoint } from './session';

export function AccessPage({ api }: { api: EngagementApi }) {
  const [paging, setPaging] = useState(FIRST_PAGE);
  const cursor = cursorOf(paging);
  const page = useLoaded((signal) => api.access(cursor, signal), [api, cursor]);
  return (
    <>
      <Heading title={t('access')}>{t('access')}</Heading>
      <p>{t('accessLead')}</p>
      <TrailFiles http={endpoint} path={(format) => api.accessContentPath(format)} name={api.id} />
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
