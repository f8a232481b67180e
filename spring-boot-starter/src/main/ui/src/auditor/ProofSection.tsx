import { useState } from 'preact/hooks';
import { toBase64 } from '../shared/bytes';
import { Facts, Failure, Foreign, useAction } from '../shared/components';
import { t, tValue } from '../shared/i18n';
import { holds, type ProofResult, verifyProof } from '../shared/proof';
import type { Proof, QualityRecord } from '../shared/types';
import { discover, type EngagementApi } from './api';

/** Proves in the reader's own browser that what the page shows is in the ledger, and says what that does not prove. */
export function ProofSection({ record, api }: { record: QualityRecord; api: EngagementApi }) {
  const [checked, setChecked] = useState<{ proof: Proof; result: ProofResult } | null>(null);
  const action = useAction();
  const check = () =>
    action.run(async () => {
      const [proof, host] = await Promise.all([api.proof(record.id, record.version), discover()]);
      setChecked({ proof, result: await verifyProof(proof, record, host.ledger.keys) });
    });
  return (
    <section class="proof" aria-labelledby="proof-heading">
      <h2 id="proof-heading">{t('proof')}</h2>
      <p class="muted">{t('proofLead')}</p>
      {globalThis.isSecureContext ? (
        <button type="button" class="no-print" disabled={action.busy} onClick={() => void check()}>
          {action.busy ? t('checking') : t('checkProof')}
        </button>
      ) : (
        <p class="notice">{t('insecure')}</p>
      )}
      <Failure failure={action.failure} />
      <div role="status">{checked && <Outcome {...checked} />}</div>
    </section>
  );
}

function Outcome({ proof, result }: { proof: Proof; result: ProofResult }) {
  const { checkpoint } = result;
  const good = holds(result);
  return (
    <div class={good ? 'notice good' : 'notice bad'}>
      <p>
        <strong>
          {good ? t('proven', { size: proof.treeSize, index: proof.leafIndex }) : t('notProven')}
        </strong>
      </p>
      <ul class="checks">
        <Check outcome={result.leaf} words={t('proofLeaf')} />
        <Check outcome={result.disclosed} words={t('proofDisclosed')} />
        <Check outcome={result.shown} words={t('proofShown')} />
        <Check outcome={result.included} words={t('proofIncluded')} />
        {checkpoint && (
          <Check
            outcome={result.signature === 'holds' ? true : result.signature === 'fails' ? false : null}
            words={`${t('proofSigned', { origin: checkpoint.origin })}: ${tValue('signature', result.signature)}`}
          />
        )}
      </ul>
      {checkpoint && (
        <Facts facts={[[t('root'), <code class="hash">{toBase64(checkpoint.root)}</code>]]} />
      )}
      <p class="muted">{t('proofLimits')}</p>
    </div>
  );
}

function Check({ outcome, words }: { outcome: boolean | null; words: string }) {
  return (
    <li>
      <span class={outcome === null ? 'unchecked' : outcome ? 'ok' : 'wrong'} role="img" aria-label={outcome === null ? '' : t(outcome ? 'holds' : 'fails')}>
        {outcome === null ? '–' : outcome ? '✓' : '✗'}
      </span>{' '}
      <Foreign text={words} />
    </li>
  );
}
