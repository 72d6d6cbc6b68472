import type { Role } from '../domain/approval/roles.ts';
import type { PlanRule } from '../domain/commission/plan.ts';
import type { PayeeAccount } from '../domain/payees/account.ts';
import type { Policy } from '../domain/policy.ts';
import type { TaxProfile } from '../domain/tax/profile.ts';

/** The invented vendor of the demo. All names are made up; all domains end in `.example`, which nobody can own. */
export const VENDOR_DOMAIN = 'helioforge.example';

/** One password for all demo people: they exist only in demo mode. */
export const DEMO_PASSWORD = 'fairlead-demo';

export type DemoPerson = { name: string; email: string; roles: Role[]; partner?: string };

const inside = (name: string, ...roles: Role[]): DemoPerson => ({
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@${VENDOR_DOMAIN}`,
  roles,
});

const outside = (partner: string, domain: string, name: string, role: Role): DemoPerson => ({
  name,
  email: `${name.toLowerCase().split(' ')[0] ?? name}@${domain}`,
  roles: [role],
  partner,
});

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  inside('Nora Lindqvist', 'sales_rep'),
  inside('Tom Becker', 'sales_rep'),
  inside('Hana Weiss', 'sales_rep'),
  inside('Priya Raman', 'sales_rep'),
  inside('Luis Ortega', 'sales_rep'),
  inside('Greta Holm', 'sales_manager'),
  inside('Samir Haddad', 'partner_manager'),
  inside('Ruth Keller', 'partner_manager'),
  inside('Paul Novak', 'finance_preparer'),
  inside('Ines Duarte', 'finance_approver'),
  inside('Viktor Hahn', 'finance_approver'),
  inside('Clara Voss', 'finance_approver'),
  inside('Olga Petersen', 'program_admin'),
  inside('Abel Stone', 'auditor'),
  outside('Brightwater Consulting', 'brightwater.example', 'Ada Brandt', 'partner_admin'),
  outside('Brightwater Consulting', 'brightwater.example', 'Jonas Keil', 'partner_user'),
  outside('Brightwater Consulting', 'brightwater.example', 'Mira Sandberg', 'partner_user'),
  outside('Kestrel IT Resale', 'kestrel-it.example', 'Pieter Vos', 'partner_admin'),
  outside('Delgado Components', 'delgado.example', 'Elena Delgado', 'partner_admin'),
];

type DemoPartner = {
  name: string;
  country: string;
  tier: string;
  manager: string;
  admin: string;
  account: PayeeAccount;
  tax: Omit<TaxProfile, 'validFrom' | 'validUntil'>;
};

/** The numbers are those that banks give as examples: they pass every check and belong to nobody. */
export const DEMO_PARTNERS: readonly DemoPartner[] = [
  {
    name: 'Brightwater Consulting',
    country: 'DE',
    tier: 'gold',
    manager: 'Samir Haddad',
    admin: 'Ada Brandt',
    account: {
      kind: 'iban',
      holder: 'Brightwater Consulting GmbH',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFFXXX',
      country: 'DE',
    },
    tax: {
      legalName: 'Brightwater Consulting GmbH',
      address: 'Hafenstraße 1, 20457 Hamburg',
      taxNumber: 'DE136695976',
      country: 'DE',
      treatment: 'domestic',
      vatBasisPoints: 1_900,
      form: 'vat_registration',
    },
  },
  {
    name: 'Kestrel IT Resale',
    country: 'NL',
    tier: 'silver',
    manager: 'Samir Haddad',
    admin: 'Pieter Vos',
    account: {
      kind: 'iban',
      holder: 'Kestrel IT Resale BV',
      iban: 'NL91ABNA0417164300',
      bic: 'ABNANL2A',
      country: 'NL',
    },
    tax: {
      legalName: 'Kestrel IT Resale BV',
      address: 'Keizersgracht 7, 1015 Amsterdam',
      taxNumber: 'NL004495445B01',
      country: 'NL',
      treatment: 'reverse_charge',
      vatBasisPoints: 0,
      form: 'vat_registration',
    },
  },
  {
    name: 'Delgado Components',
    country: 'US',
    tier: 'gold',
    manager: 'Ruth Keller',
    admin: 'Elena Delgado',
    account: {
      kind: 'ach',
      holder: 'Delgado Components Inc.',
      routingNumber: '011000015',
      accountNumber: '000123456789',
      accountType: 'checking',
    },
    tax: {
      legalName: 'Delgado Components Inc.',
      address: '4 Mill Road, Dayton, OH 45402',
      taxNumber: '911144442',
      country: 'US',
      treatment: 'exempt',
      vatBasisPoints: 0,
      form: 'w9',
    },
  },
];

/** Who has called the partners about their accounts and looked at their tax forms: not one of those who approve what is paid to them. */
export const DEMO_VERIFIER = 'Paul Novak';

type DemoProgram = {
  name: string;
  currency: string;
  planName: string;
  rules: PlanRule[];
  /** What differs from the defaults. */
  policy?: Partial<Policy>;
};

/** Clocks that a visitor can watch: everything that takes weeks elsewhere happens here within half an hour. */
const FAST_CLOCKS: Partial<Policy> = {
  acknowledge: 'PT1M',
  firstContact: 'PT2M',
  handover: 'PT5M',
  statusUpdate: 'PT10M',
  information: 'PT3M',
  expiry: 'PT30M',
  expiryReminders: ['PT10M', 'PT5M'],
  coolOff: 'PT10M',
  waitList: 'PT2H',
  confirmAfterWaiting: 'PT1H',
  contest: 'PT10M',
  holding: 'PT20S',
};

const cloudFee = (basisPoints: number, when: PlanRule['when']): PlanRule => ({
  kind: 'deal_percent',
  basisPoints,
  base: 'first_year_net',
  capPerDeal: { amount: 1_500_000, currency: 'EUR' },
  trigger: 'signed',
  when,
});

export const DEMO_PROGRAMS: readonly DemoProgram[] = [
  {
    name: 'Cloud Referrals',
    currency: 'EUR',
    planName: 'Cloud referral fee',
    rules: [cloudFee(1_200, { tiers: ['gold'] }), cloudFee(1_000, {})],
    policy: {
      gates: ['agreement', 'payee', 'tax_form', 'document'],
      tiers: [
        { tier: 'silver', wonNetAtLeast: { amount: 5_000_000, currency: 'EUR' } },
        { tier: 'gold', wonNetAtLeast: { amount: 20_000_000, currency: 'EUR' } },
      ],
    },
  },
  {
    name: 'Plant Projects',
    currency: 'USD',
    planName: 'Plant project fee',
    rules: [
      { kind: 'deal_flat', amount: { amount: 250_000, currency: 'USD' }, trigger: 'signed', when: {} },
      {
        kind: 'deal_percent',
        basisPoints: 300,
        base: 'total_contract_net',
        above: { amount: 10_000_000, currency: 'USD' },
        trigger: 'signed',
        when: {},
      },
    ],
  },
  {
    name: 'Fast Lane',
    currency: 'EUR',
    planName: 'Fast lane fee',
    rules: [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} }],
    policy: FAST_CLOCKS,
  },
];

/** What the vendor of the demo is called on invoices. */
export const DEMO_VENDOR = {
  legalName: 'Helioforge GmbH',
  address: 'Rheinallee 12\n50668 Köln',
  country: 'DE',
  vatId: 'DE123456788',
};

/** What every partner of the demo has accepted: of the first program, and that its invoices are written for it. */
export const DEMO_AGREEMENTS: readonly { program: string | null; title: string; text: string }[] = [
  {
    program: 'Cloud Referrals',
    title: 'Partner agreement',
    text: 'The partner introduces prospects truthfully and with their consent. The vendor answers within the promised times and pays what the plan of the day of receipt says.',
  },
  {
    program: null,
    title: 'Self-billing',
    text: 'The vendor writes the invoices of the partner for its commissions, and corrections of them, in one series of numbers. The partner writes none for the same commissions, and says so at once when its tax registration changes.',
  },
];
