import { Field } from '../shared/components';
import { t, tValue } from '../shared/i18n';
import { MEASURES, WHOSE, type MaskRow, type TermsText } from './termsText';

const KINDS = ['omit', 'pseudonym', 'range'] as const;

/** Chooses for each masked field what is shown in its place. */
export function MaskingRows({ rows, set }: { rows: MaskRow[]; set: (rows: MaskRow[]) => void }) {
  const change = (at: number, more: Partial<MaskRow>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...more } : row)));
  return (
    <fieldset>
      <legend>{t('maskedFields')}</legend>
      <p class="hint">{t('maskingHint')}</p>
      {rows.map((row, index) => (
        <fieldset key={index}>
          <Field
            id={`terms-mask-${index}`}
            label={t('maskingField')}
            maxLength={200}
            value={row.field}
            onInput={(field) => change(index, { field })}
          />
          <div class="field">
            <label for={`terms-mask-kind-${index}`}>{t('maskingKind')}</label>
            <select
              id={`terms-mask-kind-${index}`}
              value={row.kind}
              onChange={(event) => change(index, { kind: event.currentTarget.value as MaskRow['kind'] })}
            >
              {KINDS.map((kind) => (
                <option value={kind} key={kind}>
                  {tValue('masking', kind)}
                </option>
              ))}
            </select>
          </div>
          {row.kind === 'range' && (
            <Field
              id={`terms-mask-width-${index}`}
              label={t('maskingWidth')}
              maxLength={30}
              value={row.width}
              onInput={(width) => change(index, { width })}
            />
          )}
          <button type="button" class="quiet" onClick={() => set(rows.filter((_, at) => at !== index))}>
            {t('maskingRemove')}
          </button>
        </fieldset>
      ))}
      <button type="button" onClick={() => set([...rows, { field: '', kind: 'omit', width: '' }])}>
        {t('maskingAdd')}
      </button>
    </fieldset>
  );
}

/** Limits what may be seen on one day. */
export function Limits(props: { limits: TermsText['limits']; set: (limits: TermsText['limits']) => void }) {
  const { limits, set } = props;
  const labels = { engagement: t('ofEngagement'), auditor: t('ofAuditor') };
  return (
    <fieldset>
      <legend>{t('dailyLimits')}</legend>
      <p class="hint">{t('dailyLimitsHint')}</p>
      {WHOSE.map((whose) =>
        MEASURES.map((measure) => (
          <Field
            key={`${whose}-${measure}`}
            id={`terms-limit-${whose}-${measure}`}
            label={`${labels[whose]} · ${tValue('measure', measure)}`}
            maxLength={16}
            value={limits[whose][measure]}
            onInput={(value) => set({ ...limits, [whose]: { ...limits[whose], [measure]: value } })}
          />
        )),
      )}
    </fieldset>
  );
}
