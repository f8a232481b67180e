import { useState } from 'preact/hooks';
import { segment, writePlace } from '../shared/address';
import { Choice, Failure, Field, Foreign, useAction } from '../shared/components';
import { newKey } from '../shared/http';
import { currentLanguage, t, tValue } from '../shared/i18n';
import { CATEGORIES, type Pin, PRIORITIES, type QualityRecord, type Question } from '../shared/types';
import type { EngagementApi } from './api';
import { useDraft } from './drafts';

const WHOLE = '';

/** The places of a version a question can be pinned to, by what stands for each in the form. */
function places(record: QualityRecord): Map<string, string> {
  const found = new Map([[WHOLE, t('wholeVersion')]]);
  const field = (name: string) => found.set(`field ${name}`, t('fieldPlace', { name }));
  for (const name of ['title', 'performedBy', 'reviewedBy', 'occurredAt', 'change'] as const) {
    if (record[name] !== undefined) {
      field(name);
    }
  }
  // Where something is hidden, a measurement's place among those shown is not its name.
  if (record.hidden === 0) {
    record.measurements.forEach((one, index) => {
      found.set(`field measurements/${index}`, t('fieldPlace', { name: `measurements/${index} ${one.characteristic}` }));
    });
  }
  Object.keys(record.attributes).forEach((name) => field(`attributes/${name}`));
  record.attachments.forEach((file) => found.set(`file ${file.name}`, t('filePlace', { name: file.name })));
  return found;
}

function pinAt(record: QualityRecord, place: string, page: string): Pin {
  const pin = { recordId: record.id, version: record.version };
  if (place.startsWith('field ')) {
    return { ...pin, field: place.slice(6) };
  }
  if (place.startsWith('file ')) {
    return { ...pin, attachment: place.slice(5), ...(/^[1-9][0-9]{0,4}$/.test(page) ? { page: Number(page) } : {}) };
  }
  return pin;
}

/** An edition and a clause's number in a line: the number is what stands last. */
function clausesOf(lines: string) {
  return lines
    .split('\n')
    .map((line) => /^(.+)\s+(\S+)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map((match) => ({ edition: match[1]!.trim(), number: match[2]! }));
}

export function Ask({ record, engagement, api }: { record: QualityRecord; engagement: string; api: EngagementApi }) {
  const [title, setTitle] = useDraft(`${record.id} title`);
  const [text, setText] = useDraft(`${record.id} text`);
  const [category, setCategory] = useState<string>('other');
  const [priority, setPriority] = useState<string>('normal');
  const [due, setDue] = useState('');
  const [place, setPlace] = useState(WHOLE);
  const [page, setPage] = useState('');
  const [lots, setLots] = useState('');
  const [clauses, setClauses] = useState('');
  const [asked, setAsked] = useState<Question | null>(null);
  // One key for one question: sending again after a broken connection does not ask twice.
  const [key, setKey] = useState(newKey);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      const named = lots.split(/[,，、]/).map((lot) => lot.trim()).filter(Boolean);
      const against = clausesOf(clauses);
      const question = {
        title: title.trim(),
        text: text.trim(),
        language: currentLanguage(),
        category,
        priority,
        pins: [pinAt(record, place, page)],
        ...(due === '' ? {} : { due }),
        ...(named.length === 0 ? {} : { lots: named }),
        ...(against.length === 0 ? {} : { clauses: against }),
      };
      setAsked(await api.ask(question, key));
      setKey(newKey());
      setTitle('');
      setText('');
    });
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setKey(newKey());
  };
  return (
    <section class="card no-print" id={`ask-${segment(record.id)}`}>
      <h2>{t('askTitle')}</h2>
      <p class="muted">
        <Foreign text={t('askLead', { id: record.id, n: record.version })} />
      </p>
      <form onSubmit={submit}>
        <Field id="ask-title" label={t('askSubject')} required maxLength={200} value={title} onInput={change(setTitle)} />
        <Field id="ask-text" label={t('askText')} required maxLength={20000} lines={4} value={text} onInput={change(setText)} />
        <Choice id="ask-place" label={t('aboutPlace')} value={place} options={[...places(record)]} onChange={change(setPlace)} />
        {place.startsWith('file ') && (
          <Field id="ask-page" label={t('filePage')} maxLength={5} value={page} onInput={change(setPage)} />
        )}
        <Choice
          id="ask-category"
          label={t('category')}
          value={category}
          options={CATEGORIES.map((one) => [one, tValue('category', one)])}
          onChange={change(setCategory)}
        />
        <Choice
          id="ask-priority"
          label={t('priority')}
          value={priority}
          options={PRIORITIES.map((one) => [one, tValue('priority', one)])}
          onChange={change(setPriority)}
        />
        <Field id="ask-due" type="date" label={t('dueDay')} value={due} onInput={change(setDue)} />
        <Field id="ask-lots" label={t('askLots')} maxLength={2000} value={lots} onInput={change(setLots)} />
        <Field id="ask-clauses" lines={2} label={t('askClauses')} maxLength={4000} value={clauses} onInput={change(setClauses)} />
        <Failure failure={action.failure} />
        <button type="submit" class="primary" disabled={action.busy || title.trim() === '' || text.trim() === ''}>
          {t('ask')}
        </button>
      </form>
      <div role="status">
        {asked && (
          <p class="notice good">
            {t('askedDone')} <a href={writePlace(['questions', engagement, asked.id])}>{t('showQuestion')}</a>
          </p>
        )}
      </div>
    </section>
  );
}
