import { Facts, Foreign, Wide } from '../shared/components';
import { save } from '../shared/download';
import { fieldName, instant, valueText } from '../shared/format';
import { count, localized, t } from '../shared/i18n';
import { reportFile, type RunReport, type WholeReport } from './sources';

/** How many rows and records of each kind a run came to; what there was none of is left out. */
export function Counts({ report }: { report: RunReport }) {
  const some = (n: number) => n > 0 && count(n);
  return (
    <Facts
      facts={[
        [t('runRows'), count(report.rows)],
        [t('runSaved'), some(report.saved)],
        [t('runNewVersions'), some(report.newVersions)],
        [t('runUnchanged'), some(report.unchanged)],
        [t('runLeftOut'), some(report.leftOut)],
        [t('runRefused'), some(report.refused)],
        [t('runDismissed'), some(report.dismissed)],
        [t('runMissing'), some(report.missing)],
      ]}
    />
  );
}

/** What a run did, or a rehearsal would have done. */
export function ReportView({ report }: { report: WholeReport }) {
  const more = report.refused - report.refusals.length;
  return (
    <div class="report">
      {report.rehearsal && !report.failure && <p class="notice">{t('rehearsalLead')}</p>}
      {report.failure && (
        <p class="notice bad">
          <Foreign text={localized(report.failure)} />
        </p>
      )}
      {report.takenBefore && <p class="notice">{t('fileTakenBefore')}</p>}
      <Counts report={report} />
      {report.refusals.length > 0 && (
        <>
          <h3>{t('refusedRows')}</h3>
          <ul class="differences">
            {report.refusals.map((one) => (
              <li key={one.key}>
                <Foreign text={one.row} />: <Foreign text={localized(one.reason)} />
              </li>
            ))}
          </ul>
          {more > 0 && <p class="muted">{t('refusedMore', { n: more })}</p>}
        </>
      )}
      {report.examples && report.examples.length > 0 && <Examples records={report.examples} />}
      <p class="row no-print">
        {(['json', 'txt'] as const).map((form) => (
          <button type="button" onClick={() => keep(report, form)}>
            {t(form === 'json' ? 'reportJson' : 'reportText')}
          </button>
        ))}
      </p>
    </div>
  );
}

function keep(report: WholeReport, form: 'json' | 'txt') {
  const { name, content } = reportFile(report, form);
  save(new Blob([content], { type: form === 'json' ? 'application/json' : 'text/plain;charset=utf-8' }), name);
}

/** Records as they would be saved, field by field. */
function Examples({ records }: { records: Record<string, unknown>[] }) {
  return (
    <details>
      <summary>{t('rehearsalExamples', { n: records.length })}</summary>
      <ul class="plain">
        {records.map((record) => {
          const { id, title, type, ...others } = record;
          return (
            <li key={String(id)}>
              <details>
                <summary>
                  <Foreign text={`${valueText(id)} ${valueText(title)}`} />
                </summary>
                <Facts
                  facts={Object.entries(others).map(([name, value]) => [
                    fieldName(typeof type === 'string' ? type : undefined, name),
                    <Foreign text={valueText(value)} />,
                  ])}
                />
              </details>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** When a run was, and what it came to, in a line. */
export function Reports({ reports, show }: { reports: RunReport[]; show: (number: number) => void }) {
  return (
    <Wide label={t('runReports')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('runAt')}</th>
            <th scope="col">{t('runBy')}</th>
            <th scope="col">{t('runRows')}</th>
            <th scope="col">{t('runSaved')}</th>
            <th scope="col">{t('runNewVersions')}</th>
            <th scope="col">{t('runRefused')}</th>
            <th scope="col">{t('runMissing')}</th>
            <th scope="col">{t('runReport')}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((one) => (
            <tr key={one.number}>
              <td class="nowrap">
                <time dateTime={one.finishedAt}>{instant(one.finishedAt)}</time>
                {one.failure && <strong> {t('runBroken')}</strong>}
                {one.file !== undefined && (
                  <>
                    {' '}
                    <Foreign text={one.file} />
                  </>
                )}
              </td>
              <td>{one.by !== undefined && <Foreign text={one.by} />}</td>
              <td class="number">{count(one.rows)}</td>
              <td class="number">{count(one.saved)}</td>
              <td class="number">{count(one.newVersions)}</td>
              <td class="number">{count(one.refused)}</td>
              <td class="number">{count(one.missing)}</td>
              <td>
                <button type="button" aria-label={`${t('runShow')} ${instant(one.finishedAt)}`} onClick={() => show(one.number)}>
                  {t('runShow')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
