import { Failure, Foreign, useAction, Wide } from './components';
import { download, save } from './download';
import { byteSize, instant } from './format';
import type { Http } from './http';
import { count, t } from './i18n';
import type { Access } from './types';

export function AccessTable({ items }: { items: Access[] }) {
  return (
    <Wide label={t('access')}>
      <table class="access">
        <thead>
          <tr>
            <th scope="col">{t('accessAt')}</th>
            <th scope="col">{t('auditor')}</th>
            <th scope="col">{t('action')}</th>
            <th scope="col">{t('target')}</th>
            <th scope="col">{t('servedStatus')}</th>
            <th scope="col">{t('servedRows')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">{t('leafIndex')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((access) => (
            <tr key={access.id}>
              <td class="nowrap">
                <time dateTime={access.at}>{instant(access.at)}</time>
              </td>
              <td>
                <Foreign text={access.auditor} />
                {access.session !== undefined && <span class="muted"> {t('inPages')}</span>}
              </td>
              <td>{access.action}</td>
              <td class="target">
                <Foreign text={readable(access.target)} />
              </td>
              <td>{access.served ? access.served.status : <em>{t('notServed')}</em>}</td>
              <td class="number">
                {access.served && count(access.served.rows)}
              </td>
              <td class="number nowrap">
                {access.served && byteSize(access.served.bytes)}
              </td>
              <td class="number">
                {access.leafIndex}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

const FORMATS = [
  { format: 'csv', name: 'CSV' },
  { format: 'jsonl', name: 'JSON Lines' },
];

/** The whole trail to keep, or to look through in a spreadsheet. */
export function TrailFiles({ http, path, name }: { http: Http; path: (format: string) => string; name: string }) {
  const action = useAction();
  const take = async (format: string) => {
    const { blob } = await download(http, path(format), undefined, () => undefined);
    save(blob, `${name}-access.${format}`);
  };
  return (
    <p class="no-print">
      {t('trailAsFile')}{' '}
      {FORMATS.map((one) => (
        <button key={one.format} type="button" disabled={action.busy} onClick={() => void action.run(() => take(one.format))}>
          {one.name}
        </button>
      ))}
      <Failure failure={action.failure} />
    </p>
  );
}

/** A request's target with its percent signs undone, for people; as it is where that fails. */
function readable(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch {
    return target;
  }
}
