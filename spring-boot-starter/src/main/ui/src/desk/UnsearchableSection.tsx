import { Facts, Failure, Foreign, Loading, useLoaded } from '../shared/components';
import { count, t } from '../shared/i18n';
import { unsearchableFiles } from './api';

/** Which records auditors cannot find by all of their files, so that the maker can attach better ones. */
export function UnsearchableSection() {
  const page = useLoaded(unsearchableFiles, []);
  const found = page.value;
  return (
    <section class="card">
      <h2>{t('unsearchable')}</h2>
      <p>{t('unsearchableLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !found && <Loading />}
      {found && found.total === 0 && <p>{t('unsearchableNone')}</p>}
      {found && found.total > 0 && (
        <>
          <Facts facts={found.reasons.map((one) => [one.message, t('unsearchableCount', { n: one.records })])} />
          {found.items.length < found.total && (
            <p class="muted">{t('unsearchableOf', { n: count(found.items.length), total: count(found.total) })}</p>
          )}
          <ul>
            {found.items.map((one) => (
              <li key={`${one.id}/${one.version}`}>
                <Foreign text={one.id} />
                {one.attachments.map((file) => (
                  <>
                    {' · '}
                    <Foreign text={file.name} /> <span class="muted">{file.message}</span>
                  </>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
