export type Company = {
  partner: string;
  /** The first one unless named. */
  program?: string;
  company: string;
  domain?: string;
  prospect: string;
  email?: string;
  need: string;
  product: string;
  value: number;
};

/**
 * A dozen referrals in different stages, made by the ordinary calls that partners and reps make: what the demo shows is
 * what the product does.
 */
export const SUBMISSIONS: readonly Company[] = [
  {
    partner: 'Brightwater Consulting',
    company: 'Falkenried Logistik GmbH',
    domain: 'falkenried.example',
    prospect: 'Jana Falk',
    need: 'Wants to see machine downtime in three halls',
    product: 'monitor',
    value: 4_800_000,
  },
  {
    partner: 'Kestrel IT Resale',
    company: 'Osterlund Foods AB',
    domain: 'osterlund.example',
    prospect: 'Sven Oster',
    need: 'Line monitoring for two dairies',
    product: 'monitor',
    value: 2_100_000,
  },
  {
    partner: 'Brightwater Consulting',
    company: 'Zellinger Maschinen AG',
    domain: 'zellinger.example',
    prospect: 'Lea Zellinger',
    need: 'Replaces spreadsheets for maintenance planning',
    product: 'predict',
    value: 3_600_000,
  },
  {
    partner: 'Kestrel IT Resale',
    company: 'Zellinger Maschinen',
    domain: 'www.zellinger.example',
    prospect: 'Max Rohr',
    need: 'Predictive maintenance',
    product: 'predict',
    value: 3_000_000,
  },
  {
    partner: 'Delgado Components',
    company: 'Zellinger Maschinen AG',
    domain: 'zellinger.example',
    prospect: 'Lea Zellinger',
    need: 'Predictive maintenance',
    product: 'predict',
    value: 2_900_000,
  },
  {
    partner: 'Delgado Components',
    company: 'Falkenried Logistik',
    prospect: 'Uwe Falk',
    email: 'uwe.falk@gmail.com',
    need: 'Fleet of assembly machines',
    product: 'monitor',
    value: 900_000,
  },
  {
    partner: 'Brightwater Consulting',
    company: 'Rhein Bio GmbH',
    domain: 'rheinbio.example',
    prospect: 'Dr. Ina Rhein',
    need: 'Clean-room monitoring',
    product: 'monitor',
    value: 5_500_000,
  },
  {
    partner: 'Kestrel IT Resale',
    company: 'Tamm Elektro',
    domain: 'tamm.example',
    prospect: 'Olaf Tamm',
    need: 'Energy use per machine',
    product: 'connect',
    value: 1_200_000,
  },
  {
    partner: 'Brightwater Consulting',
    company: 'Kessel Stahl AG',
    domain: 'kesselstahl.example',
    prospect: 'Petra Kessel',
    need: 'Furnace monitoring',
    product: 'predict',
    value: 2_900_000,
  },
  {
    partner: 'Delgado Components',
    company: 'Aurora Dairy',
    domain: 'auroradairy.example',
    prospect: 'Beth Snow',
    need: 'Two plants in Ohio',
    product: 'connect',
    value: 7_500_000,
  },
  {
    partner: 'Brightwater Consulting',
    company: 'Adler Reisen GmbH',
    domain: 'adlerreisen.example',
    prospect: 'Tim Adler',
    need: 'Workshop planning for the coach fleet',
    product: 'connect',
    value: 4_000_000,
  },
  {
    partner: 'Kestrel IT Resale',
    company: 'Fjord Parcel AS',
    domain: 'fjordparcel.example',
    prospect: 'Nils Fjord',
    need: 'Sorting line availability',
    product: 'monitor',
    value: 1_800_000,
  },
  {
    partner: 'Kestrel IT Resale',
    company: 'Bäckerei Lenz',
    domain: 'lenz.example',
    prospect: 'Anna Lenz',
    need: 'Oven monitoring',
    product: 'monitor',
    value: 400_000,
  },
  {
    partner: 'Kestrel IT Resale',
    program: 'Fast Lane',
    company: 'Turbine One',
    domain: 'turbineone.example',
    prospect: 'Ilse Turm',
    need: 'A promise of two minutes: reminded after one, broken after two, in other hands after three',
    product: 'predict',
    value: 1_500_000,
  },
  {
    partner: 'Kestrel IT Resale',
    program: 'Fast Lane',
    company: 'Delta Werft',
    domain: 'deltawerft.example',
    prospect: 'Jan Delta',
    need: 'Lapses after half an hour',
    product: 'connect',
    value: 1_100_000,
  },
  {
    partner: 'Brightwater Consulting',
    program: 'Fast Lane',
    company: 'Delta Werft GmbH',
    domain: 'deltawerft.example',
    prospect: 'Gesa Kran',
    need: 'Waits in line and is promoted in the second in which the first one lapses',
    product: 'connect',
    value: 1_300_000,
  },
];

type Step = { command: string; body: Record<string, unknown> };
const reached: Step = { command: 'contact', body: { channel: 'phone', outcome: 'reached' } };
const noAnswer: Step = {
  command: 'contact',
  body: { channel: 'phone', outcome: 'no_answer', message: 'Called twice, left a message.' },
};
const qualified: Step = {
  command: 'qualify',
  body: {
    need: 'yes',
    budget: 'yes',
    authority: 'yes',
    timeline: 'yes',
    outcome: 'qualified',
    quality: 5,
    feedback: 'Perfect introduction, thank you.',
  },
};
const advance = (stage: string): Step => ({ command: 'advance', body: { stage } });
const won = (amount: number, dealId: string, closedOn: string): Step => ({
  command: 'close',
  body: { outcome: 'won', amount: { amount, currency: 'EUR' }, closedOn, dealId },
});

/** What happens to whom after acceptance, by company. */
export const JOURNEYS: Readonly<Record<string, readonly Step[]>> = {
  'Rhein Bio GmbH': [noAnswer],
  'Tamm Elektro': [reached],
  'Delta Werft': [reached],
  'Kessel Stahl AG': [reached, qualified, advance('opportunity')],
  'Aurora Dairy': [reached, qualified, advance('opportunity'), advance('proposal')],
  'Adler Reisen GmbH': [
    reached,
    qualified,
    advance('negotiation'),
    won(4_000_000, 'D-1001', new Date().toISOString().slice(0, 10)),
  ],
  'Fjord Parcel AS': [
    reached,
    qualified,
    advance('opportunity'),
    { command: 'close', body: { outcome: 'lost', reasonCode: 'competitor' } },
  ],
  'Bäckerei Lenz': [
    reached,
    {
      command: 'qualify',
      body: {
        need: 'yes',
        budget: 'no',
        authority: 'yes',
        timeline: 'yes',
        outcome: 'disqualified',
        reasonCode: 'no_budget',
        quality: 2,
        feedback: 'No budget this year; please try again in spring.',
      },
    },
  ],
};
