import { Facts, Foreign, Wide } from './components';
import { instant } from './format';
import { count, t, tValue } from './i18n';
import type { Timestamp, Timestamps } from './types';

/** What authorities outside say about when the ledger was in which state; what is pending is shown first. */
export function TimestampsView({ timestamps }: { timestamps: Timestamps }) {
  const { authorities, newest, items, total } = timestamps;
  const pending = items.filter((one) => one.state === 'pending');
  return (
    <>
      {authorities.length === 0 && <p class="notice">{t('timestampsNobody')}</p>}
      {authorities.length > 0 && (
        <Facts
          facts={[
            [t('timestampAuthorities'), <Foreign text={authorities.join(' · ')} />],
            [
              t('timestampNewest'),
              newest ? t('timestampSizeAt', { n: count(newest.ledgerSize), at: instant(newest.since) }) : t('none'),
            ],
          ]}
        />
      )}
      {pending.length > 0 && (
        <p class="notice wait" role="status">
          {t('timestampsPending', { n: count(pending.length) })}
        </p>
      )}
      {items.length > 0 && (
        <Wide label={t('timestamps')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('size')}</th>
                <th scope="col">{t('timestampAuthority')}</th>
                <th scope="col">{t('tokenState')}</th>
                <th scope="col">{t('timestampSince')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <Row key={`${one.ledgerSize} ${one.authority}`} one={one} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {total > items.length && <p class="muted">{t('timestampsOf', { n: count(items.length), total: count(total) })}</p>}
    </>
  );
}

function Row({ one }: { one: Timestamp }) {
  return (
    <tr>
      <th scope="row">{count(one.ledgerSize)}</th>
      <td>
        <Foreign text={one.authority} />
      </td>
      <td>
        <span class={`badge timestamp-${one.state}`}>{tValue('timestamp', one.state)}</span>
        {one.failure && (
          <p class="muted">
            <Foreign text={one.failure} />
          </p>
        )}
      </td>
      <td>{instant(one.since)}</td>
    </tr>
  );
}
