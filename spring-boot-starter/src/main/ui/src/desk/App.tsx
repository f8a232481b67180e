import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Failure, focusMain, Foreign, Guard, LanguageSwitch, Loading, useLoaded, usePlace } from '../shared/components';
import { Problem } from '../shared/http';
import { count, t, useLanguage } from '../shared/i18n';
import type { StaffSession } from '../shared/types';
import { AccessPage } from './AccessPage';
import { session } from './api';
import { ConsentsPage } from './ConsentsPage';
import { EngagementPage, EngagementsPage } from './EngagementPages';
import { FindingPage, FindingsPage } from './FindingPages';
import { SamplePage } from './SamplePages';
import { LedgerPage } from './LedgerPage';
import { OrganizationPage } from './OrganizationPage';
import { QuestionPage, QuestionsPage } from './QuestionPages';
import { SourcePage, SourcesPage } from './SourcePages';

const LOOK_AGAIN = 15_000;

export function App() {
  useLanguage();
  const place = usePlace();
  const [round, setRound] = useState(0);
  // Asked for again wherever the reader goes, so that the number of waiting questions is right.
  const staff = useLoaded(session, [round, place.path.join('/')]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        setRound((n) => n + 1);
      }
    }, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, []);
  const [section = 'questions', id] = place.path;
  const over = staff.failure instanceof Problem && staff.failure.status === 401;
  return (
    <Frame staff={staff.value} section={section}>
      {over ? (
        <p class="notice bad" role="alert">
          {t('sessionOver')}{' '}
          <button type="button" onClick={() => location.reload()}>
            {t('reload')}
          </button>
        </p>
      ) : (
        <Failure failure={staff.failure} retry={staff.reload} />
      )}
      {!staff.value && staff.loading && <Loading />}
      {staff.value && (
        <>
          {section === 'questions' && id === undefined && <QuestionsPage staff={staff.value} />}
          {section === 'questions' && id !== undefined && <QuestionPage key={id} id={id} staff={staff.value} />}
          {section === 'findings' && id === undefined && <FindingsPage round={round} />}
          {section === 'findings' && id !== undefined && <FindingPage key={id} id={id} roles={staff.value.roles} round={round} />}
          {section === 'samples' && id !== undefined && <SamplePage key={id} id={id} />}
          {section === 'consents' && <ConsentsPage roles={staff.value.roles} />}
          {section === 'engagements' && id === undefined && <EngagementsPage staff={staff.value} />}
          {section === 'engagements' && id !== undefined && (
            <EngagementPage key={id} id={id} roles={staff.value.roles} />
          )}
          {section === 'organization' && <OrganizationPage roles={staff.value.roles} />}
          {section === 'sources' && id === undefined && <SourcesPage round={round} />}
          {section === 'sources' && id !== undefined && (
            <SourcePage key={id} name={id} roles={staff.value.roles} round={round} />
          )}
          {section === 'access' && <AccessPage />}
          {section === 'ledger' && <LedgerPage roles={staff.value.roles} />}
        </>
      )}
    </Frame>
  );
}

function Bubble({ label, number }: { label: string; number: number }) {
  return number === 0 ? null : (
    <span class="bubble" aria-label={`${label}: ${count(number)}`}>
      {count(number)}
    </span>
  );
}

function Frame(props: { staff: StaffSession | null; section: string; children: ComponentChildren }) {
  const { staff, section } = props;
  const links: [string, string][] = [
    ['questions', t('questions')],
    ['findings', t('findings')],
    ['consents', t('consents')],
    ['engagements', t('engagements')],
    ['organization', t('organizationProfile')],
    // Whoever saves by business code alone has none.
    ...(staff !== null && staff.sources > 0 ? [['sources', t('sources')] satisfies [string, string]] : []),
    ['access', t('access')],
    ['ledger', t('ledger')],
  ];
  return (
    <>
      <a class="skip" href="#main" onClick={focusMain}>
        {t('skip')}
      </a>
      <header class="top">
        <div class="bar">
          <p class="brand">
            <a href="#/">{t('deskTitle')}</a>
          </p>
          {staff && (
            <p class="where">
              <Foreign text={staff.organization.name} /> · <Foreign text={staff.name} />
            </p>
          )}
          <div class="tools">
            <LanguageSwitch />
          </div>
        </div>
        <nav class="bar tabs" aria-label={t('navMain')}>
          {links.map(([name, label]) => (
            <a href={writePlace([name])} aria-current={section === name ? 'page' : undefined}>
              {label}
              {name === 'questions' && staff !== null && (
                <Bubble label={t('pendingQuestions')} number={staff.pendingQuestions} />
              )}
              {name === 'findings' && staff !== null && (
                <Bubble label={t('waitingFindings')} number={staff.waitingFindings} />
              )}
              {name === 'consents' && staff !== null && (
                <Bubble label={t('waitingConsents')} number={staff.waitingConsents} />
              )}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Guard key={section}>{props.children}</Guard>
      </main>
    </>
  );
}
