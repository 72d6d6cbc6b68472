import { expect, it } from '@jest/globals';
import { parseRunMessage } from '../../../domain/commission/parseRunMessage.ts';

const message = { commandId: 'cmd_1', actor: { kind: 'user', id: 'usr_ines' } };

it.each([
  {},
  { reference: 'B-1' },
  { settledOn: '2026-12-31' },
  { statementId: 'stm_1' },
  { reference: 'B-1', settledOn: '2026-12-31', statementId: 'stm_1' },
])('of a message about a run what is known is read: %j', (payload) => {
  expect(parseRunMessage({ ...message, ...payload, somethingElse: '\0' })).toStrictEqual({ ...message, payload });
});

it.each([
  { given: null, why: 'nothing' },
  { given: [message], why: 'no record' },
  { given: { ...message, commandId: undefined }, why: 'no id to answer under' },
  { given: { ...message, commandId: 7 }, why: 'an id that is no text' },
  { given: { ...message, actor: undefined }, why: 'nobody to check' },
  { given: { ...message, reference: '' }, why: 'an empty reference' },
  { given: { ...message, reference: 7, settledOn: '2026-12-31' }, why: 'a reference that is no text' },
  { given: { ...message, settledOn: null }, why: 'a day that is none' },
  { given: { ...message, statementId: {} }, why: 'a statement that is none' },
])('is no message about a run: $why', ({ given }) => {
  expect(parseRunMessage(given)).toBeNull();
});
