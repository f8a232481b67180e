import { useState } from 'preact/hooks';
import { Failure, Field, useAction } from '../shared/components';
import { t } from '../shared/i18n';

/** What cannot be undone asks for its reason first. */
export function ReasonForm(props: {
  id: string;
  label: string;
  submit: (reason: string) => Promise<void>;
  cancel?: () => void;
}) {
  const [reason, setReason] = useState('');
  const action = useAction();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(() => props.submit(reason.trim()));
      }}
    >
      <Field id={props.id} label={t('reason')} required maxLength={500} value={reason} onInput={setReason} />
      <Failure failure={action.failure} />
      <p class="row">
        <button type="submit" class="bad" disabled={action.busy || reason.trim() === ''}>
          {props.label}
        </button>
        {props.cancel && (
          <button type="button" onClick={props.cancel}>
            {t('cancel')}
          </button>
        )}
      </p>
    </form>
  );
}
