import { writePlace } from '../shared/address';
import { Failure, Foreign, Heading, Loading, useLoaded } from '../shared/components';
import { t } from '../shared/i18n';
import { SampleCards, SampleFacts, SampleSheet } from '../shared/sample';
import { sample, samples } from './api';

/** What auditors drew in an engagement, also what they never drew to the end. */
export function SamplesSection({ engagement }: { engagement: string }) {
  const page = useLoaded((signal) => samples(engagement, signal), [engagement]);
  return (
    <section class="section">
      <h2>{t('samples')}</h2>
      <Failure failure={page.failure} retry={page.reload} />
      {page.value?.items.length === 0 && <p class="muted">{t('noSamples')}</p>}
      <SampleCards samples={page.value?.items ?? []} place={(one) => writePlace(['samples', one.id])} />
    </section>
  );
}

export function SamplePage({ id }: { id: string }) {
  const page = useLoaded((signal) => sample(id, signal), [id]);
  const one = page.value;
  return (
    <>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          <p class="crumbs">
            <a href={writePlace(['engagements', one.engagement ?? ''])}>‹ {t('engagement')}</a>
          </p>
          <Heading title={one.objective}>
            <Foreign text={one.objective} />
          </Heading>
          <p class="meta">
            <SampleFacts sample={one} />
          </p>
          <SampleSheet sample={one} samplePlace={(other) => writePlace(['samples', other])} />
        </>
      )}
    </>
  );
}
