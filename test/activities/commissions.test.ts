import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCommissionActivities } from '../../activities/commissions.ts';
import { createLines } from '../../adapters/database/commissionLines.ts';
import { newId } from '../../adapters/ids.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  createMoneyWorld,
  dealOf,
  SIGNED_AT,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';

let world: MoneyWorld;
let activities: ReturnType<typeof commissionActivities>;
beforeAll(async () => {
  world = await createMoneyWorld();
  activities = commissionActivities(world);
});
afterAll(() => world.close());

async function accruedLine(amount = 4_800_000): Promise<{ referralId: string; line: StoryLine }> {
  const { referralId } = await world.wonReferral();
  const [line] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, amount) });
  if (line === undefined) throw new Error('nothing accrued');
  return { referralId, line };
}

type Verdict = Extract<LineCommand, { name: 'approveCommission' | 'rejectCommission' }>;
const commandOf = (line: StoryLine, who: StaffName, change: Partial<Verdict> = {}): LineCommand => ({
  commandId: newId('command'),
  name: 'approveCommission',
  actor: { kind: 'user', id: world.staff[who] },
  source: 'api',
  payload: { commissionId: line.commissionId, contentHash: line.contentHash, reasonCode: 'mistake' },
  ...change,
});
const decide = (referralId: string, command: LineCommand) =>
  activities.decideLine({ referralId, at: SIGNED_AT, command });
const eventsOf = async (referralId: string) =>
  (await world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
const balances = async (partnerId: string) => {
  const rows = await world.database.$queryRaw<{ kind: string; balance: bigint }[]>`
    SELECT a.kind, sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS balance
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.partner_id = ${partnerId} GROUP BY 1`;
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, Number(balance)]));
};

describe('accrual', () => {
  it('makes one line per kind with its hold, its hash and its required approvals', async () => {
    const { line } = await accruedLine();
    expect(line).toMatchObject({
      state: 'holding',
      payableFrom: '2027-01-14T12:00:00.000Z',
      amount: { amount: 480_000, currency: 'EUR' },
      approvals: 0,
      approvalsRequired: 1,
    });
    expect(line.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tried again gives the same lines and posts nothing twice', async () => {
    const { referralId, partnerId } = await world.wonReferral();
    const args = { referralId, at: SIGNED_AT, deal: dealOf(world, 4_800_000) };
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => activities.accrueLines(args)));
    for (const other of others) expect(other).toEqual(first);
    expect(await eventsOf(referralId)).toEqual(['commission.holding']);
    expect(await balances(partnerId)).toEqual({ payable_pending: -480_000 });
  });

  it('excludes who closed the deal and who drafted the plan', async () => {
    const { line } = await accruedLine();
    const excluded = await world.database.commissionExclusion.findMany({ where: { commissionId: line.commissionId } });
    expect(new Set(excluded.map(({ userId, reason }) => `${userId} ${reason}`))).toEqual(
      new Set([`${world.staff.greta} closed_deal`, `${world.staff.olga} drafted_plan`]),
    );
  });

  it('asks for two approvals from the threshold on, and for nobody without one', async () => {
    expect((await accruedLine(6_000_000)).line.approvalsRequired).toBe(2);
    const { referralId } = await world.wonReferral({
      policy: { secondApproverFrom: [{ amount: 1, currency: 'USD' }] },
    });
    const [line] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 100) });
    expect(line?.approvalsRequired).toBeNull();
  });
});

