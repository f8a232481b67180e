import { useState } from 'preact/hooks';
import { useAction } from '../shared/components';
import { download, save } from '../shared/download';
import { t } from '../shared/i18n';
import type { ConsentItem } from '../shared/types';
import type { EngagementApi } from './api';
import { DownloadFailure } from './Consents';
import { endpoint } from './session';

const SAID = { matches: 'digestMatches', differs: 'digestDiffers', unchecked: 'digestUnchecked' } as const;

/** Takes a file away, unless it is not the one that was named, and says whether that could be told. */
export function TakeFile(props: {
  path: string;
  file: { name: string; sha256: string };
  /** What the maker is asked to consent to, where that is needed. */
  item: ConsentItem;
  api: EngagementApi;
}) {
  const { path, file } = props;
  const action = useAction();
  const [word, setWord] = useState('');
  const take = () =>
    action.run(async () => {
      setWord('');
      const { blob, digest } = await download(endpoint, path, file.sha256, () => undefined);
      if (digest !== 'differs') {
        save(blob, file.name);
      }
      setWord(t(SAID[digest]));
    });
  return (
    <>
      <button type="button" disabled={action.busy} aria-label={`${t('download')} ${file.name}`} onClick={() => void take()}>
        {action.busy ? t('downloading') : t('download')}
      </button>
      <span role="status">{word}</span>
      <DownloadFailure failure={action.failure} item={props.item} api={props.api} />
    </>
  );
}
