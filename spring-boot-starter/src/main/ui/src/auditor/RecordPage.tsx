import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Facts, Failure, Foreign, Heading, Loading, useAction, useLoaded, Wide } from '../shared/components';
import { byteSize, fieldName, valueText, wallClock } from '../shared/format';
import { currentLanguage, t } from '../shared/i18n';
import { MaskMark } from '../shared/engagement';
import { RecordBody } from '../shared/record';
import type {
  ConsentItem,
  Attachment,
  AttachmentText,
  Engagement,
  MaskedValue,
  Page,
  QualityRecord,
  RecordMarks,
  RecordVersion,
} from '../shared/types';
import type { EngagementApi } from './api';
import { Ask } from './AskForm';
import { ProofSection } from './ProofSection';
import { lastSearch } from './SearchPage';
import { TakeFile } from './TakeFile';

export function RecordPage(props: {
  engagement: Engagement;
  api: EngagementApi;
  id: string;
  version: number | undefined;
}) {
  const { engagement, api, id, version } = props;
  const page = useLoaded((signal) => api.record(id, version, signal), [api, id, version]);
  const record = page.value;
  const asks = engagement.state === 'active';
  return (
    <>
      <p class="crumbs">
        <a href={lastSearch(engagement.id)}>‹ {t('results')}</a>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !record && <Loading />}
      {record && (
        <article>
          <div class="title-row">
            <Heading title={record.title ?? record.id}>
              <Foreign text={record.title ?? record.id} />
            </Heading>
            <p class="title-tools">
              <span class="badge">{t('versionOf', { n: record.version })}</span>
              {version !== undefined && <a href={writePlace(['records', engagement.id, id])}>{t('showNewest')}</a>}
              <button type="button" class="quiet" onClick={() => window.print()}>
                {t('print')}
              </button>
            </p>
          </div>
          {record.hidden > 0 && (
            <p class="notice">{record.hidden === 1 ? t('hiddenOne') : t('hidden', { n: record.hidden })}</p>
          )}
          {record.masked && <Masked values={record.masked} type={record.type} />}
          {record.marks && <Marks marks={record.marks} type={record.type} engagement={engagement.id} />}
          <RecordBody
            record={record}
            level={2}
            lotPlace={asks && engagement.terms.rights.includes('trace') ? (lot) => writePlace(['lots', engagement.id, lot]) : undefined}
          />
          <Attachments record={record} engagement={engagement} api={api} />
          <ProofSection record={record} api={api} />
          <Versions record={record} engagement={engagement.id} api={api} />
          {asks && engagement.terms.rights.includes('ask') && (
            <Ask record={record} engagement={engagement.id} api={api} />
          )}
          {asks && engagement.terms.rights.includes('find') && <Raise record={record} engagement={engagement.id} />}
        </article>
      )}
    </>
  );
}

/** What stands for masked fields, marked as what it is. */
function Masked({ values, type }: { values: MaskedValue[]; type: string | undefined }) {
  return (
    <section class="notice">
      <h2>{t('maskedShown')}</h2>
      <p>{t('maskedWord')}</p>
      <Facts
        facts={values.map((value) => [
          fieldName(type, value.field),
          <>
            <Foreign text={value.shown.join(' · ')} /> <MaskMark kind={value.kind} />
          </>,
        ])}
      />
    </section>
  );
}

/** What an auditor's eye should rest on, before the record itself. */
function Marks(props: { marks: RecordMarks; type: string | undefined; engagement: string }) {
  const { type, engagement } = props;
  const { lateBy, changedSinceEntry, correctedAfter, erased } = props.marks;
  if (!lateBy && !correctedAfter && changedSinceEntry.length === 0 && erased.length === 0) {
    return null;
  }
  return (
    <ul class="notice marks">
      {lateBy && <li>{t('enteredLate', { d: daysAndHours(lateBy) })}</li>}
      {correctedAfter && (
        <li>
          {t('correctedAfter')}
          <a href={writePlace(['records', engagement, correctedAfter.record])}>
            <Foreign text={correctedAfter.record} />
          </a>{' '}
          ({wallClock(correctedAfter.recordedAt)})
        </li>
      )}
      {changedSinceEntry.length > 0 && (
        <li>
          {t('changedSinceEntry')}
          {changedSinceEntry.map((field) => fieldName(type, field)).join(currentLanguage() === 'zh-CN' ? '、' : ', ')}
        </li>
      )}
      {erased.map((one) => (
        <li key={one.field}>
          {t('erasedField', { field: fieldName(type, one.field), at: wallClock(one.at), basis: one.legalBasis, reason: one.reason })}
        </li>
      ))}
    </ul>
  );
}

/** The endpoint writes hours, minutes and seconds only, for example PT30H5M. */
function daysAndHours(duration: string): string {
  const hours = Number(/^PT(\d+)H/.exec(duration)?.[1] ?? 0);
  return t('daysHours', { days: Math.floor(hours / 24), hours: hours % 24 });
}

