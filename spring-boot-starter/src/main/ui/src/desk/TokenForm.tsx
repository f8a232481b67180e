import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Failure, Field, useAction } from '../shared/components';
import { t } from '../shared/i18n';
import type { DeskEngagement } from '../shared/types';

/** Ninety days, and an hour less for clocks that differ. */
const LONGEST = (90 * 24 - 1) * 60 * 60 * 1000;

/** Asks for whom a token is to be, and until when; what comes of it is shown below the button. */
export function TokenForm(props: {
  id: string;
  title: string;
  label: string;
  one: DeskEngagement;
  fields?: ComponentChildren;
  submit: (auditor: string, expiresAt: string) => Promise<void>;
  children: ComponentChildren;
}) {
  const { id, one } = props;
  const latest = Math.min(Date.parse(one.followUpUntil ?? one.terms.accessTo), Date.now() + LONGEST);
  const [auditor, setAuditor] = useState(one.terms.auditors[0]?.id ?? '');
  const [expires, setExpires] = useState(() => localInput(latest));
  const [wrong, setWrong] = useState(false);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    // The field knows minutes only; its default means the very end of the period.
    const chosen = expires === localInput(latest) ? latest : Date.parse(expires);
    const bad = Number.isNaN(chosen) || chosen <= Date.now() || chosen > latest;
    setWrong(bad);
    if (!bad) {
      void action.run(() => props.submit(auditor, new Date(chosen).toISOString()));
    }
  };
  return (
    <form class="issue" onSubmit={submit}>
      <h3>{props.title}</h3>
      <div class="field">
        <label for={`${id}-auditor`}>{t('auditor')}</label>
        <select id={`${id}-auditor`} value={auditor} onChange={(event) => setAuditor(event.currentTarget.value)}>
          {one.terms.auditors.map((person) => (
            <option value={person.id}>{person.name}</option>
          ))}
        </select>
      </div>
      {props.fields}
      <Field
        id={`${id}-expires`}
        label={t('tokenEnds')}
        type="datetime-local"
        required
        value={expires}
        onInput={setExpires}
      />
      {wrong && (
        <p class="notice bad" role="alert">
          {t('tooLate')}
        </p>
      )}
      <Failure failure={action.failure} />
      <button type="submit" disabled={action.busy}>
        {props.label}
      </button>
      <div role="status">{props.children}</div>
    </form>
  );
}

/** A time as a `datetime-local` field wants it: local, to the minute. */
function localInput(time: number): string {
  const at = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 16);
}
