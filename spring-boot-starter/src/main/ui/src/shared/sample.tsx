import type { ComponentChildren } from 'preact';
import { Facts, Foreign, Prose, Wide } from './components';
import { instant } from './format';
import { count, currentLanguage, t, tValue } from './i18n';
import type { Sample, SampleMember, SampleResult, SampleStep } from './types';

/** What a sample is, in a line. */
export function SampleFacts({ sample }: { sample: Sample }) {
  return (
    <>
      <span class={`badge sample-${sample.state}`}>{tValue('sample', sample.state)}</span>
      <span>{tValue('sampleMethod', sample.method)}</span>
      <span>{t('sampleOf', { n: count(sample.sampleSize), of: count(sample.populationSize) })}</span>
      <Foreign text={t('sampleBy', { by: sample.by, at: instant(sample.at) })} />
      <span>{sample.id}</span>
    </>
  );
}

export function SampleCards({ samples, place }: { samples: Sample[]; place: (sample: Sample) => string }) {
  return (
    <ul class="cards">
      {samples.map((sample) => (
        <li class="card" key={sample.id}>
          <h3>
            <a href={place(sample)}>
              <Foreign text={sample.objective} />
            </a>
          </h3>
          <p class="meta">
            <SampleFacts sample={sample} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The members of a sample, drawn or picked. */
export function membersOf(sample: Sample): SampleMember[] {
  return sample.steps?.find((step) => step.members !== undefined)?.members ?? [];
}

/** The draw sheet: population, draw, members with their results, conclusion. */
export function SampleSheet(props: {
  sample: Sample;
  place?: (member: SampleMember) => string;
  samplePlace?: (id: string) => string;
  population?: ComponentChildren;
}) {
  const { sample, place } = props;
  const steps = sample.steps ?? [];
  const first = steps[0];
  const draw = steps.find((step) => step.action === 'draw');
  const results = newest(steps);
  const same = (sample.samePopulation ?? []).filter((id) => id !== sample.id);
  const members = membersOf(sample);
  const statement = sample.statement;
  return (
    <>
      {statement && <p>{currentLanguage() === 'en' ? statement.en : statement.zh}</p>}
      {first && (
        <section class="section">
          <h2>{t('population')}</h2>
          <Facts
            facts={[
              [t('query'), first.query === '' ? t('everything') : <code>{first.query}</code>],
              [t('filters'), Object.keys(first.filters ?? {}).length > 0 && <code>{JSON.stringify(first.filters)}</code>],
              [t('ledgerSize'), count(first.ledgerSize ?? 0)],
              [t('populationSize'), count(sample.populationSize)],
              [t('populationDigest'), <span class="hash">{sample.populationDigest}</span>],
              [t('commitment'), first.commitment && <span class="hash">{first.commitment}</span>],
              [t('makersPart'), first.commitment && <span class="hash">{first.leafHash}</span>],
              [t('seed'), draw?.seed && <span class="hash">{draw.seed}</span>],
              [
                t('strata'),
                first.strata?.map((part) => `${part.value || '–'} ${part.wanted}/${part.size}`).join(' · '),
              ],
            ]}
          />
          {props.population}
          {same.length > 0 && (
            <p class="notice">
              {t('samePopulation')}{' '}
              {same.map((id) => (props.samplePlace ? <a href={props.samplePlace(id)}>{id}</a> : <span>{id}</span>))}
            </p>
          )}
        </section>
      )}
      <section class="section">
        <h2>{t('sampleMembers')}</h2>
        {members.length === 0 ? (
          <p class="muted">{t('neverDrawn')}</p>
        ) : (
          <Wide label={t('sampleMembers')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('sampledRecord')}</th>
                  {first?.strata && <th scope="col">{t('stratum')}</th>}
                  <th scope="col">{t('sampleResult')}</th>
                  <th scope="col">{t('sampleNote')}</th>
                </tr>
              </thead>
              <tbody>
                {members.map((member) => (
                  <Row member={member} result={results.get(member.recordId)} place={place} strata={first?.strata !== undefined} />
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </section>
      {steps
        .filter((step) => step.action === 'conclude')
        .map((step) => (
          <section class="section" key={step.number}>
            <h2>{t('conclusion')}</h2>
            <Prose text={step.text ?? ''} lang={step.language ?? ''} />
            <p class="meta">
              <Foreign text={t('sampleBy', { by: step.by, at: instant(step.at) })} />
            </p>
          </section>
        ))}
    </>
  );
}

function Row(props: {
  member: SampleMember;
  result: SampleResult | undefined;
  place: ((member: SampleMember) => string) | undefined;
  strata: boolean;
}) {
  const { member, result, place } = props;
  const name = (
    <>
      <Foreign text={member.recordId} /> · {t('versionOf', { n: member.version })}
    </>
  );
  return (
    <tr>
      <td>{place ? <a href={place(member)}>{name}</a> : name}</td>
      {props.strata && (
        <td>
          <Foreign text={member.stratum} />
        </td>
      )}
      <td>{result ? tValue('sampleResult', result.result) : t('notExamined')}</td>
      <td>
        <Foreign text={[member.reason, result?.note, result?.finding].filter(Boolean).join(' · ')} />
      </td>
    </tr>
  );
}

/** What holds now of each member; what was said before stays in the ledger. */
function newest(steps: SampleStep[]): Map<string, SampleResult> {
  return new Map(steps.flatMap((step) => step.results ?? []).map((result) => [result.recordId, result]));
}
