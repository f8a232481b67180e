import { useState } from 'preact/hooks';
import { Failure, Field, Heading, Loading, useAction, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { t, tValue } from '../shared/i18n';
import { cell, Changed, type Column, ProfileSection, type Row, Rows } from '../shared/preparation';
import type { OrganizationProfile, StaffRole } from '../shared/types';
import { keepOrganization, preparing } from './api';

const STATES = ['valid', 'suspended', 'withdrawn', 'expired'];
const load = preparing('').organization;

/** The maker's own profile: shown to everyone here, changed by those who manage. */
export function OrganizationPage({ roles }: { roles: StaffRole[] }) {
  const page = useLoaded(load, []);
  const [round, setRound] = useState(0);
  const one = page.value;
  return (
    <>
      <Heading title={t('organizationProfile')}>{t('organizationProfile')}</Heading>
      <p>{t('organizationLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <p class="muted">
          {t('profileVersion', { n: one.version })} {one.updatedAt && instant(one.updatedAt)}
        </p>
      )}
      <ProfileSection key={round} load={load} />
      {one && roles.includes('manage') && (
        <section class="card">
          <ProfileForm
            key={one.version}
            before={one}
            kept={(profile) => {
              page.replace(profile);
              setRound(round + 1);
            }}
          />
        </section>
      )}
    </>
  );
}

function columns(): Record<'addresses' | 'sites' | 'responsible' | 'certificates', Column[]> {
  return {
    addresses: [
      { name: 'use', label: t('addressUse'), longest: 200 },
      { name: 'text', label: t('addressText'), longest: 2000 },
    ],
    sites: [
      { name: 'name', label: t('siteName'), longest: 200 },
      {
        name: 'kind',
        label: t('siteKind'),
        choices: ['physical', 'virtual'].map((kind) => [kind, tValue('siteKind', kind)] as const),
      },
      { name: 'address', label: t('addressText'), longest: 2000, optional: true },
    ],
    responsible: [
      { name: 'name', label: t('personName'), longest: 200 },
      { name: 'role', label: t('personRole'), longest: 200 },
      { name: 'contact', label: t('personContact'), longest: 200, optional: true },
    ],
    certificates: [
      { name: 'number', label: t('heldNumber'), longest: 200 },
      { name: 'standard', label: t('heldStandard'), longest: 200 },
      { name: 'issuer', label: t('heldIssuer'), longest: 200 },
      { name: 'state', label: t('heldState'), choices: STATES.map((state) => [state, tValue('held', state)] as const) },
      { name: 'scope', label: t('heldScope'), longest: 2000, optional: true },
      { name: 'validFrom', label: t('heldFrom'), type: 'date', optional: true },
      { name: 'validTo', label: t('heldTo'), type: 'date', optional: true },
    ],
  };
}

function ProfileForm(props: { before: OrganizationProfile; kept: (profile: OrganizationProfile) => void }) {
  const { before } = props;
  const [text, setText] = useState({
    legalName: before.legalName,
    creditCode: before.creditCode ?? '',
    head: before.head ?? '',
    phone: before.phone ?? '',
  });
  const [addresses, setAddresses] = useState<Row[]>(() => (before.addresses ?? []).map((one) => ({ ...one })));
  const [sites, setSites] = useState<Row[]>(() => (before.sites ?? []).map((one) => ({ ...one })));
  const [responsible, setResponsible] = useState<Row[]>(() => (before.responsible ?? []).map((one) => ({ ...one })));
  const [certificates, setCertificates] = useState<Row[]>(() =>
    (before.certificates ?? []).map((one) => ({ ...one })),
  );
  const work = useAction();
  const of = columns();
  const put = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  const submit = async () => {
    // What there is none of is left out: an empty list is none.
    const given = (name: string, rows: Row[], fields: Column[]) =>
      rows.length === 0 ? {} : { [name]: rows.map((row) => filled(row, fields)) };
    props.kept(
      await keepOrganization(before, {
        legalName: text.legalName.trim(),
        ...filled(text, [{ name: 'creditCode' }, { name: 'head' }, { name: 'phone' }]),
        ...given('addresses', addresses, of.addresses),
        ...given('sites', sites, of.sites),
        ...given('responsible', responsible, of.responsible),
        ...given('certificates', certificates, of.certificates),
      }),
    );
  };
  return (
    <form
      class="profile"
      onSubmit={(event) => {
        event.preventDefault();
        void work.run(submit);
      }}
    >
      <Field id="profile-name" label={t('legalName')} required maxLength={200} value={text.legalName} onInput={put('legalName')} />
      <Field id="profile-code" label={t('creditCode')} maxLength={18} value={text.creditCode} onInput={put('creditCode')} />
      <Field id="profile-head" label={t('head')} maxLength={200} value={text.head} onInput={put('head')} />
      <Field id="profile-phone" label={t('phone')} maxLength={200} value={text.phone} onInput={put('phone')} />
      <h3>{t('addresses')}</h3>
      <Rows name="address" columns={of.addresses} rows={addresses} set={setAddresses} least={0} most={10} />
      <h3>{t('organizationSites')}</h3>
      <Rows name="site" columns={of.sites} rows={sites} set={setSites} least={0} most={30} />
      <h3>{t('responsiblePersons')}</h3>
      <Rows name="person" columns={of.responsible} rows={responsible} set={setResponsible} least={0} most={30} />
      <h3>{t('heldCertificates')}</h3>
      <Rows name="held" columns={of.certificates} rows={certificates} set={setCertificates} least={0} most={30} />
      <Changed failure={work.failure} />
      <button type="submit" class="primary" disabled={work.busy}>
        {t('keepProfile')}
      </button>
    </form>
  );
}

/** What was written, without what was left empty. */
function filled(row: Row, fields: readonly { name: string }[]): Row {
  return Object.fromEntries(
    fields.map(({ name }) => [name, cell(row, name).trim()]).filter(([, value]) => value !== ''),
  );
}
