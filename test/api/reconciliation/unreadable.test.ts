import { expect, it } from '@jest/globals';
import type { PersonCaller } from '../../../api/auth/caller.ts';
import { presentReconciliation } from '../../../api/presenters/reconciliation.ts';

const auditor = {
  kind: 'user',
  id: 'usr_1',
  partnerId: null,
  roles: ['auditor'],
  language: 'en',
} as unknown as PersonCaller;
const AT = '2027-03-01T06:00:00.000Z';

it('what was found while the CRM could be read is no part of a comparison without it, and never lets all agree', () => {
  const state = {
    last: { startedAt: AT, compared: { deals: null, bank: 4, books: 2 } },
    asOf: { deals: null, bank: AT, books: AT },
    running: null,
    findings: [],
  };
  const found = presentReconciliation({ ...state, open: { amount_differs: 3, books_differ: 1 } }, auditor);
  expect(found).toMatchObject({ compared: 6, explained: 5, explainedPercent: null, agree: false });
  expect(found.sources.filter(({ state: read }) => read === 'unreadable')).toEqual([
    { source: 'crm', state: 'unreadable', asOf: null },
  ]);
  expect(presentReconciliation({ ...state, open: { amount_differs: 3 } }, auditor)).toMatchObject({
    explained: 6,
    agree: false,
  });
});

it('where nothing was compared, nothing is said to agree', () => {
  const last = { startedAt: AT, compared: { deals: 0, bank: 0, books: 0 } };
  const asOf = { deals: AT, bank: AT, books: AT };
  expect(presentReconciliation({ last, asOf, running: null, findings: [], open: {} }, auditor)).toMatchObject({
    compared: 0,
    explainedPercent: null,
    agree: false,
  });
});