function Attachments(props: { record: QualityRecord; engagement: Engagement; api: EngagementApi }) {
  const { record } = props;
  if (record.attachments.length === 0) {
    return null;
  }
  const allowed = props.engagement.terms.rights.includes('download');
  return (
    <section>
      <h2>{t('attachments')}</h2>
      {!allowed && <p class="muted">{t('noDownloadRight')}</p>}
      <ul class="files">
        {record.attachments.map((attachment) => (
          <AttachmentRow
            key={attachment.name}
            attachment={attachment}
            text={record.attachmentTexts?.find((one) => one.name === attachment.name)}
            path={allowed ? props.api.attachmentPath(record.id, record.version, attachment.name) : null}
            item={{ type: 'attachment', recordId: record.id, version: record.version, name: attachment.name }}
            api={props.api}
          />
        ))}
      </ul>
    </section>
  );
}

function AttachmentRow(props: {
  attachment: Attachment;
  text: AttachmentText | undefined;
  path: string | null;
  item: ConsentItem;
  api: EngagementApi;
}) {
  const { attachment, text, path } = props;
  return (
    <li>
      <span class="file-name">
        <Foreign text={attachment.name} />
      </span>
      <span class="muted">
        {byteSize(attachment.size)} · {attachment.mediaType}
      </span>
      {path && <TakeFile path={path} file={attachment} item={props.item} api={props.api} />}
      <code class="hash">{attachment.sha256}</code>
      {text && text.searchable !== 'yes' && <span class="muted text-state">{textState(text)}</span>}
    </li>
  );
}

/** Said only where a search does not find all of it, since silence would be taken for absence. */
function textState(text: AttachmentText): string {
  return text.searchable === 'cut' ? t('textCut') : t('textNotSearchable', { reason: text.message ?? text.reason ?? '' });
}

function Versions({ record, engagement, api }: { record: QualityRecord; engagement: string; api: EngagementApi }) {
  const [page, setPage] = useState<Page<RecordVersion> | null>(null);
  const action = useAction();
  const load = () =>
    action.run(async () => {
      const next = await api.versions(record.id, page?.nextCursor ?? null);
      setPage({ ...next, items: [...(page?.items ?? []), ...next.items] });
    });
  return (
    <details
      class="section"
      onToggle={(event) => {
        if (event.currentTarget.open && !page && !action.busy) {
          void load();
        }
      }}
    >
      <summary>
        <h2>{t('versions')}</h2>
      </summary>
      {action.busy && <Loading />}
      <Failure failure={action.failure} retry={() => void load()} />
      {page && (
        <ol class="versions">
          {page.items.map(({ record: one, changes }) => (
            <li key={one.version}>
              <h3>
                {t('versionOf', { n: one.version })}{' '}
                {one.version === record.version ? (
                  <small class="muted">{t('thisVersion')}</small>
                ) : (
                  <small>
                    <a href={writePlace(['records', engagement, one.id, one.version])}>{t('showVersion')}</a>
                  </small>
                )}
              </h3>
              <p class="meta">
                <span>{wallClock(one.recordedAt)}</span>
                {one.change && (
                  <>
                    <Foreign text={one.change.changedBy.name} />
                    <Foreign text={one.change.reason} />
                  </>
                )}
              </p>
              {one.version === 1 ? (
                <p class="muted">{t('firstVersion')}</p>
              ) : changes.length === 0 ? (
                <p class="muted">{t('noVisibleChange')}</p>
              ) : (
                <Wide label={t('change')}>
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">{t('field')}</th>
                        <th scope="col">{t('before')}</th>
                        <th scope="col">{t('after')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {changes.map((change) => (
                        <tr>
                          <th scope="row">
                            {fieldName(one.type, change.field)}{' '}
                            {change.masking && <MaskMark kind={change.masking} />}
                          </th>
                          <td>
                            <del>
                              <Foreign text={valueText(change.before)} />
                            </del>
                          </td>
                          <td>
                            <ins>
                              <Foreign text={valueText(change.after)} />
                            </ins>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Wide>
              )}
            </li>
          ))}
        </ol>
      )}
      {page?.nextCursor && (
        <button type="button" disabled={action.busy} onClick={() => void load()}>
          {t('next')}
        </button>
      )}
    </details>
  );
}

/** From a record to a finding against one of its clauses, or against another. */
function Raise({ record, engagement }: { record: QualityRecord; engagement: string }) {
  const from = { record: record.id, version: String(record.version) };
  return (
    <section class="card no-print">
      <h2>{t('raiseFromRecord')}</h2>
      <p class="meta">
        {(record.clauses ?? []).map((clause) => {
          const end = clause.lastIndexOf(' ');
          const against = { edition: clause.slice(0, end), clause: clause.slice(end + 1) };
          return (
            <a href={writePlace(['findings', engagement, 'new'], { ...from, ...against })}>
              <Foreign text={clause} />
            </a>
          );
        })}
        <a href={writePlace(['findings', engagement, 'new'], from)}>{t('anotherClause')}</a>
      </p>
    </section>
  );
}
