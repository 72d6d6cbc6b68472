import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../../domain/referral/parseCommand.ts';
import { REFERRAL_COMMANDS } from '../../../workflows/messages.ts';

const WHO = { commandId: 'cmd_1', actor: { kind: 'user', id: 'usr_1' } };
const EUR = { amount: 100, currency: 'EUR' };

const VALID = {
  review: { decision: 'decline', reasonCode: 'bad_fit' },
  contact: { channel: 'phone', outcome: 'reached', at: '2026-12-01T10:00:00.000Z' },
  qualify: {
    need: 'yes',
    budget: 'no',
    authority: 'unknown',
    timeline: 'yes',
    authorityPath: true,
    outcome: 'qualified',
    quality: 5,
  },
  assign: { ownerId: 'usr_2', reasonCode: 'absence' },
  advance: { stage: 'proposal' },
  close: {
    outcome: 'won',
    amount: EUR,
    firstYearNet: EUR,
    termMonths: 12,
    closedOn: '2026-12-01',
    dealId: 'Angebot-Ü 7',
  },
  withdraw: { reasonCode: 'mistake' },
  undoWithdraw: { reasonCode: 'mistake' },
  reopen: { reasonCode: 'new_information' },
  ask: {},
  answer: {},
  message: { messageId: 'msg_1', side: 'partner' },
  requestExtension: { days: 30, reasonCode: 'decision_pending' },
  decideExtension: { decision: 'approve' },
  approveCommission: { commissionId: 'com_1', contentHash: 'h' },
  rejectCommission: { commissionId: 'com_1', contentHash: 'h', reasonCode: 'not_eligible' },
  freeze: { commissionId: 'com_1', reasonCode: 'invoice_disputed' },
  unfreeze: { commissionId: 'com_1', reasonCode: 'settled' },
  adjust: { commissionId: 'com_1', amount: { amount: -5_000, currency: 'EUR' }, reasonCode: 'wrong_base' },
} as const;

describe('the shape of a message', () => {
  it.each([0, -1.5, '5', Number.MAX_SAFE_INTEGER + 1])('takes no change of an amount by %p', (amount) => {
    const given = { ...WHO, commissionId: 'com_1', amount: { amount, currency: 'EUR' }, reasonCode: 'wrong_base' };
    expect(parseCommand('adjust', given)).toMatchObject({ ok: false, problem: 'amount is not valid' });
  });

  it.each(REFERRAL_COMMANDS.map(({ name }) => name))(
    '%s is taken with what it needs, and nothing else travels along',
    (name) => {
      const parsed = parseCommand(name, { ...WHO, ...VALID[name], smuggled: true });
      expect(parsed).toEqual({ ok: true, command: { name, ...WHO, payload: VALID[name] }, texts: {} });
    },
  );

  it('takes free text out, so that it can stay in the database', () => {
    const texts = { note: 'n', message: 'm', feedback: 'f' };
    const parsed = parseCommand('contact', { ...WHO, ...VALID.contact, ...texts });
    expect(parsed).toMatchObject({ ok: true, texts, command: { payload: VALID.contact } });
  });

  it.each([
    { name: 'contact', given: { outcome: 'reached' }, problem: 'channel is missing' },
    { name: 'contact', given: { channel: 'phone', outcome: 'perhaps' }, problem: 'outcome is not valid' },
    { name: 'contact', given: { channel: 'pho\u0000ne', outcome: 'reached' }, problem: 'channel is not valid' },
    { name: 'contact', given: { channel: 'x'.repeat(201), outcome: 'reached' }, problem: 'channel is not valid' },
    { name: 'requestExtension', given: { days: 181, reasonCode: 'r' }, problem: 'days is not valid' },
    { name: 'requestExtension', given: { days: 0.5, reasonCode: 'r' }, problem: 'days is not valid' },
    { name: 'decideExtension', given: { decision: 'perhaps' }, problem: 'decision is not valid' },
    {
      name: 'contact',
      given: { ...VALID.contact, at: 'yesterday' },
      problem: 'at is not valid',
    },
    {
      name: 'qualify',
      given: { ...VALID.qualify, recontactOn: '2027-02-31T10:00:00Z' },
      problem: 'recontactOn is not valid',
    },
    { name: 'qualify', given: { ...VALID.qualify, quality: 6 }, problem: 'quality is not valid' },
    { name: 'qualify', given: { ...VALID.qualify, quality: 2.5 }, problem: 'quality is not valid' },
    {
      name: 'close',
      given: { outcome: 'won', amount: { amount: 1.5, currency: 'EUR' } },
      problem: 'amount is not valid',
    },
    {
      name: 'close',
      given: { outcome: 'won', amount: { amount: -1, currency: 'EUR' } },
      problem: 'amount is not valid',
    },
    {
      name: 'close',
      given: { outcome: 'won', amount: { amount: 1, currency: 'eur' } },
      problem: 'amount is not valid',
    },
    {
      name: 'close',
      given: { outcome: 'won', amount: { amount: 2 ** 53, currency: 'EUR' } },
      problem: 'amount is not valid',
    },
    { name: 'close', given: { outcome: 'won', closedOn: '2026-02-30' }, problem: 'closedOn is not valid' },
    { name: 'close', given: { outcome: 'won', closedOn: 'tomorrow' }, problem: 'closedOn is not valid' },
    { name: 'advance', given: { stage: 'won' }, problem: 'stage is not valid' },
  ] as const)('$name: $problem', ({ name, given, problem }) => {
    expect(parseCommand(name, { ...WHO, ...given })).toEqual({ ok: false, commandId: 'cmd_1', problem });
  });

  it.each(['system', 'timer', 'crm', 'temporal'])('lets nobody speak as %s', (kind) => {
    expect(parseCommand('contact', { ...VALID.contact, commandId: 'c', actor: { kind, id: 'x' } }).ok).toBe(false);
  });

  it('never throws, and what it takes can always be kept as JSON in PostgreSQL', () => {
    const name = fc.constantFrom(...REFERRAL_COMMANDS.map((command) => command.name));
    fc.assert(
      fc.property(
        name,
        fc.anything({ withNullPrototype: true }),
        fc.string({ unit: 'binary' }),
        (command, anything, text) => {
          parseCommand(command, anything);
          const given = { ...WHO, ...VALID[command], note: text, commandId: text, reasonCode: text, channel: text };
          const parsed = parseCommand(command, given);
          if (parsed.ok) expect(JSON.stringify(parsed)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        },
      ),
    );
  });
});
