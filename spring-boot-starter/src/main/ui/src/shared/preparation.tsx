import { useState } from 'preact/hooks';
import { Facts, Failure, Field, Foreign, Loading, useAction, useLoaded, Wide } from './components';
import { instant } from './format';
import { Problem } from './http';
import { t, tValue } from './i18n';
import type { AgendaItem, AttachedRecord, AuditPlan, OrganizationProfile, Party, PreparationList, WantedItem } from './types';

/** What either party can do on its page. */
export interface PreparationApi {
  organization: (signal?: AbortSignal) => Promise<OrganizationProfile>;
  plan: (signal?: AbortSignal) => Promise<AuditPlan>;
  writePlan: (plan: AuditPlan, items: AgendaItem[], note: string) => Promise<AuditPlan>;
  confirmPlan: (plan: AuditPlan) => Promise<AuditPlan>;
  preparation: (signal?: AbortSignal) => Promise<PreparationList>;
  writePreparation: (list: PreparationList, items: WantedItem[], note: string) => Promise<PreparationList>;
  confirmPreparation: (list: PreparationList) => Promise<PreparationList>;
}

interface Agreed {
  state: 'none' | 'proposed' | 'confirmed';
  version: number;
  waitsFor: Party | null;
  steps: { number: number; action: string; party: Party; by: string; at: string; note: string }[];
}

