import { useEffect, useState } from 'preact/hooks';
import { FACETS, FIRST_PAGE, cursorOf, nextPage, previousPage, type Search } from '../shared/address';
import { Facts, Failure, Foreign, Heading, Loading, Pager, useAction, useLoaded } from '../shared/components';
import { download, save } from '../shared/download';
import { byteSize, facetValue, instant } from '../shared/format';
import { isAbort, newKey, sleep } from '../shared/http';
import { currentLanguage, t, tValue } from '../shared/i18n';
import type { ConsentItem, Engagement, ExportFile, ExportJob } from '../shared/types';
import type { EngagementApi } from './api';
import { DownloadFailure } from './Consents';
import { searchHere } from './SearchPage';
import { endpoint } from './session';

export function ExportsPage({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const [search] = useState(searchHere);
  const [paging, setPaging] = useState(FIRST_PAGE);
  const cursor = cursorOf(paging);
  const page = useLoaded((signal) => api.exports(cursor, signal), [api, cursor]);
  const [started, setStarted] = useState(false);
  const add = (job: ExportJob) => {
    setStarted(true);
    if (page.value) {
      page.replace({ ...page.value, total: page.value.total + 1, items: [job, ...page.value.items] });
    } else {
      page.reload();
    }
  };
  const change = (job: ExportJob) => {
    if (page.value) {
      page.replace({ ...page.value, items: page.value.items.map((one) => (one.id === job.id ? job : one)) });
    }
  };
  return (
    <>
      <Heading title={t('exports')}>{t('exports')}</Heading>
      {engagement.state === 'active' && <StartExport search={search} api={api} onStarted={add} started={started} />}
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value?.items.length === 0 && <p>{t('noExports')}</p>}
      <ul class="cards">
        {page.value?.items.map((job) => (
          <ExportCard key={job.id} job={job} api={api} onChange={change} />
        ))}
      </ul>
      {page.value && (
        <Pager
          index={paging.index}
          hasNext={page.value.nextCursor !== null}
          onPrevious={() => setPaging(previousPage(paging))}
          onNext={() => setPaging(nextPage(paging, page.value!.nextCursor!))}
        />
      )}
    </>
  );
}

function StartExport(props: {
  search: Search;
  api: EngagementApi;
  onStarted: (job: ExportJob) => void;
  started: boolean;
}) {
  const { search } = props;
  const action = useAction();
  const [key, setKey] = useState(newKey);
  const filters = FACETS.flatMap((facet) =>
    (search.filters[facet] ?? []).map((value) => `${tValue('facet', facet)}: ${facetValue(facet, value)}`),
  );
  const start = () =>
    action.run(async () => {
      props.onStarted(await props.api.startExport(search, currentLanguage(), key));
      setKey(newKey());
    });
  return (
    <section class="card">
      <h2>{t('exportTitle')}</h2>
      <p class="muted">{t('exportLead')}</p>
      <Facts
        facts={[
          [t('exportQuery'), search.q ? <code><Foreign text={search.q} /></code> : filters.length === 0 && t('exportAll')],
          [t('exportFilters'), filters.length > 0 && <Foreign text={filters.join(' · ')} />],
        ]}
      />
      <Failure failure={action.failure} />
      <p>
        <button type="button" class="primary" disabled={action.busy} onClick={() => void start()}>
          {t('startExport')}
        </button>{' '}
        <span role="status">{props.started && !action.failure && t('exportStarted')}</span>
      </p>
    </section>
  );
}

