/** What partners and finance read about documents of payments, and about agreements. */
export const documents = {
  title: 'Documents',
  aboutOwn: 'What we have written for you: one document for each payment, and a correction for what was taken back.',
  about: 'One document for each payment of a partner who lets us write it, and a correction for what was taken back.',
  none: 'No document yet',
  noneOwn:
    'The first one is written with your next payment, once you have accepted self-billing and your tax form is verified.',
  noneText: 'The first one is written when a run is released that pays a partner who has accepted self-billing.',
  back: 'Documents',
  print: 'Print',
  kinds: { self_billed: 'Self-billed invoice', correction: 'Correction' },
  columns: {
    number: 'Number',
    partner: 'Partner',
    kind: 'Kind',
    issued: 'Issued',
    net: 'Net',
    vat: 'VAT',
    gross: 'Total',
    run: 'Run',
  },
  corrects: (number: string) => `Corrects ${number}`,
  issuer: 'In the name of',
  vatId: 'VAT id',
  facts: { issued: 'Issued', run: 'Payout run', corrects: 'Corrects' },
  lines: 'For',
  lineColumns: { referral: 'Referral', what: 'What for', amount: 'Net' },
  sums: { net: 'Net', vat: (percent: string) => `Value added tax (${percent})`, gross: 'Total' },
  commission: 'Commission',
};

export const agreements = {
  title: 'Agreements',
  none: 'There is nothing to accept.',
  selfBilling: 'Self-billing',
  version: (version: number) => `Version ${String(version)}`,
  accepted: 'Accepted',
  accept: 'Accept',
  acceptTitle: (title: string) => `Accept “${title}”?`,
  acceptText: 'You accept it for your company.',
  done: 'Accepted',
};
