import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cursorOf, FIRST_PAGE, nextPage, previousPage, readSearch, writePlace } from '../shared/address';
import { sha256, toHex, utf8 } from '../shared/bytes';
import { Choice, Failure, Field, go, Foreign, Heading, Loading, Pager, useAction, useLoaded, usePlace } from '../shared/components';
import { download, save } from '../shared/download';
import { newKey } from '../shared/http';
import { currentLanguage, t, tValue } from '../shared/i18n';
import { membersOf, SampleCards, SampleFacts, SampleSheet } from '../shared/sample';
import type { Engagement, Sample } from '../shared/types';
import type { EngagementApi } from './api';
import { endpoint } from './session';

const SIDES = ['', 'site', 'type', 'productFamily', 'supplier', 'month'];
const RESULTS = ['conforming', 'nonconforming', 'not-judged'];

/** Until the draw the seed is known to this window alone; the maker learns its digest only. */
const SEED = 'remote-audit-seed ';

export function SamplesPage({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const [paging, setPaging] = useState(FIRST_PAGE);
  const cursor = cursorOf(paging);
  const page = useLoaded((signal) => api.samples(cursor, signal), [api, cursor]);
  return (
    <>
      <div class="title-row">
        <Heading title={t('samples')}>{t('samples')}</Heading>
        <p class="title-tools">
          <a class="button" href={writePlace(['samples', engagement.id, 'new'])}>
            {t('newSample')}
          </a>
        </p>
      </div>
      <p>{t('samplesLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      <p role="status" class="muted">
        {page.value && (page.value.total === 0 ? t('noSamples') : t('total', { n: page.value.total }))}
      </p>
      <SampleCards samples={page.value?.items ?? []} place={(sample) => writePlace(['samples', engagement.id, sample.id])} />
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

/** A new sample; the address names the search whose results are the population. */
export function NewSamplePage({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const search = readSearch(usePlace().parameters);
  const [objective, setObjective] = useState('');
  const [query, setQuery] = useState(search.q);
  const [size, setSize] = useState('5');
  const [side, setSide] = useState('');
  const [each, setEach] = useState('proportional');
  const action = useAction();
  const draw = async () => {
    const seed = toHex(crypto.getRandomValues(new Uint8Array(32)));
    const frozen = await api.freezeSample({
      method: 'statistical',
      objective: objective.trim(),
      language: currentLanguage(),
      q: query.trim(),
      ...(Object.keys(search.filters).length > 0 && { filters: search.filters }),
      ...(search.ledgerSize !== null && { ledgerSize: search.ledgerSize }),
      size: Number(size),
      commitment: toHex(await sha256(utf8(seed))),
      ...(side !== '' && { strata: { by: side, allocation: each } }),
    });
    sessionStorage.setItem(SEED + frozen.id, seed);
    go(writePlace(['samples', engagement.id, frozen.id]));
  };
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['samples', engagement.id])}>‹ {t('samples')}</a>
      </p>
      <Heading title={t('newSample')}>{t('newSample')}</Heading>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(draw);
        }}
      >
        <Field id="objective" label={t('objective')} required lines={2} maxLength={2000} value={objective} onInput={setObjective} />
        <Field id="population-query" label={t('query')} maxLength={512} value={query} onInput={setQuery} hint={t('populationHint')} />
        {Object.keys(search.filters).length > 0 && (
          <p class="meta">
            {t('filters')} <code>{JSON.stringify(search.filters)}</code>
          </p>
        )}
        <Field id="sample-size" label={t('sampleSize')} required maxLength={4} value={size} onInput={setSize} />
        <Choice
          id="strata"
          label={t('stratifyBy')}
          value={side}
          options={SIDES.map((one) => [one, one === '' ? t('notStratified') : tValue('facet', one)] as const)}
          onChange={setSide}
        />
        {side !== '' && (
          <Choice
            id="allocation"
            label={t('allocation')}
            value={each}
            options={[
              ['proportional', t('allocationProportional')],
              ['each', t('allocationEach')],
            ]}
            onChange={setEach}
          />
        )}
        <p class="muted">{t('drawLead')}</p>
        <Failure failure={action.failure} />
        <button type="submit" class="primary" disabled={action.busy || objective.trim() === '' || !/^[1-9][0-9]{0,3}$/.test(size)}>
          {t('freezePopulation')}
        </button>
      </form>
    </>
  );
}

export function SamplePage({ engagement, api, id }: { engagement: Engagement; api: EngagementApi; id: string }) {
  const page = useLoaded((signal) => api.sample(id, signal), [api, id]);
  const sample = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['samples', engagement.id])}>‹ {t('samples')}</a>
      </p>
      {!sample && <Failure failure={page.failure} retry={page.reload} />}
      {page.loading && !sample && <Loading />}
      {sample && (
        <>
          <Heading title={sample.objective}>
            <Foreign text={sample.objective} />
          </Heading>
          <p class="meta">
            <SampleFacts sample={sample} />
          </p>
          {sample.actions.includes('draw') && <DrawButton api={api} sample={sample} onChange={page.replace} />}
          <SampleSheet
            sample={sample}
            place={(member) => writePlace(['records', engagement.id, member.recordId, member.version])}
            samplePlace={(other) => writePlace(['samples', engagement.id, other])}
            population={<PopulationButton api={api} sample={sample} />}
          />
          {sample.actions.includes('examine') && (
            <Said name={t('sampleExamine')} key={`e${sample.version}`}>
              <ExamineForm api={api} sample={sample} onChange={page.replace} />
            </Said>
          )}
          {sample.actions.includes('conclude') && (
            <Said name={t('sampleConclude')} key={`c${sample.version}`}>
              <ConcludeForm api={api} sample={sample} onChange={page.replace} />
            </Said>
          )}
        </>
      )}
    </>
  );
}

