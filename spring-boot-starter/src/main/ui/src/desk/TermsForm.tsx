import { useState } from 'preact/hooks';
import { READINESS } from '../shared/conditions';
import { Failure, Field, useAction } from '../shared/components';
import { RIGHTS } from '../shared/engagement';
import { t, tValue } from '../shared/i18n';
import type { Right, Terms } from '../shared/types';
import { Limits, MaskingRows } from './LimitsForm';
import { NotTerms, SIDES, toTerms, toText, type TermsText } from './termsText';

const KINDS = ['certification-body', 'accreditation-body', 'client-second-party', 'regulator', 'foreign-regulator'];
const CONSENTS = ['forbidden', 'ask-each-time', 'granted'];
const RISKS = ['critical', 'major', 'minor'];

/** Writes the terms of an engagement: new ones, or others in the place of those there are. */
export function TermsForm(props: {
  before: Terms | null;
  client: string;
  label: string;
  submit: (terms: Terms) => Promise<void>;
}) {
  const [text, setText] = useState(() => toText(props.before, props.client));
  const [wrong, setWrong] = useState<NotTerms['field'] | null>(null);
  const action = useAction();
  const set = (change: Partial<TermsText>) => setText({ ...text, ...change });
  const submit = (event: Event) => {
    event.preventDefault();
    let terms: Terms;
    try {
      terms = toTerms(text, props.before, new Date().toISOString().replace(/\.\d+Z$/, 'Z'));
      setWrong(null);
    } catch (reason) {
      if (!(reason instanceof NotTerms)) {
        throw reason;
      }
      setWrong(reason.field);
      return;
    }
    void action.run(() => props.submit(terms));
  };
  return (
    <form class="terms" onSubmit={submit}>
      <Parties text={text} set={set} />
      <Bounds text={text} set={set} />
      <Limits limits={text.limits} set={(limits) => set({ limits })} />
      <Remote text={text} set={set} />
      {wrong && (
        <p class="notice bad" role="alert">
          {t('termsWrong', { field: t(wrong) })}
        </p>
      )}
      <Failure failure={action.failure} />
      <button type="submit" class="primary" disabled={action.busy}>
        {props.label}
      </button>
    </form>
  );
}

interface Part {
  text: TermsText;
  set: (change: Partial<TermsText>) => void;
}

function Parties({ text, set }: Part) {
  return (
    <fieldset>
      <legend>{t('terms')}</legend>
      <Field id="terms-body" label={t('body')} required maxLength={500} value={text.body} onInput={(body) => set({ body })} />
      <Choice id="terms-kind" label={t('auditorKind')} value={text.kind} values={['', ...KINDS]} prefix="kind" set={(kind) => set({ kind })} />
      {text.kind !== '' && (
        <Field id="terms-country" label={t('country')} hint={t('countryHint')} required maxLength={2} value={text.country} onInput={(country) => set({ country })} />
      )}
      <Field id="terms-client" label={t('client')} required maxLength={500} value={text.client} onInput={(client) => set({ client })} />
      <Field id="terms-purpose" label={t('purpose')} required maxLength={500} value={text.purpose} onInput={(purpose) => set({ purpose })} />
      <Field id="terms-criteria" label={t('criteria')} hint={t('onePerLine')} required lines={3} value={text.criteria} onInput={(criteria) => set({ criteria })} />
      <Field id="terms-auditors" label={t('auditors')} hint={t('auditorsHint')} required lines={3} value={text.auditors} onInput={(auditors) => set({ auditors })} />
      <Field id="terms-from" label={t('accessFrom')} type="datetime-local" required value={text.accessFrom} onInput={(accessFrom) => set({ accessFrom })} />
      <Field id="terms-to" label={t('accessTo')} type="datetime-local" required value={text.accessTo} onInput={(accessTo) => set({ accessTo })} />
      <Field id="terms-follow-up" label={t('followUpDays')} hint={t('followUpDaysHint')} required value={text.followUpDays} onInput={(followUpDays) => set({ followUpDays })} />
    </fieldset>
  );
}

function Bounds({ text, set }: Part) {
  const labels = {
    sites: t('sites'),
    productFamilies: t('productFamilies'),
    recordTypes: t('recordTypes'),
    standards: t('standardsScope'),
    lots: t('lotsScope'),
  };
  return (
    <fieldset>
      <legend>{t('scope')}</legend>
      <p class="hint">{t('scopeHint')}</p>
      {SIDES.map((side) => (
        <div key={side}>
          <Field
            id={`terms-${side}`}
            label={labels[side]}
            lines={2}
            value={text.scope[side]}
            onInput={(values) => set({ scope: { ...text.scope, [side]: values } })}
          />
          <Check
            label={t('orAbsent')}
            checked={text.orAbsent[side]}
            set={(on) => set({ orAbsent: { ...text.orAbsent, [side]: on } })}
          />
        </div>
      ))}
      <Field id="terms-day-from" label={t('recordsFrom')} hint={t('dayHint')} value={text.from} onInput={(from) => set({ from })} />
      <Field id="terms-day-to" label={t('recordsTo')} value={text.to} onInput={(to) => set({ to })} />
      <MaskingRows rows={text.masking} set={(masking) => set({ masking })} />
      <p>{t('rights')}</p>
      {(Object.keys(RIGHTS) as Right[]).map((right) => (
        <Check
          key={right}
          label={t(RIGHTS[right])}
          checked={text.rights.includes(right)}
          set={(on) => set({ rights: on ? [...text.rights, right] : text.rights.filter((one) => one !== right) })}
        />
      ))}
    </fieldset>
  );
}

