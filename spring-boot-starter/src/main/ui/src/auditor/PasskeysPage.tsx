import { useState } from 'preact/hooks';
import { Failure, Field, Foreign, Heading, Loading, useAction, useLoaded, Wide } from '../shared/components';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import type { Passkey } from '../shared/types';
import { DeviceRefusal, PasskeysApi, passkeysWork } from './passkeys';

/** The ways an auditor has into these pages: passkeys are made here, named and taken away. */
export function PasskeysPage({ engagement }: { engagement: string }) {
  const [api] = useState(() => new PasskeysApi(engagement));
  const page = useLoaded(api.list, []);
  const works = useLoaded(passkeysWork, []);
  return (
    <>
      <Heading title={t('passkeys')}>{t('passkeys')}</Heading>
      <p>{t('passkeysLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value && page.value.items.length === 0 && <p class="muted">{t('noPasskeys')}</p>}
      {page.value && page.value.items.length > 0 && (
        <Listed passkeys={page.value.items} api={api} reload={page.reload} />
      )}
      {works.value === false && <p class="notice">{t('passkeysElsewhere')}</p>}
      {works.value === true && <Register api={api} reload={page.reload} />}
    </>
  );
}

function Listed(props: { passkeys: Passkey[]; api: PasskeysApi; reload: () => void }) {
  const [renamed, setRenamed] = useState<Passkey | null>(null);
  const action = useAction();
  return (
    <>
      <Wide label={t('passkeys')}>
        <table class="passkeys">
          <thead>
            <tr>
              <th scope="col">{t('passkeyName')}</th>
              <th scope="col">{t('passkeyRegistered')}</th>
              <th scope="col">{t('passkeyUsed')}</th>
              <th scope="col" aria-label={t('passkeyChange')} />
            </tr>
          </thead>
          <tbody>
            {props.passkeys.map((passkey) => (
              <tr key={passkey.id}>
                <th scope="row">
                  <Foreign text={passkey.name} />
                </th>
                <td>{instant(passkey.registeredAt)}</td>
                <td>{passkey.lastUsedAt === null ? t('passkeyNeverUsed') : instant(passkey.lastUsedAt)}</td>
                <td class="row">
                  <button type="button" onClick={() => setRenamed(passkey)}>
                    {t('passkeyRename')}
                  </button>
                  <button
                    type="button"
                    class="bad"
                    disabled={action.busy}
                    onClick={() =>
                      void action.run(async () => {
                        await props.api.remove(passkey.id);
                        props.reload();
                      })
                    }
                  >
                    {t('passkeyRemove')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <Failure failure={action.failure} />
      {renamed !== null && (
        <NameForm
          key={renamed.id}
          id="passkey-rename"
          title={t('passkeyRename')}
          label={t('passkeyRename')}
          before={renamed.name}
          submit={async (name) => {
            await props.api.rename(renamed.id, name);
            setRenamed(null);
            props.reload();
          }}
        />
      )}
    </>
  );
}

function Register({ api, reload }: { api: PasskeysApi; reload: () => void }) {
  const [round, setRound] = useState(0);
  return (
    <NameForm
      key={String(round)}
      id="passkey-name"
      title={t('passkeyRegisterTitle')}
      label={t('passkeyRegister')}
      before=""
      submit={async (name) => {
        await api.register(name);
        setRound(round + 1);
        reload();
      }}
    />
  );
}

function NameForm(props: {
  id: string;
  title: string;
  label: string;
  before: string;
  submit: (name: string) => Promise<void>;
}) {
  const [name, setName] = useState(props.before);
  const action = useAction();
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(() => props.submit(name.trim()));
      }}
    >
      <h2>{props.title}</h2>
      <Field
        id={props.id}
        label={t('passkeyName')}
        hint={t('passkeyNameHint')}
        required
        maxLength={100}
        value={name}
        onInput={setName}
      />
      <DeviceFailure failure={action.failure} />
      <button type="submit" class="primary" disabled={action.busy || name.trim() === ''}>
        {props.label}
      </button>
    </form>
  );
}

/** A failure, also one that is the device's. */
export function DeviceFailure({ failure }: { failure: unknown }) {
  return failure instanceof DeviceRefusal ? (
    <p class="notice bad" role="alert">
      {failure.known ? t('passkeyKnown') : t('passkeyNotGiven')}
    </p>
  ) : (
    <Failure failure={failure} />
  );
}