function ExportCard(props: { job: ExportJob; api: EngagementApi; onChange: (job: ExportJob) => void }) {
  const { job, api } = props;
  const underWay = job.state === 'queued' || job.state === 'running';
  const cancel = useAction();
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (!underWay) {
      return;
    }
    const abort = new AbortController();
    // Progress is asked for ever more seldom, to stay far below the allowed number of requests.
    const watch = async () => {
      for (let pause = 700; ; pause = Math.min(5000, pause * 1.4)) {
        await sleep(pause, abort.signal);
        const now = await api.export(job.id, abort.signal);
        props.onChange(now);
        if (now.state !== 'queued' && now.state !== 'running') {
          return;
        }
      }
    };
    watch().catch((reason) => {
      if (!isAbort(reason)) {
        setFailure(reason);
      }
    });
    return () => abort.abort();
  }, [job.id, underWay]);
  return (
    <li class="card export">
      <h3>
        <Foreign text={job.id} /> <span class={`badge export-${job.state}`}>{tValue('export', job.state)}</span>
      </h3>
      <p class="meta">
        <span>{instant(job.startedAt)}</span>
        <span>{t('atLedgerSize', { n: job.ledgerSize })}</span>
        <span>{t('exportProgress', { done: job.recordsDone, total: job.recordsTotal })}</span>
        {job.bytes > 0 && <span>{byteSize(job.bytes)}</span>}
      </p>
      {underWay && (
        <p class="progress-row">
          <progress
            aria-label={t('exportProgressLabel')}
            max={Math.max(1, job.recordsTotal)}
            value={job.state === 'queued' ? undefined : job.recordsDone}
          />
          <button
            type="button"
            disabled={cancel.busy}
            onClick={() =>
              void cancel.run(async () => {
                await api.cancelExport(job.id);
                props.onChange(await api.export(job.id));
              })
            }
          >
            {t('cancel')}
          </button>
        </p>
      )}
      {job.failure && (
        <p class="notice bad">
          <Foreign text={job.failure} />
        </p>
      )}
      <Failure failure={failure ?? cancel.failure} />
      {job.state === 'done' && <Finished job={job} api={api} />}
    </li>
  );
}

function Finished({ job, api }: { job: ExportJob; api: EngagementApi }) {
  const parts = job.parts ?? [];
  const plain = job.id.replace(/[^A-Za-z0-9._-]/g, '_');
  const name = (part: ExportFile) =>
    parts.length === 1 ? `${plain}.asice` : `${plain}-${String(part.number).padStart(3, '0')}.asice`;
  const names = parts.map(name).join(' ');
  return (
    <>
      {parts.length > 1 && <p class="notice">{t('exportParts', { n: parts.length })}</p>}
      {parts.map((part) => (
        <FinishedFile
          key={part.number}
          part={part}
          name={name(part)}
          path={api.exportPath(job.id, part.number)}
          item={{ type: 'export', exportId: job.id }}
          api={api}
        />
      ))}
      <details>
        <summary>{t('verifyHint')}</summary>
        <p>{t('verifyText')}</p>
        <p>{t('verifyDigest')}</p>
        <pre>sha256sum {names}</pre>
        <p>{t('verifyRun')}</p>
        <pre>
          verify {names} --cert ROOT.pem --log-key VKEY --lang {currentLanguage() === 'en' ? 'en' : 'zh'}
        </pre>
        <p class="muted">{t('verifyTrust')}</p>
      </details>
    </>
  );
}

function FinishedFile(props: {
  part: ExportFile;
  name: string;
  path: string;
  item: ConsentItem;
  api: EngagementApi;
}) {
  const { part, name, path } = props;
  const action = useAction();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [word, setWord] = useState<{ text: string; good: boolean } | null>(null);
  const fetchFile = () =>
    action.run(async () => {
      setWord(null);
      const { blob, digest } = await download(endpoint, path, part.sha256, (done, total) =>
        setProgress({ done, total: total ?? part.bytes }),
      );
      setProgress(null);
      if (digest === 'differs') {
        setWord({ text: t('savedDiffers'), good: false });
        return;
      }
      save(blob, name);
      setWord({ text: t(digest === 'matches' ? 'savedMatches' : 'saved', { name }), good: true });
    });
  return (
    <>
      <Facts facts={[[t('sha256'), <code class="hash">{part.sha256}</code>]]} />
      <p class="progress-row">
        <button type="button" class="primary" disabled={action.busy} onClick={() => void fetchFile()}>
          {action.busy ? t('downloading') : t('download')}
        </button>
        <span class="muted">{byteSize(part.bytes)}</span>
        {action.busy && progress && (
          <progress aria-label={t('downloadProgress')} max={Math.max(1, progress.total)} value={progress.done} />
        )}
      </p>
      <div role="status">{word && <p class={word.good ? 'notice good' : 'notice bad'}>{word.text}</p>}</div>
      <DownloadFailure failure={action.failure} item={props.item} api={props.api} />
    </>
  );
}
