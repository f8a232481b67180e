import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../shared/i18n';

/** What costs something is asked for twice; the focus goes to the second question and comes back from it. */
export function ConfirmedButton(props: {
  label: string;
  /** What it costs. */
  lead: string;
  confirm: string;
  disabled: boolean;
  onConfirm: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const second = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (asking) {
      second.current?.focus();
    } else if (asked.current) {
      first.current?.focus();
    }
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button type="button" ref={first} disabled={props.disabled} onClick={() => setAsking(true)}>
        {props.label}
      </button>
    );
  }
  return (
    <div role="group" aria-label={props.label} class="confirmation">
      <p>{props.lead}</p>
      <p class="row">
        <button
          type="button"
          ref={second}
          class="primary"
          disabled={props.disabled}
          onClick={() => {
            setAsking(false);
            props.onConfirm();
          }}
        >
          {props.confirm}
        </button>
        <button type="button" onClick={() => setAsking(false)}>
          {t('cancel')}
        </button>
      </p>
    </div>
  );
}
