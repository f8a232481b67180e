import { useState } from 'preact/hooks';
import { ConditionsView } from './conditions';
import { Facts, Failure, Foreign, useAction } from './components';
import { fieldName, instant, selectionText, typeName } from './format';
import { t, tValue } from './i18n';
import type { MessageKey } from './messages';
import type { Acceptance, Allowance, Engagement, EngagementState, MaskingKind, Right, Terms } from './types';

const STATES: Record<EngagementState, MessageKey> = {
  proposed: 'stateProposed',
  'confirmed-by-maker': 'stateConfirmedByMaker',
  'confirmed-by-body': 'stateConfirmedByBody',
  scheduled: 'stateScheduled',
  active: 'stateActive',
  suspended: 'stateSuspended',
  'follow-up': 'stateFollowUp',
  ended: 'stateEnded',
  archived: 'stateArchived',
  revoked: 'stateRevoked',
};

export const RIGHTS: Record<Right, MessageKey> = {
  search: 'rightSearch',
  trace: 'rightTrace',
  sample: 'rightSample',
  ask: 'rightAsk',
  find: 'rightFind',
  export: 'rightExport',
  download: 'rightDownload',
};

export function StateBadge({ state }: { state: EngagementState }) {
  return <span class={`badge state-${state}`}>{STATES[state] ? t(STATES[state]) : state}</span>;
}

/** Everything both sides agree on, so that what is accepted has been seen. */
export function TermsView({ engagement }: { engagement: Engagement }) {
  const { terms, acceptances } = engagement;
  const { scope } = terms;
  const dates =
    scope.from || scope.to
      ? t('untilNow', { from: scope.from ?? t('unbounded'), to: scope.to ?? t('unbounded') })
      : t('unbounded');
  return (
    <>
      <Facts
        facts={[
          [t('body'), <Foreign text={terms.body} />],
          [t('auditorKind'), <ProfileView terms={terms} />],
          [t('client'), <Foreign text={terms.client} />],
          [t('purpose'), <Foreign text={terms.purpose} />],
          [t('criteria'), <Foreign text={terms.criteria.join(' · ')} />],
          [t('auditors'), <Foreign text={terms.auditors.map((auditor) => auditor.name).join(' · ')} />],
          [t('period'), t('untilNow', { from: instant(terms.accessFrom), to: instant(terms.accessTo) })],
          [t('followUpPeriod'), terms.followUpDays ? t('followUpFor', { n: terms.followUpDays }) : t('none')],
          [t('rights'), terms.rights.map((right) => (RIGHTS[right] ? t(RIGHTS[right]) : right)).join(' · ')],
        ]}
      />
      <h3>{t('scope')}</h3>
      <Facts
        facts={[
          [t('sites'), <Foreign text={selectionText(scope.sites)} />],
          [t('productFamilies'), <Foreign text={selectionText(scope.productFamilies)} />],
          [t('recordTypes'), <Foreign text={selectionText(scope.recordTypes, typeName)} />],
          [t('standardsScope'), <Foreign text={selectionText(scope.standards)} />],
          [t('lotsScope'), <Foreign text={selectionText(scope.lots)} />],
          [t('recordPeriod'), dates],
          [
            t('maskedFields'),
            scope.maskedFields.length + (scope.masking?.length ?? 0) > 0 ? (
              <>
                <Foreign text={scope.maskedFields.map((field) => fieldName(undefined, field)).join(' · ')} />
                {scope.masking?.map((rule) => (
                  <p key={rule.field}>
                    <Foreign text={fieldName(undefined, rule.field)} /> <MaskMark kind={rule.kind} />{' '}
                    {rule.width !== undefined && <Foreign text={`${t('maskingWidth')}: ${rule.width}`} />}
                  </p>
                ))}
              </>
            ) : (
              t('none')
            ),
          ],
          [t('dailyLimits'), <LimitsView terms={terms} />],
        ]}
      />
      {engagement.allowance && <AllowanceView allowance={engagement.allowance} terms={terms} />}
      {terms.conditions && <ConditionsView conditions={terms.conditions} />}
      <h3>{t('acceptances')}</h3>
      <Facts
        facts={[
          [t('digest'), <code class="hash">{engagement.digest}</code>],
          [t('terms'), t('termsVersion', { n: engagement.termsVersion })],
          [t('maker'), <AcceptanceView acceptance={acceptances.maker} />],
          [t('body'), <AcceptanceView acceptance={acceptances.body} />],
        ]}
      />
    </>
  );
}

function LimitsView({ terms }: { terms: Terms }) {
  const limits = terms.dailyLimits;
  const of = (whose: 'engagement' | 'auditor', label: string) =>
    Object.entries(limits?.[whose] ?? {}).map(([measure, bound]) => (
      <p key={`${whose}-${measure}`}>
        {label} · {tValue('measure', measure)}: {String(bound)}
      </p>
    ));
  return limits ? (
    <>
      {of('engagement', t('ofEngagement'))}
      {of('auditor', t('ofAuditor'))}
    </>
  ) : (
    <>{t('unbounded')}</>
  );
}

/** What the terms call an auditor; the id of one they no longer name. */
export function auditorName(terms: Pick<Terms, 'auditors'>, id: string): string {
  return terms.auditors.find((auditor) => auditor.id === id)?.name ?? id;
}

/** What is left of the day. */
function AllowanceView({ allowance, terms }: { allowance: Allowance; terms: Terms }) {
  const whose = (id: string | undefined) =>
    id === undefined ? t('ofEngagement') : auditorName(terms, id);
  return (
    <>
      <h3>{t('allowance')}</h3>
      <Facts
        facts={allowance.shares.map((share) => [
          `${whose(share.auditorId)} · ${tValue('measure', share.measure)}`,
          t('allowanceOf', { used: share.used, limit: share.limit, remaining: share.remaining }),
        ])}
      />
      <p class="muted">{t('allowanceReset', { at: instant(allowance.resetsAt) })}</p>
    </>
  );
}

/** Marks what is shown in the place of a masked field. */
export function MaskMark({ kind }: { kind: MaskingKind }) {
  return <span class="badge">{tValue('masking', kind)}</span>;
}

function ProfileView({ terms }: { terms: Terms }) {
  const profile = terms.auditorProfile;
  return profile ? (
    <Foreign text={`${tValue('kind', profile.kind)} · ${profile.country}`} />
  ) : (
    <em>{t('notSaid')}</em>
  );
}

function AcceptanceView({ acceptance }: { acceptance: Acceptance | undefined }) {
  return acceptance ? (
    <Foreign text={t('acceptedBy', { by: acceptance.by, at: instant(acceptance.at) })} />
  ) : (
    <em>{t('notAccepted')}</em>
  );
}

/** Accepting is two deliberate steps, and names the digest. */
export function AcceptTerms(props: { lead: string; digest: string; accept: () => Promise<void> }) {
  const [read, setRead] = useState(false);
  const action = useAction();
  return (
    <section class="card">
      <h2>{t('acceptTitle')}</h2>
      <p>{props.lead}</p>
      <p>
        <code class="hash">{props.digest}</code>
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(props.accept);
        }}
      >
        <p>
          <label class="check">
            <input
              type="checkbox"
              required
              checked={read}
              onChange={(event) => setRead(event.currentTarget.checked)}
            />{' '}
            {t('acceptCheck')}
          </label>
        </p>
        <Failure failure={action.failure} />
        <button type="submit" class="primary" disabled={!read || action.busy}>
          {t('accept')}
        </button>
      </form>
    </section>
  );
}
