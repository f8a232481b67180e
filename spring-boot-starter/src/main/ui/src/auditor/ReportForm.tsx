import { useEffect, useState } from 'preact/hooks';
import { Failure, Field, useAction } from '../shared/components';
import { Choice } from '../shared/finding';
import { newKey } from '../shared/http';
import { currentLanguage, t, tValue } from '../shared/i18n';
import type { EngagementApi } from './api';

const OUTCOMES = ['maintained', 'granted', 'refused', 'extended', 'reduced', 'suspended', 'restored', 'withdrawn'];

/** What the body decided about a certificate. A wrong report is put right by naming it in a new one. */
export function ReportForm({ api, onDone }: { api: EngagementApi; onDone: () => void }) {
  const [certificate, setCertificate] = useState('');
  const [outcome, setOutcome] = useState('maintained');
  const [date, setDate] = useState('');
  const [document, setDocument] = useState('');
  const [text, setText] = useState('');
  const [replaces, setReplaces] = useState('');
  const [key, setKey] = useState(newKey);
  const action = useAction();
  useEffect(() => setKey(newKey()), [certificate, outcome, date, document, text, replaces]);
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await api.reportCertificate(
        {
          certificate: certificate.trim(),
          outcome,
          date,
          document: document.trim(),
          language: currentLanguage(),
          ...(text.trim() !== '' && { text: text.trim() }),
          ...(replaces.trim() !== '' && { replaces: replaces.trim() }),
        },
        key,
      );
      setCertificate('');
      setDocument('');
      setText('');
      setReplaces('');
      onDone();
    });
  };
  return (
    <details class="section card no-print">
      <summary>
        <h3>{t('reportCertificate')}</h3>
      </summary>
      <form onSubmit={submit}>
        <Field id="certificate" label={t('certificateNumber')} required maxLength={200} value={certificate} onInput={setCertificate} />
        <Choice
          id="outcome"
          label={t('outcome')}
          value={outcome}
          choices={OUTCOMES.map((one) => [one, tValue('certificate', one)] as const)}
          onChange={setOutcome}
        />
        <Field id="certificate-date" label={t('outcomeDate')} type="date" required value={date} onInput={setDate} />
        <Field id="certificate-document" label={t('outcomeDocument')} required maxLength={200} value={document} onInput={setDocument} />
        <Field id="certificate-text" label={t('stepRemark')} lines={2} maxLength={20000} value={text} onInput={setText} />
        <Field id="certificate-replaces" label={t('replaces')} maxLength={200} value={replaces} onInput={setReplaces} />
        <Failure failure={action.failure} />
        <button
          type="submit"
          class="primary"
          disabled={action.busy || certificate.trim() === '' || date === '' || document.trim() === ''}
        >
          {t('reportCertificate')}
        </button>
      </form>
    </details>
  );
}
