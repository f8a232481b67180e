import { writePlace } from '../shared/address';
import { Foreign, Heading } from '../shared/components';
import { AcceptTerms, StateBadge, TermsView } from '../shared/engagement';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import { Life, Standing } from '../shared/life';
import { ListSection, PlanSection, ProfileSection } from '../shared/preparation';
import type { Engagement } from '../shared/types';
import type { EngagementApi } from './api';
import { ConsentsSection } from './Consents';
import { CosignaturesSection, TimestampsSection } from './LedgerSections';

export function ChooseEngagement({ engagements }: { engagements: Engagement[] }) {
  return (
    <>
      <Heading title={t('chooseEngagement')}>{t('chooseEngagement')}</Heading>
      {engagements.length === 0 && <p>{t('noEngagements')}</p>}
      <ul class="cards">
        {engagements.map((engagement) => (
          <li class="card" key={engagement.id}>
            <h2>
              <a href={writePlace([engagement.state === 'active' ? 'records' : 'engagement', engagement.id])}>
                <Foreign text={engagement.terms.client} />
              </a>
            </h2>
            <p>
              <Foreign text={engagement.id} /> <StateBadge state={engagement.state} />
            </p>
            <p>
              <Foreign text={engagement.terms.criteria.join(' · ')} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

export function EngagementPage(props: {
  engagement: Engagement;
  api: EngagementApi;
  onChange: (engagement: Engagement) => void;
}) {
  const { engagement } = props;
  const writes = engagement.state === 'scheduled' || engagement.state === 'active';
  return (
    <>
      <Heading title={engagement.id}>
        {t('engagement')} <Foreign text={engagement.id} /> <StateBadge state={engagement.state} />
      </Heading>
      <Waiting engagement={engagement} />
      <Standing engagement={engagement} />
      <section class="card">
        <h2>{t('terms')}</h2>
        <TermsView engagement={engagement} />
      </section>
      {['scheduled', 'active', 'follow-up', 'ended'].includes(engagement.state) && (
        <>
          <ProfileSection load={props.api.organization} />
          <PlanSection api={props.api} party="body" writes={writes} />
          <ListSection api={props.api} party="body" writes={writes} />
        </>
      )}
      {(engagement.state === 'active' || engagement.state === 'follow-up') && (
        <>
          <ConsentsSection engagement={engagement} api={props.api} />
          <TimestampsSection api={props.api} />
          <CosignaturesSection api={props.api} />
        </>
      )}
      {(engagement.state === 'proposed' || engagement.state === 'confirmed-by-maker') && (
        <AcceptTerms
          lead={t('acceptLead')}
          digest={engagement.digest}
          accept={async () => props.onChange(await props.api.accept(engagement.digest))}
        />
      )}
      <Life engagement={engagement} party="body" actions={props.api} onChange={props.onChange} />
    </>
  );
}

function Waiting({ engagement }: { engagement: Engagement }) {
  const { state, terms, followUpUntil } = engagement;
  if (state === 'confirmed-by-body') {
    return <p class="notice">{t('waitMaker')}</p>;
  }
  if (state === 'scheduled') {
    return <p class="notice">{t('waitStart', { at: instant(terms.accessFrom) })}</p>;
  }
  if (state === 'follow-up' && followUpUntil) {
    return <p class="notice">{t('isFollowUp', { at: instant(followUpUntil) })}</p>;
  }
  if (state === 'ended') {
    return <p class="notice">{t('isEnded')}</p>;
  }
  if (state === 'revoked') {
    return <p class="notice bad">{t('isRevoked')}</p>;
  }
  return null;
}
