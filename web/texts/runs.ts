/** Payout runs as a list, and what no run pays yet. */
export const runs = {
  title: 'Payout runs',
  about: 'Prepared by one person, released by another, settled when the bank has paid.',
  none: 'No run yet',
  noneText: 'A run collects every approved line that is payable by its cut-off.',
  next: (program: string, cutOffDay: string, payDay: string) =>
    `${program}: next draft on ${cutOffDay}, 24:00; pay day ${payDay}.`,
  nobody: 'Nobody yet',
  late: 'Late',
  show: 'Show',
  shown: { all: 'All', late: 'Past their pay day' },
  noneLate: 'No payout is past its pay day',
  forPeriod: (program: string, cutOffDay: string, part: number) =>
    `${program}, up to ${cutOffDay}${part === 1 ? '' : ` (part ${part})`}`,
  create: 'New run',
  columns: {
    run: 'Run',
    cutOff: 'Cut-off',
    payDay: 'Pay day',
    state: 'State',
    lines: 'Partners',
    total: 'Total',
    prepared: 'Prepared by',
    released: 'Released by',
  },
  rail: 'How is it paid?',
  name: (currency: string, rail: string) => `${currency}, ${rail}`,
  railNames: { csv: 'CSV file', manual: 'by hand', sepa: 'SEPA', nacha: 'ACH', stripe: 'Stripe' } as Readonly<
    Record<string, string>
  >,
  cutOffMissing: 'Enter the cut-off',
  rails: {
    manual: 'By hand',
    csv: 'CSV file for the bank',
    sepa: 'SEPA file for the bank (EUR)',
    nacha: 'ACH file for the bank (USD)',
    stripe: 'Stripe, to connected accounts',
  },
  currency: 'Currency',
  cutOff: 'Cut-off',
  cutOffHint: 'Lines payable up to this moment',
  prepare: 'Prepare',
  prepared: 'The run is prepared. Another person releases it.',
};

export const carriedOver = {
  title: 'Carried over',
  about: 'Due, and less than the minimum payout: it stays until later lines make it enough.',
  total: 'Carried over in total',
  partner: 'Partner',
  lines: 'Lines',
  soFar: 'So far',
  minimum: 'Paid from',
};
