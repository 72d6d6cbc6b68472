import { expect, it } from '@jest/globals';
import { presentReconciliation } from '../../../api/presenters/reconciliation.ts';

const AT = '2027-03-01T06:00:00.000Z';

it('what was found while the CRM could be read is no part of a comparison without it, and never lets all agree', () => {
  const state = {
    last: { startedAt: AT, compared: { deals: null, bank: 4, books: 2 } },
    asOf: { deals: null, bank: AT, books: AT },
    running: null,
    findings: [],
  };
  const found = presentReconciliation({ ...state, open: { amount_differs: 3, books_differ: 1 } }, 'en');
  expect(found).toMatchObject({ compared: 6, explained: 5, explainedPercent: null, agree: false });
  expect(found.sources.filter(({ state: read }) => read === 'unreadable')).toEqual([
    { source: 'crm', state: 'unreadable', asOf: null },
  ]);
  expect(presentReconciliation({ ...state, open: { amount_differs: 3 } }, 'en')).toMatchObject({
    explained: 6,
    agree: false,
  });
});