interface StepProps {
  api: EngagementApi;
  sample: Sample;
  onChange: (sample: Sample) => void;
}

function Said({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <details class="section card no-print">
      <summary>
        <h2>{name}</h2>
      </summary>
      {children}
    </details>
  );
}

function DrawButton({ api, sample, onChange }: StepProps) {
  const seed = sessionStorage.getItem(SEED + sample.id);
  const action = useAction();
  if (seed === null) {
    return <p class="notice">{t('seedGone')}</p>;
  }
  const draw = async () => {
    const drawn = await api.sampleStep(sample, { action: 'draw', seed }, newKey());
    sessionStorage.removeItem(SEED + sample.id);
    onChange(drawn);
  };
  return (
    <p>
      <button type="button" class="primary" disabled={action.busy} onClick={() => void action.run(draw)}>
        {t('revealAndDraw')}
      </button>
      <Failure failure={action.failure} />
    </p>
  );
}

function PopulationButton({ api, sample }: { api: EngagementApi; sample: Sample }) {
  const [differs, setDiffers] = useState(false);
  const action = useAction();
  const fetchIt = async () => {
    const { blob, digest } = await download(endpoint, api.populationPath(sample.id), sample.populationDigest, () => undefined);
    setDiffers(digest === 'differs');
    if (digest !== 'differs') {
      save(blob, 'population.txt');
    }
  };
  return (
    <p class="no-print">
      <button type="button" disabled={action.busy} onClick={() => void action.run(fetchIt)}>
        {t('downloadPopulation')}
      </button>
      {differs && (
        <span class="notice bad" role="alert">
          {t('populationDiffers')}
        </span>
      )}
      <Failure failure={action.failure} />
    </p>
  );
}

function ExamineForm({ api, sample, onChange }: StepProps) {
  const members = membersOf(sample);
  const [record, setRecord] = useState(members[0]?.recordId ?? '');
  const [result, setResult] = useState('conforming');
  const [note, setNote] = useState('');
  const [key, setKey] = useState(newKey);
  const action = useAction();
  useEffect(() => setKey(newKey()), [record, result, note]);
  const send = async () => {
    const results = [{ recordId: record, result, ...(note.trim() !== '' && { note: note.trim() }) }];
    onChange(await api.sampleStep(sample, { action: 'examine', language: currentLanguage(), results }, key));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(send);
      }}
    >
      <Choice
        id="examined"
        label={t('sampledRecord')}
        value={record}
        options={members.map((member) => [member.recordId, member.recordId] as const)}
        onChange={setRecord}
      />
      <Choice
        id="result"
        label={t('sampleResult')}
        value={result}
        options={RESULTS.map((one) => [one, tValue('sampleResult', one)] as const)}
        onChange={setResult}
      />
      <Field id="note" label={t('sampleNote')} required={result === 'not-judged'} lines={2} maxLength={2000} value={note} onInput={setNote} />
      <Failure failure={action.failure} />
      <button type="submit" class="primary" disabled={action.busy || (result === 'not-judged' && note.trim() === '')}>
        {t('sampleExamine')}
      </button>
    </form>
  );
}

function ConcludeForm({ api, sample, onChange }: StepProps) {
  const [text, setText] = useState('');
  const [key, setKey] = useState(newKey);
  const action = useAction();
  useEffect(() => setKey(newKey()), [text]);
  const send = async () =>
    onChange(await api.sampleStep(sample, { action: 'conclude', language: currentLanguage(), text: text.trim() }, key));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(send);
      }}
    >
      <Field id="conclusion" label={t('conclusion')} required lines={3} maxLength={20000} value={text} onInput={setText} />
      <Failure failure={action.failure} />
      <button type="submit" class="primary" disabled={action.busy || text.trim() === ''}>
        {t('sampleConclude')}
      </button>
    </form>
  );
}
