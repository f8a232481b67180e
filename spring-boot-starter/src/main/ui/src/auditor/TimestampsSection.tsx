import { Failure, Loading, useLoaded } from '../shared/components';
import { t } from '../shared/i18n';
import { TimestampsView } from '../shared/timestamps';
import type { EngagementApi } from './api';

export function TimestampsSection({ api }: { api: EngagementApi }) {
  const page = useLoaded((signal) => api.timestamps(signal), [api.id]);
  return (
    <section class="card">
      <h2>{t('timestamps')}</h2>
      <p>{t('timestampsAuditorLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value && <TimestampsView timestamps={page.value} />}
    </section>
  );
}
