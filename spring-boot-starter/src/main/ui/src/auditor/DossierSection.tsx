import { Failure, Foreign, Loading, useLoaded, Wide } from '../shared/components';
import { wallClock } from '../shared/format';
import { currentLanguage, t, tValue } from '../shared/i18n';
import { typeNamed } from '../shared/lot';
import type { DossierLine, DossierRecord, Engagement, EvidenceState, LotDossier, Validity } from '../shared/types';
import type { EngagementApi } from './api';
import { RecordLink } from './LotPage';

/** What a lot needs: what of it there is, what lacks, and what cannot be told in this scope. */
export function DossierSection({ engagement, api, lot }: { engagement: Engagement; api: EngagementApi; lot: string }) {
  const page = useLoaded((signal) => api.dossier(lot, signal), [api, lot]);
  const dossier = page.value;
  return (
    <section aria-labelledby="dossier">
      <h2 id="dossier">{t('dossier')}</h2>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !dossier && <Loading />}
      {dossier && (
        <>
          <p>
            <strong>{dossier.gaps === 0 ? t('dossierWhole') : t('dossierGaps', { n: dossier.gaps })}</strong>{' '}
            {dossier.kind === undefined ? t('dossierUnknownKind') : tValue('lotKind', dossier.kind)}
            {dossier.kind === 'made' && ` · ${t(sterility(dossier))}`}
          </p>
          {dossier.lines.some((line) => !line.verified) && <p class="quiet">{t('dossierProposal')}</p>}
          {dossier.unread > 0 && <p class="notice">{t('dossierUnread', { n: dossier.unread })}</p>}
          <Orders dossier={dossier} engagement={engagement.id} />
          {dossier.lines.length > 0 && <Lines dossier={dossier} engagement={engagement.id} />}
          {dossier.validities.length > 0 && <Validities dossier={dossier} engagement={engagement.id} />}
        </>
      )}
    </section>
  );
}

function sterility(dossier: LotDossier): 'lotSterile' | 'lotNotSterile' | 'lotSterilityUnknown' {
  return dossier.sterile === undefined ? 'lotSterilityUnknown' : dossier.sterile ? 'lotSterile' : 'lotNotSterile';
}

function EvidenceBadge({ evidence, limits }: { evidence: EvidenceState; limits: string[] }) {
  const separator = currentLanguage() === 'zh-CN' ? '、' : ', ';
  return (
    <>
      <span class={`badge evidence-${evidence}`}>{tValue('evidence', evidence)}</span>
      {limits.length > 0 && (
        <small class="block">
          {t('evidenceLimits', { limits: limits.map((limit) => tValue('limit', limit)).join(separator) })}
        </small>
      )}
    </>
  );
}

function Orders({ dossier, engagement }: { dossier: LotDossier; engagement: string }) {
  if (!dossier.orderKnown) {
    return <p class="notice">{t('orderUnknown')}</p>;
  }
  return (
    dossier.outOfOrder.length > 0 && (
      <ul class="notice marks">
        {dossier.outOfOrder.map((one) => (
          <li key={`${one.id} ${one.lot}`}>
            {t('outOfOrder', {
              then: typeNamed(one.then.type, dossier.names),
              first: typeNamed(one.first.type, dossier.names),
            })}{' '}
            <Dated record={one.then} engagement={engagement} /> · <Dated record={one.first} engagement={engagement} />
          </li>
        ))}
      </ul>
    )
  );
}

function Dated({ record, engagement }: { record: DossierRecord; engagement: string }) {
  return (
    <span>
      <RecordLink record={record} engagement={engagement} />{' '}
      {record.occurredAt && <small>{wallClock(record.occurredAt)}</small>}{' '}
      {record.late && <span class="badge late">{t('dossierLate')}</span>}
    </span>
  );
}

function Lines({ dossier, engagement }: { dossier: LotDossier; engagement: string }) {
  return (
    <Wide label={t('dossier')}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('dossierNeeded')}</th>
            <th scope="col">{t('dossierEvidence')}</th>
            <th scope="col">{t('records')}</th>
          </tr>
        </thead>
        <tbody>
          {dossier.lines.map((line) => (
            <Line key={`${line.id} ${line.lot}`} line={line} dossier={dossier} engagement={engagement} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Line({ line, dossier, engagement }: { line: DossierLine; dossier: LotDossier; engagement: string }) {
  return (
    <tr>
      <th scope="row">
        {typeNamed(line.recordType, dossier.names)}
        {line.lot !== dossier.lot && (
          <small class="block">
            {t('dossierOfInput')} <Foreign text={line.lot} />
          </small>
        )}
        {line.ifSterile && dossier.sterile === undefined && <small class="block">{t('dossierIfSterile')}</small>}
      </th>
      <td data-label={t('dossierEvidence')}>
        <EvidenceBadge evidence={line.evidence} limits={line.limits} />
      </td>
      <td data-label={t('records')}>
        <ul class="plain">
          {line.records.map((record) => (
            <li key={record.id}>
              <Dated record={record} engagement={engagement} />
            </li>
          ))}
        </ul>
        {line.total > line.records.length && (
          <small>{t('dossierMore', { n: line.total - line.records.length })}</small>
        )}
      </td>
    </tr>
  );
}

function Validities({ dossier, engagement }: { dossier: LotDossier; engagement: string }) {
  return (
    <Wide label={t('dossierValidities')}>
      <table class="stack">
        <caption>{t('dossierValidities')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dossierSubject')}</th>
            <th scope="col">{t('dossierEvidence')}</th>
            <th scope="col">{t('dossierUsedIn')}</th>
            <th scope="col">{t('dossierBy')}</th>
          </tr>
        </thead>
        <tbody>
          {dossier.validities.map((one) => (
            <ValidityRow key={`${one.id} ${one.subject}`} one={one} dossier={dossier} engagement={engagement} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function ValidityRow({ one, dossier, engagement }: { one: Validity; dossier: LotDossier; engagement: string }) {
  return (
    <tr>
      <th scope="row">
        <Foreign text={one.subject} />
        <small class="block">{typeNamed(one.recordType, dossier.names)}</small>
      </th>
      <td data-label={t('dossierEvidence')}>
        <EvidenceBadge evidence={one.evidence} limits={one.limits} />
      </td>
      <td data-label={t('dossierUsedIn')}>
        <RecordLink record={one.usedIn} engagement={engagement} /> <small>{one.day}</small>
      </td>
      <td data-label={t('dossierBy')}>{one.by && <RecordLink record={one.by} engagement={engagement} />}</td>
    </tr>
  );
}