describe('approval', () => {
  it('may come before the end of the hold; the line is approved when both are met', async () => {
    const { referralId, line } = await accruedLine();
    const { answer, line: after } = await decide(referralId, commandOf(line, 'ines'));
    expect([answer.outcome, after?.state, after?.approvals]).toEqual(['done', 'holding', 1]);
    expect((await activities.endHold({ referralId, commissionId: line.commissionId, at: AFTER_HOLD })).state).toBe(
      'approved',
    );
    expect(await eventsOf(referralId)).toEqual([
      'commission.holding',
      'commission.approval_given',
      'commission.approved',
    ]);
  });

  it('of a large line takes two different people', async () => {
    const { referralId, line } = await accruedLine(6_000_000);
    await activities.endHold({ referralId, commissionId: line.commissionId, at: AFTER_HOLD });
    expect((await decide(referralId, commandOf(line, 'ines'))).line?.state).toBe('awaiting_approval');
    expect((await decide(referralId, commandOf(line, 'ines'))).answer).toMatchObject({
      outcome: 'refused',
      code: 'already_approved',
    });
    expect((await decide(referralId, commandOf(line, 'viktor'))).line?.state).toBe('approved');
  });

  it('asked twice with one command gives the first answer and counts once', async () => {
    const { referralId, line } = await accruedLine();
    const command = commandOf(line, 'ines');
    await world.database.command.create({
      data: {
        id: command.commandId,
        workflowId: `referral:${referralId}`,
        referralId,
        name: command.name,
        actor: command.actor,
        payload: {},
        source: 'api',
      },
    });
    const answers = [await decide(referralId, command), await decide(referralId, command)];
    expect(answers.map(({ answer }) => answer.outcome)).toEqual(['done', 'done']);
    expect(answers[1]?.line).toMatchObject({ approvals: 1 });
    expect(await world.database.commissionApproval.count({ where: { commissionId: line.commissionId } })).toBe(1);
  });

  it.each([
    { who: 'greta' as const, code: 'separation_of_duties', why: 'closed_deal' },
    { who: 'olga' as const, code: 'separation_of_duties', why: 'drafted_plan' },
    { who: 'paul' as const, code: 'forbidden', why: 'not_finance_approver' },
  ])('is refused to $who ($why), and the refusal is in the timeline', async ({ who, code, why }) => {
    const { referralId, line } = await accruedLine();
    const { answer } = await decide(referralId, commandOf(line, who));
    expect(answer).toEqual({ outcome: 'refused', code, facts: { who: world.staff[who], why } });
    expect(await eventsOf(referralId)).toEqual(['commission.holding', 'command.refused']);
  });

  it('of another content, another referral or nobody is refused', async () => {
    const { referralId, line } = await accruedLine();
    const other = await accruedLine();
    const changed = commandOf(line, 'ines', {
      payload: { commissionId: line.commissionId, contentHash: 'f'.repeat(64) },
    });
    expect((await decide(referralId, changed)).answer).toMatchObject({ code: 'content_changed' });
    expect((await decide(other.referralId, commandOf(line, 'ines'))).answer).toMatchObject({ code: 'not_found' });
    expect(
      (await decide(referralId, commandOf(line, 'ines', { actor: { kind: 'user', id: 'usr_nobody' } }))).answer,
    ).toMatchObject({ code: 'forbidden' });
  });

  it('by two people at once counts both', async () => {
    const { referralId, line } = await accruedLine(6_000_000);
    const both = await Promise.all([
      decide(referralId, commandOf(line, 'ines')),
      decide(referralId, commandOf(line, 'viktor')),
    ]);
    expect(both.map(({ answer }) => answer.outcome)).toEqual(['done', 'done']);
    expect((await activities.endHold({ referralId, commissionId: line.commissionId, at: AFTER_HOLD })).approvals).toBe(
      2,
    );
  });
});

describe('the four-eyes rule of the database', () => {
  it('answers alone when the story has forgotten who is excluded', async () => {
    const { referralId, line } = await accruedLine();
    const lines = createLines(world.database);
    const forgetful = inActivityContext(
      createCommissionActivities({
        lines: {
          ...lines,
          decisionFacts: async (asked) => {
            const facts = await lines.decisionFacts(asked);
            return facts === undefined ? undefined : { ...facts, line: { ...facts.line, exclusions: [] } };
          },
        },
      }),
    );
    const { answer } = await forgetful.decideLine({ referralId, at: SIGNED_AT, command: commandOf(line, 'greta') });
    expect(answer).toMatchObject({ outcome: 'refused', code: 'separation_of_duties' });
    expect(await world.database.commissionApproval.count({ where: { commissionId: line.commissionId } })).toBe(0);
  });
});

describe('rejection', () => {
  it.each([{ holdOver: false }, { holdOver: true }])(
    'takes back what was accrued (hold over: $holdOver)',
    async ({ holdOver }) => {
      const { referralId, line } = await accruedLine();
      if (holdOver) await activities.endHold({ referralId, commissionId: line.commissionId, at: AFTER_HOLD });
      const { line: after } = await decide(referralId, commandOf(line, 'ines', { name: 'rejectCommission' }));
      expect(after?.state).toBe('rejected');
      const { partnerId } = await world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
      expect(Object.values(await balances(partnerId)).every((balance) => balance === 0)).toBe(true);
      expect((await decide(referralId, commandOf(line, 'viktor'))).answer).toMatchObject({
        code: 'not_allowed_in_state',
      });
    },
  );
});

describe('the end of the hold', () => {
  it('is not reached early, and happens once', async () => {
    const { referralId, line } = await accruedLine();
    const args = { referralId, commissionId: line.commissionId };
    expect((await activities.endHold({ ...args, at: SIGNED_AT })).state).toBe('holding');
    expect((await activities.endHold({ ...args, at: AFTER_HOLD })).state).toBe('awaiting_approval');
    expect((await activities.endHold({ ...args, at: AFTER_HOLD })).state).toBe('awaiting_approval');
    expect(await world.database.ledgerJournal.count({ where: { source: line.commissionId, kind: 'hold_over' } })).toBe(
      1,
    );
  });
});

it('the partner is told when a line is approved', async () => {
  const { referralId } = await approvedLine(world);
  const mails = await world.database.outboxRow.findMany({
    where: { kind: 'mail', payload: { path: ['referralId'], equals: referralId } },
  });
  expect(mails.map(({ payload }) => (payload as { text: string }).text)).toEqual(['commission_approved']);
});
