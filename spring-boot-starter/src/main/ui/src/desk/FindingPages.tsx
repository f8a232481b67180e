import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Failure, Field, Foreign, Heading, Loading, useAction, useLoaded } from '../shared/components';
import { Certificates, EvidencePicker, FindingFacts, findingTitle, FindingSteps } from '../shared/finding';
import { Problem } from '../shared/http';
import { currentLanguage, t, tValue } from '../shared/i18n';
import type { DeskFinding, Evidence, FindingAction, StaffRole } from '../shared/types';
import { certificates, evidenceFor, finding, findings, findingStep } from './api';

/** All findings, read anew with each round of looking whether something waits. */
export function FindingsPage({ round }: { round: number }) {
  const page = useLoaded(findings, [round]);
  const reports = useLoaded(certificates, []);
  return (
    <>
      <Heading title={t('findings')}>{t('findings')}</Heading>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      <div aria-live="polite">{page.value?.items.length === 0 && <p>{t('noFindings')}</p>}</div>
      <ul class="cards">
        {page.value?.items.map((one) => (
          <li class="card" key={one.id}>
            <h2>
              <a href={writePlace(['findings', one.id])}>
                <Foreign text={findingTitle(one)} />
              </a>
            </h2>
            <p class="meta">
              <FindingFacts finding={one} overdue={one.overdue} />
              <Foreign text={one.engagement} />
            </p>
          </li>
        ))}
      </ul>
      <section class="certificates">
        <h2>{t('certificates')}</h2>
        <Failure failure={reports.failure} retry={reports.reload} />
        {reports.value?.items.length === 0 && <p class="muted">{t('noCertificates')}</p>}
        <Certificates reports={reports.value?.items ?? []} />
      </section>
    </>
  );
}

export function FindingPage({ id, roles, round }: { id: string; roles: StaffRole[]; round: number }) {
  const page = useLoaded((signal) => finding(id, signal), [id, round]);
  const one = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['findings'])}>‹ {t('findings')}</a>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          <Heading title={findingTitle(one)}>
            <Foreign text={findingTitle(one)} />
          </Heading>
          <p class="meta">
            <FindingFacts finding={one} overdue={one.overdue} />
            <a href={writePlace(['engagements', one.engagement])}>
              <Foreign text={one.engagement} />
            </a>
            <span>{one.id}</span>
          </p>
          <div aria-live="polite">
            <FindingSteps
              steps={one.steps}
              place={(piece) => (piece.type === 'question' ? writePlace(['questions', piece.questionId]) : null)}
            />
          </div>
          {one.actions.length > 0 && !roles.includes('release') && <p class="muted">{t('noRoleFinding')}</p>}
          {roles.includes('release') &&
            one.actions.map((action, place) => (
              <details class="section card no-print" key={`${action} ${one.version}`} open={place === 0}>
                <summary>
                  <h2>{tValue('findingAction', action)}</h2>
                </summary>
                <Step one={one} action={action} onChange={page.replace} reload={page.reload} />
              </details>
            ))}
        </>
      )}
    </>
  );
}

/** What the maker says goes to the auditors at once, so it is said before it is sent. */
function Step(props: {
  one: DeskFinding;
  action: FindingAction;
  onChange: (finding: DeskFinding) => void;
  reload: () => void;
}) {
  const { one, action } = props;
  const before = [...one.steps].reverse().find((step) => step.correction !== undefined);
  const [text, setText] = useState('');
  const [correction, setCorrection] = useState(before?.correction ?? '');
  const [cause, setCause] = useState(before?.cause ?? '');
  const [measure, setMeasure] = useState(before?.correctiveAction ?? '');
  const [dueDate, setDueDate] = useState(before?.dueDate ?? '');
  const [evidence, setEvidence] = useState<Evidence[]>([]);
  const work = useAction();
  const responds = action === 'respond';
  const complete = responds
    ? [correction, cause, measure, dueDate].every((part) => part.trim() !== '')
    : text.trim() !== '';
  const submit = (event: Event) => {
    event.preventDefault();
    void work.run(async () => {
      const content = responds
        ? { correction: correction.trim(), cause: cause.trim(), correctiveAction: measure.trim(), dueDate }
        : { text: text.trim() };
      const more = evidence.length > 0 ? { evidence } : {};
      try {
        props.onChange(await findingStep(one, { action, language: currentLanguage(), ...content, ...more }));
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 412) {
          props.reload();
        }
        throw failure;
      }
    });
  };
  return (
    <form onSubmit={submit}>
      {responds ? (
        <>
          <Field id="correction" label={t('correction')} required lines={3} maxLength={20000} value={correction} onInput={setCorrection} />
          <Field id="cause" label={t('cause')} required lines={3} maxLength={20000} value={cause} onInput={setCause} />
          <Field id="corrective-action" label={t('correctiveAction')} required lines={3} maxLength={20000} value={measure} onInput={setMeasure} />
          <Field id="due-date" label={t('dueDate')} type="date" required value={dueDate} onInput={setDueDate} />
        </>
      ) : (
        <Field id={`text-${action}`} label={t('stepReason')} required lines={3} maxLength={20000} value={text} onInput={setText} />
      )}
      <EvidencePicker id={action} evidence={evidence} onChange={setEvidence} find={(id) => evidenceFor(one.id, id)} />
      {work.failure instanceof Problem && work.failure.status === 412 ? (
        <p class="notice bad" role="alert">
          {t('findingChanged')}
        </p>
      ) : (
        <Failure failure={work.failure} />
      )}
      <p class="muted">{t('stepLead')}</p>
      <button type="submit" class="primary" disabled={work.busy || !complete}>
        {tValue('findingAction', action)}
      </button>
    </form>
  );
}
