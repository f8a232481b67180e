import { Facts, Foreign } from './components';
import { byteSize, instant } from './format';
import { t, tValue } from './i18n';
import type { ConsentItem, ConsentRequest } from './types';

/** What consent is asked for, in a line. */
export function consentItemText(item: ConsentItem): string {
  const kind = tValue('consentItem', item.type);
  switch (item.type) {
    case 'attachment':
      return `${kind}: ${item.recordId} v${item.version} · ${item.name}`;
    case 'answer-attachment':
      return `${kind}: ${item.questionId} #${item.message} · ${item.name}`;
    case 'export':
      return `${kind}: ${item.exportId}`;
    case 'capture':
      return `${kind}: ${item.what}`;
  }
}

export function ConsentBadge({ state }: { state: ConsentRequest['state'] }) {
  return <span class={`badge consent-${state}`}>{tValue('consentState', state)}</span>;
}

/** A request with what was decided, the same for both parties. */
export function ConsentView({ consent }: { consent: ConsentRequest }) {
  const { grant, end } = consent;
  return (
    <>
      <Facts
        facts={[
          [t('auditor'), <Foreign text={consent.auditor} />],
          [t('askedAt'), instant(consent.askedAt)],
          [t('reason'), <Foreign text={consent.reason} />],
          ...(consent.bytes > 0 ? [[t('size'), byteSize(consent.bytes)] as [string, string]] : []),
        ]}
      />
      {grant && (
        <p>
          <Foreign text={t('consentGrantedBy', { by: grant.by, at: instant(grant.at), until: instant(grant.until) })} />
          {grant.once && ` · ${t('consentOnce')}`}
        </p>
      )}
      {end && (
        <p class="notice">
          <Foreign text={t(grant ? 'consentRevokedBy' : 'consentRefusedBy', { by: end.by, at: instant(end.at) })} />
          <Foreign text={end.reason} />
        </p>
      )}
      {consent.uses.map((use) => (
        <p class="muted" key={use.sha256}>
          {t('consentTaken', { at: instant(use.at) })} <code class="hash">{use.sha256}</code>
        </p>
      ))}
    </>
  );
}
