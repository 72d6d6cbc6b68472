import { expect, it } from '@jest/globals';
import { answersTo, objectionProblem, objectUntil } from '../../../domain/documents/objection.ts';

const issuedAt = '2027-02-15T09:00:00.000Z';
const document = { invoiceId: null, issuedAt, objection: null, detailsDiffer: false };
const until = objectUntil(issuedAt);

it.each([
  { change: {}, now: until, problem: null, why: 'the last moment belongs to the time' },
  { change: {}, now: new Date(until.getTime() + 1), problem: 'deadline_over', why: '30 days are over' },
  { change: { invoiceId: 'pin_1' }, now: until, problem: 'own_invoice', why: 'the partner wrote it' },
  { change: { objection: { decision: null } }, now: until, problem: 'contested_before', why: 'it waits for an answer' },
  { change: { objection: { decision: 'kept' } }, now: until, problem: 'contested_before', why: 'it was answered' },
] as const)('$problem: $why', ({ change, now, problem }) => {
  expect(until.toISOString()).toBe('2027-03-17T09:00:00.000Z');
  expect(objectionProblem({ ...document, ...change }, now)).toBe(problem);
});

it.each([
  { change: {}, answers: [], why: 'nobody has objected' },
  { change: { objection: { decision: null } }, answers: ['kept'], why: 'nothing would be stated otherwise' },
  { change: { objection: { decision: null }, detailsDiffer: true }, answers: ['kept', 'corrected'], why: 'it would' },
  { change: { objection: { decision: 'kept' }, detailsDiffer: true }, answers: [], why: 'it is answered once' },
] as const)('finance may answer $answers: $why', ({ change, answers }) => {
  expect(answersTo({ ...document, ...change })).toEqual(answers);
});
