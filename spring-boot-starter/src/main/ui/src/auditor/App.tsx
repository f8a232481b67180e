import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Failure, focusMain, Foreign, go, Guard, LanguageSwitch, Loading, useAction, useLoaded, usePlace } from '../shared/components';
import { StateBadge } from '../shared/engagement';
import { t, useLanguage } from '../shared/i18n';
import type { Engagement, QuestionEvent } from '../shared/types';
import { AccessPage } from './AccessPage';
import { EngagementApi, engagements } from './api';
import { ChooseEngagement, EngagementPage } from './EngagementPages';
import { ExportsPage } from './ExportsPage';
import { FindingPage, FindingsPage, RaisePage } from './FindingPages';
import { InvitationPage } from './InvitationPage';
import { draftsOf, forgetDrafts } from './drafts';
import { follow, type LiveState } from './live';
import { LotPage } from './LotPage';
import { PasskeysPage } from './PasskeysPage';
import { QuestionPage, QuestionsPage } from './QuestionPages';
import { RecordPage } from './RecordPage';
import { NewSamplePage, SamplePage, SamplesPage } from './SamplePages';
import { SearchPage } from './SearchPage';
import { begin, goOn, type Inside, onInside, signOut } from './session';
import { SignInPage } from './SignInPage';

export function App() {
  useLanguage();
  const [inside, setInside] = useState<Inside>({ session: null, ended: null });
  const begun = useLoaded(begin, []);
  useEffect(() => onInside(setInside), []);
  const { path } = usePlace();
  if (path[0] === 'invitation' && path[1] !== undefined) {
    return <InvitationPage key={path[1]} invitation={path[1]} />;
  }
  if (inside.session === null) {
    if (inside.ended === 'left') {
      forgetDrafts();
    }
    return begun.loading ? <Loading /> : <SignInPage ended={inside.ended === 'ended'} />;
  }
  const person = `${inside.session.engagement} ${inside.session.auditorId}`;
  draftsOf(person);
  return (
    <>
      {inside.closing !== null && <Closing seconds={inside.closing} />}
      <Audits key={person} />
    </>
  );
}

/** Says that the stay is about to end, while something can be done about it. */
function Closing({ seconds }: { seconds: number }) {
  const action = useAction();
  return (
    <div class="notice closing" role="alert">
      <p>{t('sessionCloses', { n: Math.max(1, Math.ceil(seconds / 60)) })}</p>
      <button type="button" class="primary" disabled={action.busy} onClick={() => void action.run(goOn)}>
        {t('sessionGoOn')}
      </button>
      <Failure failure={action.failure} />
    </div>
  );
}

function Audits() {
  const place = usePlace();
  const list = useLoaded(engagements, []);
  const items = list.value?.items ?? [];
  const [section, id] = place.path;
  const current = items.find((engagement) => engagement.id === id);
  const only = items.length === 1 ? items[0] : undefined;
  useEffect(() => {
    if (section === undefined && only) {
      go(writePlace([only.state === 'active' ? 'records' : 'engagement', only.id]));
    }
  }, [section, only]);
  const replace = (engagement: Engagement) => {
    if (list.value) {
      list.replace({ ...list.value, items: items.map((one) => (one.id === engagement.id ? engagement : one)) });
    }
  };
  if (current) {
    return <EngagementFrame key={current.id} engagement={current} onChange={replace} path={place.path} />;
  }
  return (
    <Frame engagement={null} section="">
      {list.loading && !list.value ? <Loading /> : <Failure failure={list.failure} retry={list.reload} />}
      {list.value && (section === undefined ? <ChooseEngagement engagements={items} /> : <p>{t('notFound')}</p>)}
    </Frame>
  );
}

/** What has arrived since the page was opened. */
export interface Live {
  state: LiveState;
  /** Counts every event, so that a page knows when to look again. */
  events: number;
  last: QuestionEvent | null;
  /** Counts every step of a finding. */
  findings: number;
}

