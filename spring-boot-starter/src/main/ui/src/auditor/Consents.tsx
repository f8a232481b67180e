import { useState } from 'preact/hooks';
import { Failure, Field, Foreign, Loading, useAction, useLoaded } from '../shared/components';
import { ConsentBadge, consentItemText, ConsentView } from '../shared/consent';
import { Problem } from '../shared/http';
import { t } from '../shared/i18n';
import type { ConsentItem, Engagement } from '../shared/types';
import type { EngagementApi } from './api';

const REQUIRED = 'urn:remote-audit:problem:consent-required';

/** Where a download failed for want of consent, the form that asks for it; else what failed. */
export function DownloadFailure(props: { failure: unknown; item: ConsentItem; api: EngagementApi }) {
  const { failure, item } = props;
  if (!(failure instanceof Problem) || failure.document?.type !== REQUIRED) {
    return <Failure failure={failure} />;
  }
  return (
    <div class="notice">
      {failure.document.errors?.map((error) => (
        <p key={error.detail}>
          <Foreign text={error.detail} />
        </p>
      ))}
      <Ask id={`consent-${consentItemText(item)}`} lead={t('consentNeeded')} item={() => item} api={props.api} />
    </div>
  );
}

function Ask(props: { id: string; lead: string; item: () => ConsentItem; api: EngagementApi; asked?: () => void }) {
  const [reason, setReason] = useState('');
  const [word, setWord] = useState('');
  const action = useAction();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(async () => {
          const consent = await props.api.askConsent(props.item(), reason.trim());
          setWord(t(consent.state === 'granted' ? 'consentGrantedNow' : 'consentAskedNow'));
          props.asked?.();
        });
      }}
    >
      <p>{props.lead}</p>
      <Field id={props.id} label={t('reason')} required maxLength={2000} value={reason} onInput={setReason} />
      <Failure failure={action.failure} />
      <button type="submit" disabled={action.busy || reason.trim() === ''}>
        {t('consentAsk')}
      </button>{' '}
      <span role="status">{word}</span>
    </form>
  );
}

/** What was asked in this engagement; nothing where the terms settle it once for all. */
export function ConsentsSection({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const rule = engagement.terms.conditions?.consent;
  if (rule?.captures !== 'ask-each-time' && rule?.downloads !== 'ask-each-time') {
    return null;
  }
  return <Listed engagement={engagement} api={api} />;
}

function Listed({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const page = useLoaded((signal) => api.consents(signal), [api]);
  const [what, setWhat] = useState('');
  return (
    <section class="card">
      <h2>{t('consents')}</h2>
      <p>{t('consentsLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value?.items.length === 0 && <p class="muted">{t('noConsents')}</p>}
      {page.value?.items.map((consent) => (
        <details key={consent.id}>
          <summary>
            <Foreign text={consentItemText(consent.item)} /> <ConsentBadge state={consent.state} />
          </summary>
          <ConsentView consent={consent} />
        </details>
      ))}
      {engagement.terms.conditions?.consent?.captures === 'ask-each-time' && (
        <>
          <Field id="capture-what" label={t('consentWhat')} maxLength={2000} value={what} onInput={setWhat} />
          {what.trim() !== '' && (
            <Ask
              id="capture-why"
              lead={what.trim()}
              item={() => ({ type: 'capture', what: what.trim() })}
              api={api}
              asked={page.reload}
            />
          )}
        </>
      )}
    </section>
  );
}
