import { useMemo } from 'preact/hooks';
import { writePlace, writeSearch } from '../shared/address';
import { Facts, Failure, Foreign, Heading, Loading, useLoaded } from '../shared/components';
import { typeNamed, attributeNamed } from '../shared/lot';
import { t } from '../shared/i18n';
import type { Engagement, LotBranch, LotNames, LotTrace, RecordCount, TracedLot, TracedRecord } from '../shared/types';
import type { EngagementApi } from './api';
import { DossierSection } from './DossierSection';

/** One lot: what went into it, where it went, and what its dossier lacks, on one screen. */
export function LotPage({ engagement, api, lot }: { engagement: Engagement; api: EngagementApi; lot: string }) {
  const page = useLoaded((signal) => api.trace(lot, signal), [api, lot]);
  const trace = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['records', engagement.id])}>‹ {t('records')}</a>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !trace && <Loading />}
      {trace && (
        <article>
          <Heading title={t('lotTitle', { lot })}>
            {t('lotHeading')} <Foreign text={lot} />
          </Heading>
          <p class="quiet">{t('lotAsOf', { n: trace.ledgerSize })}</p>
          <Told lot={trace.lot} names={trace.names} engagement={engagement.id} />
          <BranchSection trace={trace} direction="back" engagement={engagement.id} />
          <BranchSection trace={trace} direction="forward" engagement={engagement.id} />
          <DossierSection engagement={engagement} api={api} lot={lot} />
        </article>
      )}
    </>
  );
}

function BranchSection(props: { trace: LotTrace; direction: 'back' | 'forward'; engagement: string }) {
  const { trace, direction, engagement } = props;
  const branch = trace[direction];
  const id = `lot-${direction}`;
  return (
    branch && (
      <section aria-labelledby={id}>
        <h2 id={id}>{t(direction === 'back' ? 'lotBack' : 'lotForward', { n: branch.lots.length })}</h2>
        <Limits branch={branch} direction={direction} />
        {branch.lots.length === 0 ? (
          <p>{t(direction === 'back' ? 'lotNothingBack' : 'lotNothingForward')}</p>
        ) : (
          <Tree branch={branch} lot={trace.lot.lot} names={trace.names} engagement={engagement} />
        )}
      </section>
    )
  );
}

/** Whatever is not shown is said here, and how much it is. */
function Limits({ branch, direction }: { branch: LotBranch; direction: 'back' | 'forward' }) {
  const { outside, deeper, cut, circles } = branch;
  if (outside + deeper + cut + circles.length === 0) {
    return null;
  }
  return (
    <ul class="notice marks">
      {outside > 0 && (
        <li>
          {direction === 'back'
            ? t(outside === 1 ? 'lotOutsideBackOne' : 'lotOutsideBack', { n: outside })
            : t(outside === 1 ? 'lotOutsideForwardOne' : 'lotOutsideForward', { n: outside })}
        </li>
      )}
      {deeper > 0 && <li>{t('lotDeeper', { n: deeper })}</li>}
      {cut > 0 && <li>{t('lotCut', { n: cut })}</li>}
      {circles.length > 0 && <li>{t('lotCircle', { lot: circles.map((circle) => circle.lot).join(' · ') })}</li>}
    </ul>
  );
}

/** Each lot once, below the first of the lots it is related to that are one step nearer. */
function Tree(props: { branch: LotBranch; lot: string; names: LotNames; engagement: string }) {
  const below = useMemo(() => nested(props.branch.lots), [props.branch]);
  return <Level lot={props.lot} below={below} names={props.names} engagement={props.engagement} />;
}

export function nested(lots: readonly TracedLot[]): Map<string, TracedLot[]> {
  const depths = new Map(lots.map((one) => [one.lot, one.depth]));
  const below = new Map<string, TracedLot[]>();
  for (const one of lots) {
    const parent = one.relations.find((relation) => (depths.get(relation.lot) ?? 0) === one.depth - 1)?.lot;
    if (parent !== undefined) {
      below.set(parent, [...(below.get(parent) ?? []), one]);
    }
  }
  return below;
}

function Level(props: { lot: string; below: Map<string, TracedLot[]>; names: LotNames; engagement: string }) {
  const { below, names, engagement } = props;
  return (
    <ul class="lots">
      {(below.get(props.lot) ?? []).map((one) => (
        <li key={one.lot}>
          <a href={writePlace(['lots', engagement, one.lot])}>
            <strong>
              <Foreign text={one.lot} />
            </strong>
          </a>{' '}
          <small>
            {one.relations.map((relation) => (
              <span key={`${relation.lot} ${relation.record.id}`}>
                {relation.lot !== props.lot && (
                  <>
                    {t('lotAlso')} <Foreign text={relation.lot} />{' '}
                  </>
                )}
                <RecordLink record={relation.record} engagement={engagement} />{' '}
              </span>
            ))}
          </small>
          <Told lot={one} names={names} engagement={engagement} />
          {one.outside > 0 && <p class="quiet">{t('lotOutsideHere', { n: one.outside })}</p>}
          {below.has(one.lot) && <Level lot={one.lot} below={below} names={names} engagement={engagement} />}
        </li>
      ))}
    </ul>
  );
}

/** The records that name a lot, and where it came from and went to. */
function Told({ lot, names, engagement }: { lot: TracedLot; names: LotNames; engagement: string }) {
  return (
    <>
      <ul class="plain counts">
        {lot.records.map((count) => (
          <li key={count.type}>
            <CountLink lot={lot.lot} count={count} names={names} engagement={engagement} />
          </li>
        ))}
      </ul>
      {lot.facts.map((fact) => (
        <Facts
          key={fact.record.id}
          facts={[
            ...Object.entries({ ...fact.origins, ...fact.destinations }).map(
              ([name, values]) =>
                [attributeNamed(fact.record.type, name, names), <Foreign text={values.join(' · ')} />] as const,
            ),
            [typeNamed(fact.record.type, names), <RecordLink record={fact.record} engagement={engagement} />] as const,
          ]}
        />
      ))}
      {lot.moreFacts > 0 && <p class="quiet">{t('lotMoreFacts', { n: lot.moreFacts })}</p>}
    </>
  );
}

function CountLink(props: { lot: string; count: RecordCount; names: LotNames; engagement: string }) {
  const { count, engagement } = props;
  const only = count.count === 1 ? count.records[0] : undefined;
  const search = writeSearch({
    q: `lots:"${props.lot.replaceAll('"', '')}"`,
    filters: { type: [count.type] },
    sort: 'id',
    ledgerSize: null,
  });
  const place = only
    ? writePlace(['records', engagement, only.id])
    : writePlace(['records', engagement], search);
  return (
    <>
      <a href={place}>
        {typeNamed(count.type, props.names)} {count.count}
      </a>
      {(count.nonconforming ?? 0) > 0 && (
        <span class="badge verdict-nonconforming">{t('lotNonconforming', { n: count.nonconforming! })}</span>
      )}
    </>
  );
}

export function RecordLink({ record, engagement }: { record: TracedRecord; engagement: string }) {
  return (
    <a href={writePlace(['records', engagement, record.id])}>
      <Foreign text={record.id} />
    </a>
  );
}
