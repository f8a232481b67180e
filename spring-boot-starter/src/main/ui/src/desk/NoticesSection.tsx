import { Failure, Foreign, useAction, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import type { StaffSession } from '../shared/types';
import { deadNotices, replayNotice } from './api';

/** Notices that were given up; nothing is shown where all arrived. */
export function NoticesSection({ staff }: { staff: StaffSession }) {
  const page = useLoaded(deadNotices, []);
  const action = useAction();
  if (!page.value || page.value.total === 0) {
    return <Failure failure={page.failure} retry={page.reload} />;
  }
  return (
    <section class="card notices" aria-labelledby="notices-heading">
      <h2 id="notices-heading">{t('deadNotices')}</h2>
      <p class="muted">{t('deadNoticesLead')}</p>
      <Failure failure={action.failure} />
      <ul class="plain">
        {page.value.items.map((notice) => (
          <li key={`${notice.id} ${notice.target}`}>
            <p class="meta">
              <code>{notice.type}</code>
              <Foreign text={notice.target} />
              <span>{notice.subjectId}</span>
              <span>{instant(notice.createdAt)}</span>
            </p>
            <p>
              <Foreign text={notice.failure} />
            </p>
            {staff.roles.includes('manage') && (
              <button
                type="button"
                disabled={action.busy}
                onClick={() => void action.run(async () => page.replace(await replayNotice(notice)))}
              >
                {t('sendAgain')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
