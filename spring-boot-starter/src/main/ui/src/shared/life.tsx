import { useState } from 'preact/hooks';
import { Failure, Field, Foreign, useAction } from './components';
import { instant } from './format';
import { currentLanguage, t, tValue } from './i18n';
import type { Engagement, IctStatement, Party } from './types';

/** What a party may do with an engagement that runs; each answers with the engagement as it is then. */
export interface LifeActions<E extends Engagement> {
  suspend: (reason: string) => Promise<E>;
  resume: () => Promise<E>;
  agreeToEnd: (reason: string) => Promise<E>;
  noteOutage: (from: string, to: string, description: string) => Promise<E>;
  statement: () => Promise<IctStatement>;
}

const AGREED = ['scheduled', 'active', 'suspended'];

/** Why an engagement stands where it stands, and what it lacks. */
export function Standing({ engagement }: { engagement: Engagement }) {
  const { suspension, endings, missing } = engagement;
  return (
    <>
      {suspension && (
        <p class="notice bad">
          <Foreign
            text={t('suspendedBy', {
              party: tValue('party', suspension.party),
              by: suspension.by,
              at: instant(suspension.at),
            })}
          />{' '}
          <Foreign text={suspension.reason} />
        </p>
      )}
      {(['maker', 'body'] as const).map((party) => {
        const ending = endings?.[party];
        return (
          ending && (
            <p class="notice" key={party}>
              <Foreign text={t('endingBy', { party: tValue('party', party), by: ending.by, at: instant(ending.at) })} />{' '}
              <Foreign text={ending.reason} />
            </p>
          )
        );
      })}
      {engagement.terms.auditorProfile?.kind === 'foreign-regulator' && (
        <p class="notice bad" role="alert">
          {t('foreignRegulator')}
        </p>
      )}
      {missing && missing.length > 0 && (
        <div class="notice">
          <p>{t('termsMissing')}</p>
          <ul>
            {missing.map((gap) => (
              <li key={gap}>{tValue('gap', gap)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Halting, going on, ending by agreement and noting outages: the same for both parties. */
export function Life<E extends Engagement>(props: {
  engagement: E;
  party: Party;
  actions: LifeActions<E>;
  onChange: (engagement: E) => void;
}) {
  const { engagement, party, actions, onChange } = props;
  const { state, suspension, endings } = engagement;
  const resume = useAction();
  const over = state === 'ended' || state === 'follow-up';
  // What is halted beyond the end of the access can only go on to the follow-up.
  const ending = AGREED.includes(state) && Date.now() < Date.parse(engagement.terms.accessTo);
  const noting = AGREED.includes(state) || over;
  return (
    <>
      {state === 'suspended' && (party === 'maker' || suspension?.party === party) && (
        <section class="card">
          <h2>{t('resume')}</h2>
          <Failure failure={resume.failure} />
          <button
            type="button"
            class="primary"
            disabled={resume.busy}
            onClick={() => void resume.run(async () => onChange(await actions.resume()))}
          >
            {t('resume')}
          </button>
        </section>
      )}
      {noting && (
        <section class="card">
          <h2>{t('outages')}</h2>
          <Outages engagement={engagement} />
          <OutageForm note={async (from, to, what) => onChange(await actions.noteOutage(from, to, what))} />
        </section>
      )}
      {(state === 'active' || over || (party === 'maker' && noting)) && (
        <Statement load={actions.statement} />
      )}
      {(state === 'active' || state === 'scheduled' || state === 'follow-up') && (
        <Why
          id="suspend"
          title={t('suspend')}
          lead={t('suspendLead')}
          act={async (reason) => onChange(await actions.suspend(reason))}
        />
      )}
      {ending && !endings?.[party] && (
        <Why
          id="end"
          title={t('agreeToEnd')}
          lead={t('agreeToEndLead')}
          act={async (reason) => onChange(await actions.agreeToEnd(reason))}
        />
      )}
    </>
  );
}

function Why(props: { id: string; title: string; lead: string; act: (reason: string) => Promise<void> }) {
  const [reason, setReason] = useState('');
  const action = useAction();
  return (
    <section class="card danger">
      <h2>{props.title}</h2>
      <p>{props.lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(() => props.act(reason.trim()));
        }}
      >
        <Field
          id={`${props.id}-reason`}
          label={t('reason')}
          required
          maxLength={500}
          value={reason}
          onInput={setReason}
        />
        <Failure failure={action.failure} />
        <button type="submit" disabled={action.busy || reason.trim() === ''}>
          {props.title}
        </button>
      </form>
    </section>
  );
}

function Outages({ engagement }: { engagement: Engagement }) {
  const outages = engagement.outages ?? [];
  if (outages.length === 0) {
    return <p class="muted">{t('noOutages')}</p>;
  }
  return (
    <ul>
      {outages.map((one) => (
        <li key={`${one.at}${one.from}`}>
          {t('untilNow', { from: instant(one.from), to: instant(one.to) })}: <Foreign text={one.description} /> (
          {tValue('party', one.party)}, <Foreign text={one.by} />)
        </li>
      ))}
    </ul>
  );
}

function OutageForm({ note }: { note: (from: string, to: string, description: string) => Promise<void> }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [what, setWhat] = useState('');
  const action = useAction();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(async () => {
          await note(new Date(from).toISOString(), new Date(to).toISOString(), what.trim());
          setFrom('');
          setTo('');
          setWhat('');
        });
      }}
    >
      <Field id="outage-from" label={t('outageFrom')} type="datetime-local" required value={from} onInput={setFrom} />
      <Field id="outage-to" label={t('outageTo')} type="datetime-local" required value={to} onInput={setTo} />
      <Field id="outage-what" label={t('outageWhat')} required maxLength={1000} value={what} onInput={setWhat} />
      <Failure failure={action.failure} />
      <button type="submit" disabled={action.busy || from === '' || to === '' || what.trim() === ''}>
        {t('noteOutage')}
      </button>
    </form>
  );
}

/** Computed when it is asked for: it goes through the whole trail. */
function Statement({ load }: { load: () => Promise<IctStatement> }) {
  const [texts, setTexts] = useState<IctStatement['texts'] | null>(null);
  const action = useAction();
  return (
    <section class="card">
      <h2>{t('ictStatement')}</h2>
      <p>{t('ictStatementLead')}</p>
      <Failure failure={action.failure} />
      <button
        type="button"
        disabled={action.busy}
        onClick={() => void action.run(async () => setTexts((await load()).texts))}
      >
        {t('ictStatementMake')}
      </button>
      <div role="status">
        {texts && <pre class="statement">{currentLanguage().startsWith('zh') ? texts.zh : texts.en}</pre>}
      </div>
    </section>
  );
}
