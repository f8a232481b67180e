import { Facts, Foreign, Wide } from './components';
import { instant } from './format';
import { t, tValue } from './i18n';
import type { Conditions, ReadinessCheck } from './types';

/** In the order in which the contract names them. */
export const READINESS = [
  'objectives',
  'acceptance',
  'technology',
  'information',
  'limits',
  'ability',
  'differences',
  'change-of-method',
];

/** What was settled for auditing remotely; what was not is said to be missing, so that nobody has to infer it. */
export function ConditionsView({ conditions }: { conditions: Conditions }) {
  const { will, reason, communication, legalBasis, consent } = conditions;
  const missing = <em>{t('notSaid')}</em>;
  return (
    <>
      <h3>{t('conditions')}</h3>
      <Facts
        facts={[
          [
            t('will'),
            will ? (
              <>
                <Foreign text={will.text} />
                <br />
                <Foreign text={t('declaredBy', { by: will.declaredBy, at: instant(will.declaredAt) })} />
              </>
            ) : (
              missing
            ),
          ],
          [t('remoteReason'), reason ? <Foreign text={reason.text} /> : missing],
          [t('risk'), reason ? tValue('risk', reason.risk) : missing],
          [t('means'), communication ? <Foreign text={communication.means.join('; ')} /> : missing],
          [t('contingency'), communication ? <Foreign text={communication.contingencyPlan} /> : missing],
          [t('captures'), consent ? tValue('consent', consent.captures) : missing],
          [t('downloads'), consent ? tValue('consent', consent.downloads) : missing],
          [
            t('legalBasis'),
            legalBasis && (
              <>
                <Foreign text={`${legalBasis.reference}: ${legalBasis.text}`} />
                <br />
                {legalBasis.personalData ? t('coversPersons') : t('coversNoPersons')} ·{' '}
                <Foreign text={t('decidedBy', { by: legalBasis.decidedBy, on: legalBasis.decidedOn })} />
              </>
            ),
          ],
          [t('auditSites'), conditions.sites?.length ? <Lines lines={conditions.sites.map(siteText)} /> : missing],
          [
            t('people'),
            conditions.people?.length ? (
              <Lines
                lines={conditions.people.map(
                  (one) => `${tValue('party', one.party)}: ${one.name}, ${one.role}${one.contact ? ` (${one.contact})` : ''}`,
                )}
              />
            ) : (
              missing
            ),
          ],
        ]}
      />
      <h4>{t('readiness')}</h4>
      <p class="muted">{t('readinessSource')}</p>
      <Readiness checks={conditions.readiness ?? []} />
    </>
  );
}

function siteText(site: NonNullable<Conditions['sites']>[number]): string {
  return `${site.name} (${tValue('siteKind', site.kind)})${site.address ? `, ${site.address}` : ''}`;
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul class="plain">
      {lines.map((line) => (
        <li>
          <Foreign text={line} />
        </li>
      ))}
    </ul>
  );
}

function Readiness({ checks }: { checks: ReadinessCheck[] }) {
  return (
    <Wide label={t('readiness')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('condition')}</th>
            <th scope="col">{t('result')}</th>
            <th scope="col">{t('checkedBy')}</th>
            <th scope="col">{t('note')}</th>
          </tr>
        </thead>
        <tbody>
          {READINESS.map((condition) => {
            const check = checks.find((one) => one.condition === condition);
            return (
              <tr key={condition}>
                <th scope="row">{tValue('readiness', condition)}</th>
                <td>{check ? (check.met ? t('met') : <strong>{t('notMet')}</strong>) : <em>{t('notChecked')}</em>}</td>
                <td>{check && <Foreign text={`${check.checkedBy}, ${instant(check.checkedAt)}`} />}</td>
                <td>{check?.note && <Foreign text={check.note} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}