function EngagementFrame(props: { engagement: Engagement; onChange: (engagement: Engagement) => void; path: string[] }) {
  const { engagement, path } = props;
  const [api] = useState(() => new EngagementApi(engagement.id));
  const [live, setLive] = useState<Live>({ state: 'off', events: 0, last: null, findings: 0 });
  const listens = engagement.state === 'active';
  useEffect(() => {
    if (!listens) {
      return;
    }
    const abort = new AbortController();
    void follow(
      api,
      abort.signal,
      (event) => setLive((before) => ({ ...before, events: before.events + 1, last: event })),
      () => setLive((before) => ({ ...before, findings: before.findings + 1 })),
      (state) => setLive((before) => ({ ...before, state })),
    );
    return () => abort.abort();
  }, [api, listens]);
  const [section = '', , id, version] = path;
  return (
    <Frame engagement={engagement} section={section}>
      <Arrival live={live} engagement={engagement.id} here={section === 'questions' ? id : undefined} />
      {section === 'engagement' && <EngagementPage engagement={engagement} api={api} onChange={props.onChange} />}
      {section === 'records' && id === undefined && <SearchPage engagement={engagement} api={api} />}
      {section === 'records' && id !== undefined && (
        <RecordPage
          key={`${id} ${version ?? ''}`}
          engagement={engagement}
          api={api}
          id={id}
          version={version === undefined ? undefined : Number(version)}
        />
      )}
      {section === 'lots' && id !== undefined && <LotPage key={id} engagement={engagement} api={api} lot={id} />}
      {section === 'questions' && id === undefined && <QuestionsPage engagement={engagement} api={api} live={live} />}
      {section === 'questions' && id !== undefined && (
        <QuestionPage key={id} engagement={engagement} api={api} id={id} live={live} />
      )}
      {section === 'findings' && id === undefined && <FindingsPage engagement={engagement} api={api} live={live} />}
      {section === 'findings' && id === 'new' && <RaisePage engagement={engagement} api={api} />}
      {section === 'findings' && id !== undefined && id !== 'new' && (
        <FindingPage key={id} engagement={engagement} api={api} id={id} live={live} />
      )}
      {section === 'samples' && id === undefined && <SamplesPage engagement={engagement} api={api} />}
      {section === 'samples' && id === 'new' && <NewSamplePage engagement={engagement} api={api} />}
      {section === 'samples' && id !== undefined && id !== 'new' && (
        <SamplePage key={id} engagement={engagement} api={api} id={id} />
      )}
      {section === 'exports' && <ExportsPage engagement={engagement} api={api} />}
      {section === 'access' && <AccessPage api={api} />}
      {section === 'passkeys' && <PasskeysPage engagement={engagement.id} />}
    </Frame>
  );
}

/** Says wherever the reader is that an answer has come. */
function Arrival({ live, engagement, here }: { live: Live; engagement: string; here: string | undefined }) {
  const [seen, setSeen] = useState(0);
  const event = live.last;
  const shown = event?.message.kind === 'answer' && event.questionId !== here && live.events > seen;
  useEffect(() => {
    // Whoever looks at the question sees the answer arrive there.
    if (event?.questionId === here) {
      setSeen(live.events);
    }
  }, [event, here]);
  return (
    <div aria-live="polite" role="status" class="arrival">
      {shown && (
        <p class="notice good">
          <a
            href={writePlace(['questions', engagement, event.questionId])}
            onClick={() => setSeen(live.events)}
          >
            {t('answerArrived', { id: event.questionId })}
          </a>{' '}
          <button type="button" class="quiet" aria-label={t('cancel')} onClick={() => setSeen(live.events)}>
            ×
          </button>
        </p>
      )}
    </div>
  );
}

function Frame(props: {
  engagement: Engagement | null;
  section: string;
  children: ComponentChildren;
}) {
  const { engagement, section } = props;
  const leaving = useAction();
  const active = engagement?.state === 'active';
  const reads = active || engagement?.state === 'follow-up';
  const rights = engagement?.terms.rights ?? [];
  const links: [string, string, boolean][] = [
    ['records', t('records'), active && rights.includes('search')],
    ['samples', t('samples'), active && rights.includes('sample')],
    ['questions', t('questions'), reads],
    ['findings', t('findings'), reads],
    ['exports', t('exports'), active && rights.includes('export')],
    ['access', t('access'), reads],
    ['engagement', t('engagement'), true],
    ['passkeys', t('passkeys'), true],
  ];
  return (
    <>
      <a class="skip" href="#main" onClick={focusMain}>
        {t('skip')}
      </a>
      <header class="top">
        <div class="bar">
          <p class="brand">
            <a href="#/">{t('auditTitle')}</a>
          </p>
          {engagement && (
            <p class="where">
              <Foreign text={engagement.terms.client} /> · <Foreign text={engagement.id} />{' '}
              <StateBadge state={engagement.state} />
            </p>
          )}
          <div class="tools">
            <LanguageSwitch />
            <button type="button" class="quiet" disabled={leaving.busy} onClick={() => void leaving.run(signOut)}>
              {t('signOut')}
            </button>
          </div>
        </div>
        {engagement && (
          <nav class="bar tabs" aria-label={t('navMain')}>
            {links
              .filter(([, , shown]) => shown)
              .map(([name, label]) => (
                <a
                  href={writePlace([name, engagement.id])}
                  aria-current={section === name ? 'page' : undefined}
                >
                  {label}
                </a>
              ))}
          </nav>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        <Failure failure={leaving.failure} />
        <Guard key={section}>{props.children}</Guard>
      </main>
    </>
  );
}
