import { describe, expect, it } from '@jest/globals';
import { approvalResult, climbApproval, missedApproval, nextApprovalStep } from '../../../domain/sla/approval.ts';

const DAY_MS = 86_400_000;
const day = (count: number): string => new Date(Date.UTC(2026, 10, 1) + count * DAY_MS).toISOString();
const line = { approveFrom: day(0), approveBy: day(5) };
const next = (of: Parameters<typeof nextApprovalStep>[0], climbed?: { from: string; done: number }) => {
  const rung = nextApprovalStep(of, { climbed, length: 'P5D' });
  return rung && { step: rung.step, at: new Date(rung.at).toISOString() };
};

describe('the promise of an approval', () => {
  it('reminds at half of its time, is missed at its end, and then nothing more: nobody owns a line', () => {
    expect(next(line)).toEqual({ step: 'remind_owner', at: day(2.5) });
    const reminded = climbApproval(line, undefined);
    expect(next(line, reminded)).toEqual({ step: 'breach', at: day(5) });
    expect(next(line, climbApproval(line, reminded))).toBeUndefined();
  });

  it('is put off with both of its steps by what the line stood still', () => {
    expect(next({ ...line, approveBy: day(8) })).toEqual({ step: 'remind_owner', at: day(5.5) });
  });

  it('begins anew where another approval is promised', () => {
    const done = { from: day(0), done: 2 };
    expect(next({ approveFrom: day(20), approveBy: day(25) }, done)).toEqual({ step: 'remind_owner', at: day(22.5) });
    expect(climbApproval({ ...line, approveFrom: day(20) }, done)).toEqual({ from: day(20), done: 1 });
  });

  it('runs for no line that lacks none', () => {
    expect(next({})).toBeUndefined();
  });
});

describe('how it came out', () => {
  const owed = {
    commissionId: 'com_1',
    promise: { from: day(0), by: day(8), firstBy: day(5) },
    approvedBy: ['ines'],
    approvalsRequired: 2,
  };
  const given = { name: 'approveCommission', by: 'viktor', givenAt: day(4) };

  it.each([
    { at: 4, kept: true, keptWithoutPauses: true, why: 'in time' },
    { at: 5, kept: true, keptWithoutPauses: true, why: 'at the very end of what was promised first' },
    { at: 7, kept: true, keptWithoutPauses: false, why: 'in time, since the line stood still for a while' },
    { at: 9, kept: false, keptWithoutPauses: false, why: 'late' },
  ])('counts for the line: decided on day $at is $why', ({ at, kept, keptWithoutPauses }) => {
    expect(approvalResult(owed, { ...given, givenAt: day(at) })).toEqual({
      kind: 'approve',
      subject: 'com_1',
      startedAt: day(0),
      dueAt: day(8),
      decidedAt: kept ? day(at) : day(8),
      kept,
      keptWithoutPauses,
    });
  });

  it.each([
    { name: 'rejectCommission', line: owed, counts: true, why: 'a rejection decides, whoever gives it' },
    { name: 'approveCommission', line: { ...owed, approvedBy: [] }, counts: false, why: 'another approval is needed' },
    {
      name: 'approveCommission',
      line: { ...owed, approvedBy: ['viktor'] },
      counts: false,
      why: 'the same person twice',
    },
    { name: 'approveCommission', line: { ...owed, approvalsRequired: null }, counts: false, why: 'no threshold' },
    { name: 'freeze', line: owed, counts: false, why: 'stopping decides nothing' },
    { name: 'rejectCommission', line: { ...owed, promise: null }, counts: false, why: 'nothing was owed any more' },
  ])('$name counts: $counts, for $why', ({ name, line: of, counts }) => {
    expect(approvalResult(of, { ...given, name }) !== undefined).toBe(counts);
  });

  it('is missed at its due time', () => {
    const missed = missedApproval({ ...line, commissionId: 'com_1' });
    expect(missed).toMatchObject({ subject: 'com_1', dueAt: day(5), decidedAt: day(5), kept: false });
  });
});
