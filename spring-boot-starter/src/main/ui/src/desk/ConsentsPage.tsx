import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Failure, Field, Foreign, Heading, Loading, useAction, useLoaded } from '../shared/components';
import { ConsentBadge, consentItemText, ConsentView } from '../shared/consent';
import { t } from '../shared/i18n';
import type { DeskConsent, StaffRole } from '../shared/types';
import { consents, grantConsent, refuseConsent, revokeConsent } from './api';
import { ReasonForm } from './ReasonForm';

/** What auditors asked consent for, with what waits first. */
export function ConsentsPage({ roles }: { roles: StaffRole[] }) {
  const page = useLoaded(consents, []);
  return (
    <>
      <Heading title={t('consents')}>{t('consents')}</Heading>
      <p>{t('consentsLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      <div aria-live="polite">{page.value?.items.length === 0 && <p>{t('noConsents')}</p>}</div>
      <ul class="cards">
        {page.value?.items.map((one) => (
          <li class="card consent" key={one.id}>
            <h2>
              <Foreign text={consentItemText(one.item)} /> <ConsentBadge state={one.state} />
            </h2>
            <p class="meta">
              <a href={writePlace(['engagements', one.engagement])}>
                <Foreign text={one.engagement} />
              </a>
              <span>{one.id}</span>
            </p>
            <ConsentView consent={one} />
            {roles.includes('release') && <Decide one={one} reload={page.reload} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Decide({ one, reload }: { one: DeskConsent; reload: () => void }) {
  const [refusing, setRefusing] = useState(false);
  if (one.state === 'granted') {
    return (
      <ReasonForm
        id={`revoke-${one.id}`}
        label={t('consentRevoke')}
        submit={async (reason) => {
          await revokeConsent(one.id, reason);
          reload();
        }}
      />
    );
  }
  if (one.state !== 'asked') {
    return null;
  }
  return refusing ? (
    <ReasonForm
      id={`refuse-${one.id}`}
      label={t('consentRefuse')}
      submit={async (reason) => {
        await refuseConsent(one.id, reason);
        reload();
      }}
      cancel={() => setRefusing(false)}
    />
  ) : (
    <Grant one={one} reload={reload} refuse={() => setRefusing(true)} />
  );
}

function Grant({ one, reload, refuse }: { one: DeskConsent; reload: () => void; refuse: () => void }) {
  const [until, setUntil] = useState(() => tomorrow());
  const [once, setOnce] = useState(true);
  const action = useAction();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(async () => {
          await grantConsent(one.id, new Date(until).toISOString(), once);
          reload();
        });
      }}
    >
      <Field
        id={`until-${one.id}`}
        label={t('consentUntil')}
        type="datetime-local"
        required
        value={until}
        onInput={setUntil}
      />
      <p>
        <label class="check">
          <input type="checkbox" checked={once} onChange={(event) => setOnce(event.currentTarget.checked)} />{' '}
          {t('consentOnce')}
        </label>
      </p>
      <Failure failure={action.failure} />
      <p class="row">
        <button type="submit" class="primary" disabled={action.busy || until === ''}>
          {t('consentGrant')}
        </button>
        <button type="button" onClick={refuse}>
          {t('consentRefuse')}
        </button>
      </p>
    </form>
  );
}

/** A day from now as a `datetime-local` field wants it. */
function tomorrow(): string {
  const at = new Date(Date.now() + 24 * 60 * 60 * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
