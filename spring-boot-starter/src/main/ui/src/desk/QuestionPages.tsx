import { useEffect, useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Failure, Field, Foreign, Heading, Loading, useAction, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { Problem } from '../shared/http';
import { currentLanguage, type Language, t } from '../shared/i18n';
import { RecordBody } from '../shared/record';
import { QuestionBadge, Thread } from '../shared/thread';
import type { DeskQuestion, StaffRole } from '../shared/types';
import { pendingQuestions, question, release, saveDraft } from './api';

export function QuestionsPage({ pending }: { pending: number }) {
  const page = useLoaded(pendingQuestions, [pending]);
  return (
    <>
      <Heading title={t('pendingQuestions')}>{t('pendingQuestions')}</Heading>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      <div aria-live="polite">{page.value?.items.length === 0 && <p>{t('noPending')}</p>}</div>
      <ul class="cards">
        {page.value?.items.map((one) => {
          const last = one.messages[one.messages.length - 1]!;
          return (
            <li class="card" key={one.id}>
              <h2>
                <a href={writePlace(['questions', one.id])}>
                  <Foreign text={one.title} />
                </a>
              </h2>
              <p class="meta">
                <QuestionBadge state={one.state} />
                <Foreign text={one.engagement} />
                <Foreign text={t('askedBy', { by: last.by, at: instant(last.at) })} />
                {one.draft && <span class="badge">{t('draft')}</span>}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function QuestionPage({ id, roles }: { id: string; roles: StaffRole[] }) {
  const page = useLoaded((signal) => question(id, signal), [id]);
  const one = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['questions'])}>‹ {t('pendingQuestions')}</a>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          <div class="title-row">
            <Heading title={one.title}>
              <Foreign text={one.title} />
            </Heading>
            <p class="title-tools">
              <QuestionBadge state={one.state} />
            </p>
          </div>
          <p class="meta">
            <span>{one.id}</span>
            <a href={writePlace(['engagements', one.engagement])}>
              <Foreign text={one.engagement} />
            </a>
          </p>
          <Thread messages={one.messages} />
          {one.state === 'open' ? (
            <Answer one={one} roles={roles} onChange={page.replace} reload={page.reload} />
          ) : (
            <p class="notice good" role="status">
              {one.state === 'answered' ? t('released') : t('nothingToAnswer')}
            </p>
          )}
          {one.records.map((record) => (
            <details class="section card" key={`${record.id} ${record.version}`} open={one.records.length === 1}>
              <summary>
                <h2>
                  <Foreign text={record.title ?? record.id} /> <small>{t('versionOf', { n: record.version })}</small>
                </h2>
              </summary>
              <p class="muted">{t('unmasked')}</p>
              <RecordBody record={record} level={3} />
            </details>
          ))}
        </>
      )}
    </>
  );
}

function Answer(props: {
  one: DeskQuestion;
  roles: StaffRole[];
  onChange: (question: DeskQuestion) => void;
  reload: () => void;
}) {
  const { one, roles } = props;
  const asked = one.messages[one.messages.length - 1]!.language;
  const [text, setText] = useState(one.draft?.text ?? '');
  const [language, setLanguage] = useState<string>(
    one.draft?.language ?? (/^zh/i.test(asked) ? 'zh-CN' : /^en/i.test(asked) ? 'en' : currentLanguage()),
  );
  const [confirming, setConfirming] = useState(false);
  const action = useAction();
  const clean = one.draft !== null && text === one.draft.text && language === one.draft.language;
  useEffect(() => setConfirming(false), [text, language, one.version]);
  const attempt = (work: () => Promise<DeskQuestion>) =>
    action.run(async () => {
      try {
        props.onChange(await work());
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 412) {
          props.reload();
        }
        throw failure;
      }
    });
  return (
    <section class="card" aria-labelledby="answer-heading">
      <h2 id="answer-heading">{t('draft')}</h2>
      {action.failure instanceof Problem && action.failure.status === 412 ? (
        <p class="notice bad" role="alert">
          {t('changedMeanwhile')}
        </p>
      ) : (
        <Failure failure={action.failure} />
      )}
      {roles.includes('answer') ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => saveDraft(one.id, text.trim(), language));
          }}
        >
          <Field id="answer" label={t('draftText')} lines={6} required maxLength={20000} value={text} onInput={setText} />
          <div class="field">
            <label for="answer-language">{t('draftLanguage')}</label>
            <select
              id="answer-language"
              value={language}
              onChange={(event) => setLanguage(event.currentTarget.value as Language)}
            >
              <option value="zh-CN" lang="zh-CN">
                中文
              </option>
              <option value="en" lang="en">
                English
              </option>
            </select>
          </div>
          <p class="row">
            <button type="submit" class={clean ? '' : 'primary'} disabled={action.busy || clean || text.trim() === ''}>
              {t('saveDraft')}
            </button>
            <span role="status" class="muted">
              {clean ? (
                <Foreign text={t('draftSaved', { by: one.draft!.by, at: instant(one.draft!.at) })} />
              ) : (
                text.trim() !== '' && t('draftUnsaved')
              )}
            </span>
          </p>
        </form>
      ) : (
        <p class="muted">{t('noRoleAnswer')}</p>
      )}
      {one.draft && !roles.includes('release') && <p class="muted">{t('noRoleRelease')}</p>}
      {one.draft && roles.includes('release') && (
        <div class="release">
          <p class="muted">{t('releaseLead')}</p>
          {confirming ? (
            <p class="row">
              <button
                type="button"
                class="primary"
                disabled={action.busy || !clean}
                onClick={() => void attempt(() => release(one.id, one.version))}
              >
                {t('releaseConfirm')}
              </button>
              <button type="button" onClick={() => setConfirming(false)}>
                {t('cancel')}
              </button>
            </p>
          ) : (
            <button
              type="button"
              class={clean ? 'primary' : ''}
              disabled={action.busy || !clean}
              onClick={() => setConfirming(true)}
            >
              {t('release')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
