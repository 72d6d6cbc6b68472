/** What a partner reads of the books, month by month. */
export const statements = {
  title: 'Statements',
  about: 'Month by month, from the books: what was earned, corrected and paid, and what is still owed to you.',
  aboutOf: (partner: string) => `Month by month, from the books of ${partner}.`,
  none: 'No statement yet',
  noneText: (day: string) =>
    `A statement covers what was booked in a month. What is booked this month is complete in the statement of ${day}.`,
  figures: {
    opening: 'Owed before',
    earned: 'Earned',
    corrected: 'Corrected',
    paid: 'Paid',
    closing: 'Owed at the end',
  },
  columns: { month: 'Month', currency: 'Currency', state: 'State' },
  states: { running: 'Still running', open: 'May still change', final: 'Final' },
  stateTexts: {
    running: 'This month is not over yet; more may be booked.',
    open: 'The month is over, and its books are still open: something may be added.',
    final:
      'The books of this month are closed. Nothing is changed in it any more; what comes later stands in a later month.',
  },
  download: 'Download all months (CSV)',
  ofMonth: (month: string) => `Statement of ${month}`,
  print: 'Print',
  downloadMonth: 'Download (CSV)',
  lines: 'What it is made of',
  noLines: 'Nothing was booked in this month.',
  lineColumns: { what: 'What happened', on: 'On', referral: 'Referral', amount: 'Amount' },
  sum: (figure: string) => `${figure} in all`,
  owedBack: 'Below zero: that much is set off against what you earn next.',
  utc: 'Months are those of the books, in UTC.',
};