export function ProfileSection({ load }: { load: PreparationApi['organization'] }) {
  const page = useLoaded(load, []);
  const one = page.value;
  const sentence = (items: (string | undefined)[]) => <Foreign text={items.filter(Boolean).join(' · ')} />;
  return (
    <section class="card">
      <h2>{t('organizationProfile')}</h2>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          {one.personsWithheld && <p class="notice">{t('personsWithheld')}</p>}
          <Facts
            facts={[
              [t('legalName'), <Foreign text={one.legalName} />],
              ...(one.creditCode ? ([[t('creditCode'), <Foreign text={one.creditCode} />]] as const) : []),
              ...(one.head ? ([[t('head'), <Foreign text={one.head} />]] as const) : []),
              ...(one.phone ? ([[t('phone'), <Foreign text={one.phone} />]] as const) : []),
            ]}
          />
          <ul>
            {(one.addresses ?? []).map((item) => (
              <li>{sentence([item.use, item.text])}</li>
            ))}
            {(one.sites ?? []).map((item) => (
              <li>{sentence([item.name, item.address])}</li>
            ))}
            {(one.responsible ?? []).map((item) => (
              <li>{sentence([item.name, item.role, item.contact])}</li>
            ))}
            {(one.certificates ?? []).map((item) => (
              <li>
                {sentence([item.number, item.standard, item.issuer, tValue('held', item.state), item.validTo])}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function PlanSection(props: { api: PreparationApi; party: Party; writes: boolean }) {
  const page = useLoaded(props.api.plan, []);
  const plan = page.value;
  return (
    <section class="card">
      <h2>{t('auditPlan')}</h2>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !plan && <Loading />}
      {plan && (
        <>
          <Standing agreed={plan} />
          {plan.items.length > 0 && (
            <Wide label={t('auditPlan')}>
              <table>
                <thead>
                  <tr>
                    {[t('planSite'), t('planProcess'), t('clause'), t('planAuditor'), t('planFrom'), t('planTo')].map(
                      (label) => (
                        <th scope="col">{label}</th>
                      ),
                    )}
                  </tr>
                </thead>
                <tbody>
                  {plan.items.map((item) => (
                    <tr>
                      {[item.site, item.process, clauseText(item), item.auditor, instant(item.from), instant(item.to)].map(
                        (text) => (
                          <td>
                            <Foreign text={text} />
                          </td>
                        ),
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
          )}
          {props.writes && (
            <Acts
              agreed={plan}
              party={props.party}
              confirm={async () => page.replace(await props.api.confirmPlan(plan))}
            />
          )}
          {props.writes && (props.party === 'body' || plan.version > 0) && (
            <RowsForm
              key={plan.version}
              name="plan"
              columns={[
                { name: 'site', label: t('planSite'), longest: 200 },
                { name: 'process', label: t('planProcess'), longest: 500 },
                { name: 'edition', label: t('clauseEdition'), longest: 100, optional: true },
                { name: 'number', label: t('clauseNumber'), longest: 40, optional: true },
                { name: 'auditor', label: t('planAuditor'), longest: 200 },
                { name: 'from', label: t('planFrom'), type: 'datetime-local' },
                { name: 'to', label: t('planTo'), type: 'datetime-local' },
              ]}
              rows={plan.items.map((item) => ({
                ...flat(item),
                site: item.site,
                process: item.process,
                auditor: item.auditor,
                from: local(item.from),
                to: local(item.to),
              }))}
              submit={async (rows, note) =>
                page.replace(
                  await props.api.writePlan(
                    plan,
                    rows.map((row) => ({
                      site: cell(row, 'site'),
                      process: cell(row, 'process'),
                      ...clauseOf(row),
                      auditor: cell(row, 'auditor'),
                      from: new Date(cell(row, 'from')).toISOString(),
                      to: new Date(cell(row, 'to')).toISOString(),
                    })),
                    note,
                  ),
                )
              }
            />
          )}
        </>
      )}
    </section>
  );
}

export function ListSection(props: {
  api: PreparationApi;
  party: Party;
  writes: boolean;
  fulfil?: (
    list: PreparationList,
    item: string,
    ready: boolean,
    note: string,
    records: AttachedRecord[],
  ) => Promise<PreparationList>;
}) {
  const { fulfil } = props;
  const page = useLoaded(props.api.preparation, []);
  const list = page.value;
  return (
    <section class="card">
      <h2>{t('preparationList')}</h2>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !list && <Loading />}
      {list && (
        <>
          <Standing agreed={list} />
          {list.items.length > 0 && (
            <p>{t('readyItems', { ready: String(list.readyItems), total: String(list.items.length) })}</p>
          )}
          <ul class="cards">
            {list.items.map((item) => (
              <li class="card" key={item.id}>
                <h3>
                  <Foreign text={`${item.id} ${item.wanted}`} />
                </h3>
                <p class="meta">
                  <span>{item.ready ? t('itemReady') : t('itemNotReady')}</span>
                  <Foreign text={[item.recordType, clauseText(item), item.owner, item.due].filter(Boolean).join(' · ')} />
                </p>
                {item.note && (
                  <p>
                    <Foreign text={item.note} />
                  </p>
                )}
                {(item.records ?? []).map((record) => (
                  <p>
                    <Foreign text={`${record.recordId} (${record.version})`} />
                  </p>
                ))}
                {fulfil && (
                  <Fulfil
                    key={list.version}
                    id={item.id}
                    records={item.records ?? []}
                    submit={async (ready, note, records) =>
                      page.replace(await fulfil(list, item.id, ready, note, records))
                    }
                  />
                )}
              </li>
            ))}
          </ul>
          {props.writes && (
            <Acts
              agreed={list}
              party={props.party}
              confirm={async () => page.replace(await props.api.confirmPreparation(list))}
            />
          )}
          {props.writes && (props.party === 'body' || list.version > 0) && (
            <RowsForm
              key={list.version}
              name="preparation"
              columns={[
                { name: 'id', label: t('itemId'), longest: 40 },
                { name: 'wanted', label: t('itemWanted'), longest: 2000 },
                { name: 'recordType', label: t('itemRecordType'), longest: 200, optional: true },
                { name: 'edition', label: t('clauseEdition'), longest: 100, optional: true },
                { name: 'number', label: t('clauseNumber'), longest: 40, optional: true },
                { name: 'owner', label: t('itemOwner'), longest: 200 },
                { name: 'due', label: t('itemDue'), type: 'date' },
              ]}
              rows={list.items.map((item) => ({
                ...flat(item),
                id: item.id,
                wanted: item.wanted,
                recordType: item.recordType ?? '',
                owner: item.owner,
                due: item.due,
              }))}
              submit={async (rows, note) =>
                page.replace(
                  await props.api.writePreparation(
                    list,
                    rows.map((row) => ({
                      id: cell(row, 'id'),
                      wanted: cell(row, 'wanted'),
                      ...(cell(row, 'recordType') ? { recordType: cell(row, 'recordType') } : {}),
                      ...clauseOf(row),
                      owner: cell(row, 'owner'),
                      due: cell(row, 'due'),
                    })),
                    note,
                  ),
                )
              }
            />
          )}
        </>
      )}
    </section>
  );
}

function Standing({ agreed }: { agreed: Agreed }) {
  return (
    <>
      <p class="meta">
        <span>{tValue('agreed', agreed.state)}</span>
        {agreed.waitsFor && <span>{tValue('agreedWaits', agreed.waitsFor)}</span>}
      </p>
      {agreed.steps.length > 0 && (
        <details>
          <summary>{t('everyVersion')}</summary>
          <ol>
            {agreed.steps.map((step) => (
              <li>
                <Foreign
                  text={[tValue('agreedStep', step.action), step.by, instant(step.at), step.note]
                    .filter(Boolean)
                    .join(' · ')}
                />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Acts(props: { agreed: Agreed; party: Party; confirm: () => Promise<void> }) {
  const work = useAction();
  if (props.agreed.waitsFor !== props.party || props.agreed.version === 0) {
    return null;
  }
  return (
    <>
      <Changed failure={work.failure} />
      <button type="button" class="primary" disabled={work.busy} onClick={() => void work.run(props.confirm)}>
        {t('confirmVersion')}
      </button>
    </>
  );
}

export function Changed({ failure }: { failure: unknown }) {
  return failure instanceof Problem && failure.status === 412 ? (
    <p class="notice bad" role="alert">
      {t('preparedChanged')}
    </p>
  ) : (
    <Failure failure={failure} />
  );
}

function Fulfil(props: {
  id: string;
  records: AttachedRecord[];
  submit: (ready: boolean, note: string, records: AttachedRecord[]) => Promise<void>;
}) {
  const [note, setNote] = useState('');
  const [rows, setRows] = useState<Row[]>(() =>
    props.records.map((record) => ({ recordId: record.recordId, version: String(record.version) })),
  );
  const work = useAction();
  const attached = rows
    .filter((row) => cell(row, 'recordId').trim() !== '')
    .map((row) => ({ recordId: cell(row, 'recordId').trim(), version: Number(cell(row, 'version')) }));
  const sound = attached.every((one) => Number.isInteger(one.version) && one.version > 0);
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <h4>{t('attachedRecords')}</h4>
      <Rows
        name={`records-${props.id}`}
        columns={[
          { name: 'recordId', label: t('recordId'), longest: 200 },
          { name: 'version', label: t('recordVersion'), longest: 9 },
        ]}
        rows={rows}
        set={setRows}
        least={0}
        most={50}
      />
      <Field id={`fulfil-${props.id}`} label={t('itemNote')} maxLength={2000} value={note} onInput={setNote} />
      <Changed failure={work.failure} />
      <button type="button" disabled={work.busy || !sound} onClick={() => void work.run(() => props.submit(true, note, attached))}>
        {t('sayReady')}
      </button>{' '}
      <button
        type="button"
        disabled={work.busy || !sound || note.trim() === ''}
        onClick={() => void work.run(() => props.submit(false, note, attached))}
      >
        {t('sayNotReady')}
      </button>
    </form>
  );
}

export type Row = Record<string, string>;

export interface Column {
  name: string;
  label: string;
  longest?: number;
  optional?: boolean;
  type?: 'date' | 'datetime-local';
  /** Where only some values are possible: each with what it is called. */
  choices?: readonly (readonly [string, string])[];
}

/** Rows of fields, to which some are added and of which some are taken away. */
export function Rows(props: {
  name: string;
  columns: Column[];
  rows: Row[];
  set: (rows: Row[]) => void;
  least: number;
  most: number;
}) {
  const { name, rows, set } = props;
  const put = (at: number, column: string, value: string) =>
    set(rows.map((row, i) => (i === at ? { ...row, [column]: value } : row)));
  return (
    <>
      {rows.map((row, at) => (
        <fieldset key={at}>
          <legend>{t('rowNumber', { n: String(at + 1) })}</legend>
          {props.columns.map((column) => (
            <Cell
              key={column.name}
              id={`${name}-${at}-${column.name}`}
              column={column}
              value={cell(row, column.name)}
              onInput={(value) => put(at, column.name, value)}
            />
          ))}
          {rows.length > props.least && (
            <button type="button" onClick={() => set(rows.filter((_, i) => i !== at))}>
              {t('removeRow')}
            </button>
          )}
        </fieldset>
      ))}
      <p>
        <button type="button" id={`${name}-add`} disabled={rows.length >= props.most} onClick={() => set([...rows, {}])}>
          {t('addRow')}
        </button>
      </p>
    </>
  );
}

function Cell(props: { id: string; column: Column; value: string; onInput: (value: string) => void }) {
  const { id, column, value, onInput } = props;
  if (column.choices) {
    return (
      <div class="field">
        <label for={id}>{column.label}</label>
        <select id={id} value={value} required onChange={(event) => onInput(event.currentTarget.value)}>
          {value === '' && <option value="" />}
          {column.choices.map(([code, title]) => (
            <option value={code} key={code}>
              {title}
            </option>
          ))}
        </select>
      </div>
    );
  }
  return (
    <Field
      id={id}
      label={column.label}
      value={value}
      onInput={onInput}
      required={!column.optional}
      {...(column.longest === undefined ? {} : { maxLength: column.longest })}
      {...(column.type === undefined ? {} : { type: column.type })}
    />
  );
}

/** A whole new version, row by row, begun from the newest one. */
function RowsForm(props: {
  name: string;
  columns: Column[];
  rows: Row[];
  submit: (rows: Row[], note: string) => Promise<void>;
}) {
  const [rows, setRows] = useState<Row[]>(props.rows.length > 0 ? props.rows : [{}]);
  const [note, setNote] = useState('');
  const work = useAction();
  return (
    <details>
      <summary>{t('writeVersion')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void work.run(() => props.submit(rows, note));
        }}
      >
        <Rows name={props.name} columns={props.columns} rows={rows} set={setRows} least={1} most={50} />
        <Field id={`${props.name}-note`} label={t('versionNote')} maxLength={2000} value={note} onInput={setNote} />
        <Changed failure={work.failure} />
        <button type="submit" class="primary" disabled={work.busy}>
          {t('sendVersion')}
        </button>
      </form>
    </details>
  );
}

export function cell(row: Row, name: string): string {
  return row[name] ?? '';
}

function flat(item: { clause?: { edition: string; number: string } }): Row {
  return { edition: item.clause?.edition ?? '', number: item.clause?.number ?? '' };
}

function clauseOf(row: Row): { clause?: { edition: string; number: string } } {
  const edition = cell(row, 'edition');
  const number = cell(row, 'number');
  return edition || number ? { clause: { edition, number } } : {};
}

function clauseText(item: { clause?: { edition: string; number: string } }): string {
  return item.clause ? `${item.clause.edition} ${item.clause.number}` : '';
}

/** As the browser's own field for a day and time wants it. */
function local(text: string): string {
  const at = new Date(text);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
