import { Facts, Foreign, Wide } from './components';
import { attributeName, characteristicName, limitText, typeName, valueText, wallClock } from './format';
import { t, tValue } from './i18n';
import type { Measurement, Person, QualityRecord, Verdict } from './types';

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <span class={`badge verdict-${verdict}`}>{tValue('verdict', verdict)}</span>;
}

/** The worst verdict of a record's measurements. */
export function worstVerdict(record: QualityRecord): Verdict | null {
  const verdicts = record.measurements.map((measurement) => measurement.verdict);
  return (['nonconforming', 'not-judged', 'conforming'] as const).find((one) => verdicts.includes(one)) ?? null;
}

function person(value: Person | undefined) {
  return value && <Foreign text={value.role ? `${value.name} · ${value.role}` : value.name} />;
}

function list(values: string[] | undefined) {
  return values && values.length > 0 && <Foreign text={values.join(' · ')} />;
}

function lotLinks(lots: string[] | undefined, place: (lot: string) => string) {
  return (
    lots &&
    lots.map((lot, index) => (
      <span key={lot}>
        {index > 0 && ' · '}
        <a href={place(lot)}>
          <Foreign text={lot} />
        </a>
      </span>
    ))
  );
}

function text(value: string | undefined) {
  return value && <Foreign text={value} />;
}

/** The envelope, the measurements and the attributes of one version. */
export function RecordBody(props: {
  record: QualityRecord;
  level: 2 | 3;
  lotPlace?: ((lot: string) => string) | undefined;
}) {
  const { record, level, lotPlace } = props;
  const H = level === 2 ? 'h2' : 'h3';
  const attributes = Object.entries(record.attributes);
  return (
    <>
      <Facts
        facts={[
          [t('id'), <code><Foreign text={record.id} /></code>],
          [t('type'), record.type && <Foreign text={typeName(record.type)} />],
          [t('site'), text(record.site)],
          [t('productFamily'), text(record.productFamily)],
          [t('model'), text(record.model)],
          [t('lots'), lotPlace ? lotLinks(record.lots, lotPlace) : list(record.lots)],
          [t('standards'), list(record.standards)],
          [t('clauses'), list(record.clauses)],
          [t('performedBy'), person(record.performedBy)],
          [t('reviewedBy'), person(record.reviewedBy)],
          [t('occurredAt'), record.occurredAt && wallClock(record.occurredAt)],
          [t('recordedAt'), wallClock(record.recordedAt)],
          [t('changeReason'), text(record.change?.reason)],
          [t('changedBy'), person(record.change?.changedBy)],
        ]}
      />
      {record.measurements.length > 0 && (
        <section>
          <H>{t('measurements')}</H>
          <Measurements measurements={record.measurements} />
        </section>
      )}
      {attributes.length > 0 && (
        <section>
          <H>{t('attributes')}</H>
          <Facts
            facts={attributes.map(([name, value]) => [
              attributeName(record.type, name),
              <Foreign text={valueText(value)} />,
            ])}
          />
        </section>
      )}
    </>
  );
}

function Measurements({ measurements }: { measurements: Measurement[] }) {
  return (
    <Wide label={t('measurements')}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t('characteristic')}</th>
            <th scope="col">{t('individualResults')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('limit')}</th>
            <th scope="col">{t('verdict')}</th>
            <th scope="col">{t('edition')}</th>
          </tr>
        </thead>
        <tbody>
          {measurements.map((one) => (
            <tr>
              <th scope="row">
                <Foreign text={characteristicName(one.characteristic)} />
                {characteristicName(one.characteristic) !== one.characteristic && (
                  <small> {one.characteristic}</small>
                )}
              </th>
              <td class="results" data-label={t('individualResults')}>
                {(one.results ?? []).length > 0 && (
                  <span>
                    <bdi>{one.results!.join('  ')}</bdi> {one.unit && <small>{one.unit}</small>}
                  </span>
                )}
                {(one.observations ?? []).length > 0 && <Foreign text={one.observations!.join(' · ')} />}
              </td>
              <td class="number" data-label={t('value')}>
                {one.value !== undefined && (
                  <span>
                    <strong>{one.value}</strong> {one.unit && <small>{one.unit}</small>}
                  </span>
                )}
                {one.statistic && <small class="block">{tValue('statistic', one.statistic)}</small>}
              </td>
              <td class="number" data-label={t('limit')}>
                {limitText(one)}
              </td>
              <td data-label={t('verdict')}>
                <VerdictBadge verdict={one.verdict} />
              </td>
              <td data-label={t('edition')}>
                {one.standard && <Foreign text={one.standard} />}
                {(one.method || one.instrument) && (
                  <small class="block">
                    <Foreign text={[one.method, one.instrument].filter(Boolean).join(' · ')} />
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