function Remote({ text, set }: Part) {
  return (
    <fieldset>
      <legend>{t('conditions')}</legend>
      <Field id="terms-will" label={t('will')} lines={2} value={text.will} onInput={(will) => set({ will })} />
      <Field id="terms-will-by" label={t('willBy')} value={text.willBy} onInput={(willBy) => set({ willBy })} />
      <Field id="terms-will-at" label={t('willAt')} type="datetime-local" value={text.willAt} onInput={(willAt) => set({ willAt })} />
      <Field id="terms-reason" label={t('remoteReason')} lines={2} value={text.reason} onInput={(reason) => set({ reason })} />
      <Choice id="terms-risk" label={t('risk')} value={text.risk} values={RISKS} prefix="risk" set={(risk) => set({ risk })} />
      <Field id="terms-sites-audited" label={t('auditSites')} hint={t('auditSitesHint')} lines={2} value={text.auditSites} onInput={(auditSites) => set({ auditSites })} />
      <Field id="terms-people" label={t('people')} hint={t('peopleHint')} lines={3} value={text.people} onInput={(people) => set({ people })} />
      <Field id="terms-means" label={t('means')} hint={t('onePerLine')} lines={2} value={text.means} onInput={(means) => set({ means })} />
      <Field id="terms-contingency" label={t('contingency')} lines={2} value={text.contingency} onInput={(contingency) => set({ contingency })} />
      <Choice id="terms-captures" label={t('captures')} value={text.captures} values={['', ...CONSENTS]} prefix="consent" set={(captures) => set({ captures })} />
      <Choice id="terms-downloads" label={t('downloads')} value={text.downloads} values={['', ...CONSENTS]} prefix="consent" set={(downloads) => set({ downloads })} />
      <Basis text={text} set={set} />
      <h4>{t('readiness')}</h4>
      <p class="muted">{t('readinessSource')}</p>
      {READINESS.map((condition) => (
        <Condition key={condition} condition={condition} text={text} set={set} />
      ))}
    </fieldset>
  );
}

function Basis({ text, set }: Part) {
  return (
    <>
      <h4>{t('legalBasis')}</h4>
      <p class="hint">{t('legalBasisHint')}</p>
      <Field id="terms-basis" label={t('basisReference')} value={text.basis} onInput={(basis) => set({ basis })} />
      <Field id="terms-basis-text" label={t('basisText')} lines={2} value={text.basisText} onInput={(basisText) => set({ basisText })} />
      <Field id="terms-basis-by" label={t('basisBy')} value={text.basisBy} onInput={(basisBy) => set({ basisBy })} />
      <Field id="terms-basis-on" label={t('basisOn')} hint={t('dayHint')} value={text.basisOn} onInput={(basisOn) => set({ basisOn })} />
      <Check label={t('coversPersons')} checked={text.basisPersons} set={(basisPersons) => set({ basisPersons })} />
    </>
  );
}

function Condition({ condition, text, set }: Part & { condition: string }) {
  const check = text.readiness[condition]!;
  // Whoever changes a check has checked it now.
  const change = (more: Partial<typeof check>) =>
    set({ readiness: { ...text.readiness, [condition]: { ...check, at: '', ...more } } });
  const id = `terms-ready-${condition}`;
  return (
    <fieldset>
      <legend>{tValue('readiness', condition)}</legend>
      <Choice
        id={id}
        label={t('result')}
        value={check.result}
        values={['', 'met', 'not-met']}
        prefix="checked"
        set={(result) => change({ result: result as typeof check.result })}
      />
      {check.result !== '' && (
        <>
          <Field id={`${id}-by`} label={t('checkedBy')} required value={check.by} onInput={(by) => change({ by })} />
          <Field
            id={`${id}-note`}
            label={t('note')}
            required={check.result === 'not-met'}
            value={check.note}
            onInput={(note) => change({ note })}
          />
        </>
      )}
    </fieldset>
  );
}

function Choice(props: {
  id: string;
  label: string;
  value: string;
  values: readonly string[];
  prefix: string;
  set: (value: string) => void;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select id={props.id} value={props.value} onChange={(event) => props.set(event.currentTarget.value)}>
        {props.values.map((value) => (
          <option value={value} key={value}>
            {value === '' ? t('notSaid') : tValue(props.prefix, value)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Check(props: { label: string; checked: boolean; set: (on: boolean) => void }) {
  return (
    <p>
      <label class="check">
        <input type="checkbox" checked={props.checked} onChange={(event) => props.set(event.currentTarget.checked)} />{' '}
        {props.label}
      </label>
    </p>
  );
}
