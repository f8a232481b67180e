import { useEffect, useState } from 'preact/hooks';
import { Choice, Failure, Field, Foreign, useAction } from '../shared/components';
import { byteSize, instant } from '../shared/format';
import { Problem } from '../shared/http';
import { currentLanguage, t } from '../shared/i18n';
import type { AnswerFile, DeskQuestion, StaffSession } from '../shared/types';
import { addMessage, type NewDraft, release, saveDraft, storeFile } from './api';

const LANGUAGES = [
  ['zh-CN', '中文'],
  ['en', 'English'],
] as const;

interface Props {
  one: DeskQuestion;
  staff: StaffSession;
  onChange: (question: DeskQuestion) => void;
  reload: () => void;
}

/** The draft of an answer, which several people may work on, and its release. */
export function AnswerSection(props: Props) {
  const { one, staff } = props;
  const asked = one.messages[one.messages.length - 1]!.language;
  const kept = one.draft;
  const [text, setText] = useState(kept?.text ?? '');
  const [language, setLanguage] = useState<string>(
    kept?.language ?? (/^zh/i.test(asked) ? 'zh-CN' : /^en/i.test(asked) ? 'en' : currentLanguage()),
  );
  const [translation, setTranslation] = useState(kept?.translation?.text ?? '');
  const [translator, setTranslator] = useState(kept?.translation?.by ?? staff.name);
  const [files, setFiles] = useState<AnswerFile[]>(kept?.attachments ?? []);
  const [confirming, setConfirming] = useState(false);
  const action = useAction();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const written: NewDraft = {
    draftVersion: one.draftVersion,
    text: text.trim(),
    language,
    ...(translation.trim() === ''
      ? {}
      : { translation: { text: translation.trim(), language: other, by: translator.trim() || staff.name } }),
    ...(files.length === 0 ? {} : { attachments: files }),
  };
  const clean = kept !== null && same(written, kept);
  const signature = JSON.stringify(written);
  useEffect(() => setConfirming(false), [signature, one.version]);
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
  const add = (chosen: FileList | null) =>
    action.run(async () => {
      for (const file of chosen ?? []) {
        const stored = await storeFile(one.id, file);
        setFiles((before) => [...before.filter((held) => held.name !== stored.name), stored]);
      }
    });
  return (
    <section class="card answering" aria-labelledby="answer-heading">
      <h2 id="answer-heading">{t('draft')}</h2>
      {action.failure instanceof Problem && action.failure.status === 412 ? (
        <p class="notice bad" role="alert">
          {t('changedMeanwhile')}
        </p>
      ) : (
        <Failure failure={action.failure} />
      )}
      {staff.roles.includes('answer') ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => saveDraft(one.id, written));
          }}
        >
          <Field id="answer" label={t('draftText')} lines={6} required maxLength={20000} value={text} onInput={setText} />
          <Choice id="answer-language" label={t('draftLanguage')} value={language} options={LANGUAGES.slice()} onChange={setLanguage} />
          <details open={translation !== ''}>
            <summary>{t('addTranslation')}</summary>
            <Field
              id="translation"
              label={LANGUAGES.find(([tag]) => tag === other)![1]}
              lines={4}
              maxLength={20000}
              value={translation}
              onInput={setTranslation}
            />
            <Field id="translator" label={t('translator')} maxLength={200} value={translator} onInput={setTranslator} />
          </details>
          <div class="field">
            <label for="answer-file">{t('answerFiles')}</label>
            <input
              id="answer-file"
              type="file"
              multiple
              disabled={action.busy}
              onChange={(event) => void add(event.currentTarget.files)}
            />
          </div>
          <ul class="plain">
            {files.map((file) => (
              <li key={file.name}>
                <Foreign text={file.name} /> <span class="muted">{byteSize(file.size)}</span>{' '}
                <button type="button" onClick={() => setFiles(files.filter((held) => held !== file))}>
                  <Foreign text={t('removeFile', { name: file.name })} />
                </button>
              </li>
            ))}
          </ul>
          <p class="row">
            <button type="submit" class={clean ? '' : 'primary'} disabled={action.busy || clean || text.trim() === ''}>
              {t('saveDraft')}
            </button>
            <span role="status" class="muted">
              {clean ? (
                <Foreign text={t('draftSaved', { by: kept.by, at: instant(kept.at) })} />
              ) : (
                text.trim() !== '' && t('draftUnsaved')
              )}
            </span>
          </p>
        </form>
      ) : (
        <p class="muted">{t('noRoleAnswer')}</p>
      )}
      {kept && !staff.roles.includes('release') && <p class="muted">{t('noRoleRelease')}</p>}
      {kept && staff.roles.includes('release') && (
        <div class="release">
          <p class="muted">{t('releaseLead')}</p>
          {confirming ? (
            <p class="row">
              <button
                type="button"
                class="primary"
                disabled={action.busy || !clean}
                onClick={() => void attempt(() => release(one))}
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
      {one.actions.includes('decline') && staff.roles.includes('release') && <Decline one={one} attempt={attempt} />}
    </section>
  );
}

function same(written: NewDraft, kept: NonNullable<DeskQuestion['draft']>): boolean {
  return (
    written.text === kept.text &&
    written.language === kept.language &&
    (written.translation?.text ?? '') === (kept.translation?.text ?? '') &&
    (written.translation?.by ?? '') === (kept.translation?.by ?? '') &&
    JSON.stringify((written.attachments ?? []).map((file) => [file.name, file.sha256])) ===
      JSON.stringify(kept.attachments.map((file) => [file.name, file.sha256]))
  );
}

function Decline(props: { one: DeskQuestion; attempt: (work: () => Promise<DeskQuestion>) => Promise<unknown> }) {
  const [reason, setReason] = useState('');
  return (
    <details class="declining">
      <summary>{t('declineTitle')}</summary>
      <Field id="decline" label={t('declineReason')} lines={2} maxLength={20000} value={reason} onInput={setReason} />
      <button
        type="button"
        disabled={reason.trim() === ''}
        onClick={() =>
          void props.attempt(() =>
            addMessage(props.one, { kind: 'decline', text: reason.trim(), language: currentLanguage() }),
          )
        }
      >
        {t('declineTitle')}
      </button>
    </details>
  );
}
