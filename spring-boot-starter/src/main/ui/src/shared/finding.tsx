import { useState } from 'preact/hooks';
import { writePlace } from './address';
import { Failure, Field, Foreign, Prose, useAction } from './components';
import { instant } from './format';
import { Problem } from './http';
import { t, tValue } from './i18n';
import type { CertificateReport, Evidence, Finding, FindingState, FindingStep } from './types';

export function FindingBadge({ state }: { state: FindingState }) {
  return <span class={`badge finding-${state}`}>{tValue('finding', state)}</span>;
}

/** What a finding is, against what, where it stands, and who has to act until when. */
export function FindingFacts({ finding, overdue }: { finding: Finding; overdue: boolean }) {
  return (
    <>
      <FindingBadge state={finding.state} />
      {overdue && <span class="badge overdue">{t('overdue')}</span>}
      <span>{tValue('findingKind', finding.kind)}</span>
      <Clause clause={finding.clause} />
      {finding.waitsFor && <span>{t(finding.waitsFor === 'maker' ? 'waitsForMaker' : 'waitsForBody')}</span>}
      {finding.due && <span>{t('dueOn', { day: finding.due })}</span>}
      {finding.closedAt && <span>{t('closedOn', { at: instant(finding.closedAt) })}</span>}
    </>
  );
}

export function Clause({ clause }: { clause: { edition: string; number: string } }) {
  return <Foreign text={`${clause.edition} ${clause.number}`} />;
}

/** The first line of what a finding says now. */
export function findingTitle(finding: Finding): string {
  const statement = [...finding.steps].reverse().find((step) => step.kind !== undefined);
  return (statement?.text ?? finding.id).split('\n')[0]!.slice(0, 120);
}

/** The steps of a finding in order. */
export function FindingSteps({ steps, place }: { steps: FindingStep[]; place: (evidence: Evidence) => string | null }) {
  return (
    <ol class="thread">
      {steps.map((step) => (
        <li key={step.number} class={`message ${step.party === 'maker' ? 'answer' : ''}`}>
          <p class="meta">
            <strong>{tValue('findingAction', step.action)}</strong> · <Foreign text={step.by} /> ·{' '}
            <time dateTime={step.at}>{instant(step.at)}</time> · <FindingBadge state={step.state} /> ·{' '}
            <span class="muted">
              {step.leafIndex === null ? t('notYetInLedger') : t('inLedger', { n: step.leafIndex })}
            </span>
          </p>
          {step.kind && step.clause && (
            <p>
              {tValue('findingKind', step.kind)} · <Clause clause={step.clause} />
            </p>
          )}
          {step.text && <Prose text={step.text} lang={step.language} />}
          <Said name={t('reason')} text={step.reason} lang={step.language} />
          <Said name={t('correction')} text={step.correction} lang={step.language} />
          <Said name={t('cause')} text={step.cause} lang={step.language} />
          <Said name={t('correctiveAction')} text={step.correctiveAction} lang={step.language} />
          {step.dueDate && <p>{t('doneBy', { day: step.dueDate })}</p>}
          {step.respondBy && <p>{t('respondByOf', { day: step.respondBy })}</p>}
          <EvidenceList evidence={step.evidence} place={place} />
        </li>
      ))}
    </ol>
  );
}

function Said({ name, text, lang }: { name: string; text: string | undefined; lang: string }) {
  return text ? (
    <div class="said">
      <p class="said-name">{name}</p>
      <Prose text={text} lang={lang} />
    </div>
  ) : null;
}

function EvidenceList(props: { evidence: Evidence[]; place: (evidence: Evidence) => string | null }) {
  if (props.evidence.length === 0) {
    return null;
  }
  return (
    <p class="meta">
      {t('evidence')}
      {props.evidence.map((one) => {
        const place = props.place(one);
        const name = <EvidenceName evidence={one} />;
        return (
          <>
            {' · '}
            {place === null ? <span>{name}</span> : <a href={place}>{name}</a>}
          </>
        );
      })}
    </p>
  );
}

function EvidenceName({ evidence }: { evidence: Evidence }) {
  return evidence.type === 'record' ? (
    <>
      <Foreign text={evidence.recordId} /> · {t('versionOf', { n: evidence.version })}
    </>
  ) : (
    <>
      {evidence.type === 'sample' ? t('sample') : t('question')}{' '}
      {evidence.type === 'sample' ? evidence.sampleId : evidence.questionId}
    </>
  );
}

/** Names records as evidence: each is looked up by its id, so that only what can be shown is named. */
export function EvidencePicker(props: {
  id: string;
  evidence: Evidence[];
  onChange: (evidence: Evidence[]) => void;
  find: (recordId: string) => Promise<{ recordId: string; version: number }>;
}) {
  const { evidence } = props;
  const [id, setId] = useState('');
  const action = useAction();
  const missing = action.failure instanceof Problem && action.failure.status === 404;
  const add = () =>
    action.run(async () => {
      const { recordId, version } = await props.find(id.trim());
      const there = evidence.some((one) => one.type === 'record' && one.recordId === recordId && one.version === version);
      if (!there) {
        props.onChange([...evidence, { type: 'record', recordId, version }]);
      }
      setId('');
    });
  return (
    <fieldset class="evidence">
      <legend>{t('evidence')}</legend>
      {evidence.length > 0 && (
        <ul class="plain">
          {evidence.map((one) => (
            <li>
              <EvidenceName evidence={one} />{' '}
              <button type="button" class="quiet" onClick={() => props.onChange(evidence.filter((other) => other !== one))}>
                {t('removeEvidence')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field id={`evidence-${props.id}`} label={t('evidenceRecord')} maxLength={200} value={id} onInput={setId} />
      <button type="button" disabled={action.busy || id.trim() === '' || evidence.length >= 50} onClick={() => void add()}>
        {t('addEvidence')}
      </button>
      {missing ? (
        <p class="notice bad" role="alert">
          {t('noSuchEvidence')}
        </p>
      ) : (
        <Failure failure={action.failure} />
      )}
    </fieldset>
  );
}

export function Choice(props: {
  id: string;
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select id={props.id} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.choices.map(([value, label]) => (
          <option value={value}>{label}</option>
        ))}
      </select>
    </div>
  );
}

export function Certificates({ reports }: { reports: CertificateReport[] }) {
  return (
    <ul class="cards">
      {reports.map((report) => (
        <li class="card" key={report.id}>
          <h3>
            <Foreign text={report.certificate} />
          </h3>
          <p class="meta">
            <span class={`badge certificate-${report.outcome}`}>{tValue('certificate', report.outcome)}</span>
            <span>{report.date}</span>
            <Foreign text={report.document} />
            {report.engagement && (
              <a href={writePlace(['engagements', report.engagement])}>
                <Foreign text={report.engagement} />
              </a>
            )}
            <Foreign text={t('reportedBy', { by: report.by, at: instant(report.at) })} />
            <span>{report.id}</span>
            {report.replaces && <span>{t('replacesReport', { id: report.replaces })}</span>}
          </p>
          {report.documentDigest && <p class="hash">SHA-256 {report.documentDigest}</p>}
          {report.text && <Prose text={report.text} lang={report.language} />}
        </li>
      ))}
    </ul>
  );
}
