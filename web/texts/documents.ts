/** What partners and finance read about documents of payments, and about agreements. */
export const documents = {
  title: 'Documents',
  aboutOwn:
    'What your payments are documented by: invoices that we write for you or that you wrote, and corrections for what was taken back.',
  about:
    'What payments are documented by: written for the partner or by the partner, and corrections for what was taken back.',
  none: 'No document yet',
  noneOwn:
    'The first one is an invoice of yours that finance has accepted. Or accept self-billing and send a tax form: then we write it with your next payment.',
  noneText:
    'The first one is an invoice of a partner that is accepted, or is written when a run pays a partner who has accepted self-billing.',
  back: 'Documents',
  print: 'Print',
  columns: {
    number: 'Number',
    partner: 'Partner',
    kind: 'Kind',
    issued: 'Issued',
    net: 'Net',
    vat: 'VAT',
    gross: 'Total',
  },
  corrects: (number: string) => `Corrects ${number}`,
  supplier: 'Supplier',
  recipient: 'Recipient',
  vatId: 'VAT id',
  facts: {
    partner: 'Partner',
    issued: 'Date of issue',
    accepted: 'Accepted',
    supplied: 'Date of supply',
    run: 'Payout run',
    corrects: 'Corrects',
  },
  lines: 'For',
  lineColumns: { referral: 'Referral', what: 'What for', supplied: 'Date of supply', amount: 'Net' },
  sums: { net: 'Net', vat: (percent: string) => `Value added tax (${percent})`, gross: 'Total' },
  commission: 'Commission for the referral',
  contested: 'Contested',
  onlyContested: 'Contested',
  all: 'All',
  noneContested: 'No objection waits for an answer',
  objection: {
    title: 'Objection',
    object: 'Object',
    objectTitle: (number: string) => `Object to ${number}?`,
    objectText: (until: string) =>
      `Say what is wrong with it; finance answers you. You may object once, until ${until}. If it is the amount of a commission that you disagree with, contest it from its referral instead.`,
    reason: 'What is wrong (finance reads it)',
    sent: 'Your objection is with finance',
    waiting: 'Waits for an answer',
    decisions: { kept: 'The document stays', corrected: 'Corrected' },
    answers: { kept: 'Answer that it stays', corrected: 'Correct it' },
    answerTexts: {
      kept: 'The document stays as it is. The partner gets a mail with your answer.',
      corrected:
        'A correction is written that states supplier, recipient and tax as they are known by now; the net amounts stay. The partner gets a mail with your answer.',
    },
    answer: 'Your answer (the partner reads it)',
    answered: 'Answered',
    facts: { by: 'By', on: 'On', reason: 'Reason', state: 'State', answer: 'Answer', answeredBy: 'Answered by' },
  },
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
