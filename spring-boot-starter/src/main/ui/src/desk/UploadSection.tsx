import { useState } from 'preact/hooks';
import { Failure, Foreign, Loading, useAction, useLoaded } from '../shared/components';
import { byteSize, instant } from '../shared/format';
import { t, tValue } from '../shared/i18n';
import { useLookAgain } from './again';
import { ReportView } from './ReportView';
import { forget, handedFile, handedFiles, type HandedFile, handOver, isBusy, takeIn } from './sources';

/** Hands over files: each is tried first, and taken in only when somebody has seen what would be saved. */
export function UploadSection(props: { name: string; largest: number; manages: boolean; changed: () => void }) {
  const { name, largest, manages } = props;
  const page = useLoaded((signal) => handedFiles(name, signal), [name]);
  const action = useAction();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const files = page.value?.items ?? [];
  useLookAgain(files.some(isBusy), page.reload);
  const add = (chosen: FileList | null) =>
    action.run(async () => {
      setTooLarge(null);
      for (const file of chosen ?? []) {
        if (file.size > largest) {
          setTooLarge(file.name);
        } else {
          await handOver(name, file);
          page.reload();
        }
      }
    });
  return (
    <section class="card uploads" aria-labelledby="uploads-heading">
      <h2 id="uploads-heading">{t('uploads')}</h2>
      <p class="muted">{t('uploadsLead')}</p>
      {manages && (
        <div class="field">
          <label for="upload-file">{t('uploadFile')}</label>
          <input
            id="upload-file"
            type="file"
            multiple
            disabled={action.busy}
            aria-describedby="upload-file-hint"
            onChange={(event) => {
              const input = event.currentTarget;
              // The same file may be chosen again after it was put right.
              void add(input.files).then(() => (input.value = ''));
            }}
          />
          <p class="hint" id="upload-file-hint">
            {t('uploadLargest', { size: byteSize(largest) })}
          </p>
        </div>
      )}
      {tooLarge !== null && (
        <p class="notice bad" role="alert">
          <Foreign text={t('uploadTooLarge', { name: tooLarge, size: byteSize(largest) })} />
        </p>
      )}
      <Failure failure={page.failure ?? action.failure} retry={page.reload} />
      <ul class="plain">
        {files.map((file) => (
          <li key={file.id} class="upload">
            <Handed name={name} file={file} manages={manages} reload={page.reload} changed={props.changed} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Handed(props: { name: string; file: HandedFile; manages: boolean; reload: () => void; changed: () => void }) {
  const { name, file } = props;
  // In full again whenever it is further.
  const whole = useLoaded((signal) => handedFile(name, file.id, signal), [name, file.id, file.state]);
  const action = useAction();
  const report = whole.value?.state === file.state ? whole.value.report : undefined;
  return (
    <>
      <h3>
        <Foreign text={file.name} /> <span class="muted">{byteSize(file.size)}</span>
      </h3>
      <p class="meta">
        <Foreign text={t('uploadBy', { by: file.by, at: instant(file.at) })} />
      </p>
      <p role="status" class={file.state === 'failed' ? 'notice bad' : file.state === 'taken' ? 'notice good' : undefined}>
        {tValue('uploadState', file.state)}
      </p>
      {isBusy(file) && <Loading />}
      <Failure failure={whole.failure ?? action.failure} />
      {report && !isBusy(file) && <ReportView report={report} />}
      {props.manages && !isBusy(file) && (
        <p class="row">
          {file.state === 'rehearsed' && (
            <button
              type="button"
              class="primary"
              disabled={action.busy}
              onClick={() =>
                void action.run(async () => {
                  await takeIn(name, file.id);
                  props.reload();
                  props.changed();
                })
              }
            >
              {t('uploadTake')}
            </button>
          )}
          <button
            type="button"
            disabled={action.busy}
            onClick={() =>
              void action.run(async () => {
                await forget(name, file.id);
                props.reload();
              })
            }
          >
            <Foreign text={t('removeFile', { name: file.name })} />
          </button>
        </p>
      )}
    </>
  );
}
