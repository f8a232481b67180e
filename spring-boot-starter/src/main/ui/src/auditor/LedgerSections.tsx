import { parseCheckpoint } from '../shared/checkpoint';
import { Facts, Failure, Foreign, Loading, useLoaded } from '../shared/components';
import { count, t } from '../shared/i18n';
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

/** Who of this engagement's own side has witnessed the ledger. */
export function CosignaturesSection({ api }: { api: EngagementApi }) {
  const page = useLoaded((signal) => api.cosignatures(signal), [api.id]);
  const newest = page.value?.items[0];
  return (
    <section class="card">
      <h2>{t('cosignatures')}</h2>
      <p>{t('cosignaturesLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value && !newest && <p class="muted">{t('cosignaturesNone')}</p>}
      {page.value && newest && (
        <Facts
          facts={[
            [t('cosignaturesCount'), count(page.value.total)],
            [t('cosignaturesNewest'), <Cosigned note={newest} />],
          ]}
        />
      )}
    </section>
  );
}

function Cosigned({ note }: { note: string }) {
  const checkpoint = parseCheckpoint(note);
  const witnesses = checkpoint.signatures.map((line) => line.name).filter((name) => name !== checkpoint.origin);
  return (
    <>
      {t('atLedgerSize', { n: count(checkpoint.size) })}: <Foreign text={[...new Set(witnesses)].join(' · ')} />
    </>
  );
}
