import { describe, expect, it } from '@jest/globals';
import { createCommissionReads } from '../../adapters/database/commissionReads.ts';
import { newId } from '../../adapters/ids.ts';
import type { AdjustCommand } from '../../domain/commission/adjustment.ts';
import { balanceOf as balanceIn, decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import {
  AFTER_HOLD,
  approvedLine,
  commissionActivities,
  dealOf,
  type MoneyWorld,
  type StaffName,
} from '../support/moneyWorld.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { recordRefund } from '../support/refunds.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

type Won = Awaited<ReturnType<typeof approvedLine>> & { dealId: string };

/** A line of 4,800 EUR of a deal of its own, approved. */
async function approved(partnerId?: string): Promise<Won> {
  const dealId = newId('refund');
  const line = await approvedLine(world, { dealId, ...(partnerId === undefined ? {} : { partnerId }) });
  await world.database.referral.update({
    where: { id: line.referralId },
    data: { deal: dealOf(world, 4_800_000, dealId) },
  });
  return { ...line, dealId };
}
const worker = () => commissionActivities({ database: processes.worker });
const rowOf = (id: string) => world.database.commission.findUniqueOrThrow({ where: { id } });

/** The command as the API stores it, with its reason, and what the story makes of it. */
async function adjust({ referralId, line }: Won, amount: number, who: StaffName = 'paul') {
  const command: AdjustCommand = {
    commandId: newId('command'),
    name: 'adjust',
    actor: { kind: 'user', id: world.staff[who] },
    source: 'api',
    payload: { commissionId: line.commissionId, amount: { amount, currency: 'EUR' }, reasonCode: 'wrong_base' },
  };
  await world.database.command.create({
    data: {
      id: command.commandId,
      workflowId: `referral:${referralId}`,
      referralId,
      name: 'adjust',
      actor: command.actor,
      payload: { message: command.payload, texts: { message: 'Two licences were counted twice.' } },
      source: 'api',
    },
  });
  const give = () => worker().adjustLine({ referralId, at: AFTER_HOLD, command });
  return { give, ...(await give()) };
}
const adjustmentOf = ({ line }: Won) =>
  world.database.commission.findFirstOrThrow({ where: { adjusts: line.commissionId }, orderBy: { id: 'desc' } });
type Decides = Parameters<typeof decideLine>;
const decide = ({ referralId }: Won, id: string, contentHash: string, who: StaffName, name?: Decides[3]) =>
  decideLine({ world, processes }, { referralId, id, contentHash }, who, name);
const balanceOf = (partnerId: string, kind: string) => balanceIn({ world, processes }, partnerId, kind);
/** A quarter of the deal. */
async function refund({ referralId, dealId }: Won, by: StaffName = 'paul'): Promise<void> {
  const at = new Date(AFTER_HOLD);
  await recordRefund(processes.api, { dealId, amountMinor: 1_200_000n, by: world.staff[by], at });
  await worker().clawBack({ referralId, dealId, at: AFTER_HOLD });
}
const payOut = () => moneyOfPartner({ world, processes }).payOut();

describe('an adjustment that adds', () => {
  it('is a line of its own with its reason, due at once, and paid with the other', async () => {
    const won = await approved();
    expect((await adjust(won, 12_000)).answer).toEqual({ outcome: 'done' });
    const added = await adjustmentOf(won);
    expect(added).toMatchObject({
      kind: 'adjustment',
      state: 'awaiting_approval',
      holdOver: true,
      amountMinor: 12_000n,
      approvalsRequired: 1,
      reason: 'Two licences were counted twice.',
    });
    expect(await balanceOf(won.partnerId, 'payable_due')).toBe(-492_000);
    expect((await decide(won, added.id, added.contentHash, 'viktor')).line).toMatchObject({ state: 'approved' });
    await payOut();
    expect([(await rowOf(added.id)).state, (await rowOf(won.line.commissionId)).state]).toEqual(['paid', 'paid']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('told twice is one, and when it is rejected it is off the books', async () => {
    const won = await approved();
    const { give } = await adjust(won, 12_000);
    expect(await give()).toEqual({ answer: { outcome: 'done' } });
    expect(await world.database.commission.count({ where: { adjusts: won.line.commissionId } })).toBe(1);
    const { id, contentHash } = await adjustmentOf(won);
    await decide(won, id, contentHash, 'ines', 'rejectCommission');
    expect([(await rowOf(id)).state, await balanceOf(won.partnerId, 'payable_due')]).toEqual(['rejected', -480_000]);
  });

  it('that takes the deal beyond the threshold asks for two people, and so does the line by then', async () => {
    const won = await approved();
    await adjust(won, 30_000);
    expect(await adjustmentOf(won)).toMatchObject({ approvalsRequired: 2 });
    expect(await rowOf(won.line.commissionId)).toMatchObject({ approvalsRequired: 2, state: 'awaiting_approval' });
  });

  it('after a refund of what was paid is not approved by who recorded that', async () => {
    const won = await approved();
    await payOut();
    await refund(won, 'clara');
    await adjust(won, 12_000);
    const { id, contentHash } = await adjustmentOf(won);
    const why = 'recorded_refund';
    expect((await decide(won, id, contentHash, 'clara')).answer).toMatchObject({ facts: { why } });
    expect((await decide(won, id, contentHash, 'viktor')).answer).toEqual({ outcome: 'done' });
  });

  it('is refused to who only approves', async () => {
    const { answer } = await adjust(await approved(), 1, 'ines');
    expect(answer).toMatchObject({ outcome: 'refused', code: 'forbidden', facts: { why: 'not_proposer' } });
  });
});

describe('an adjustment that takes', () => {
  it('changes nothing before its approval; then the line is smaller, and approved anew', async () => {
    const won = await approved();
    await adjust(won, -80_000);
    const taken = await adjustmentOf(won);
    expect(taken).toMatchObject({ state: 'awaiting_approval', reduces: true, amountMinor: 80_000n });
    expect(await rowOf(won.line.commissionId)).toMatchObject({ state: 'approved', clawedBeforeMinor: 0n });
    const { line } = await decide(won, taken.id, taken.contentHash, 'viktor');
    expect(line).toMatchObject({ state: 'clawed_back', reduces: true });
    expect(await rowOf(won.line.commissionId)).toMatchObject({
      state: 'awaiting_approval',
      clawedBeforeMinor: 80_000n,
    });
    expect(await balanceOf(won.partnerId, 'payable_due')).toBe(-400_000);
  });

  it('says who approved it once it has taken effect; of what is left of its line no approval counts', async () => {
    const won = await approved();
    await adjust(won, -80_000);
    const { id, contentHash } = await adjustmentOf(won);
    await decide(won, id, contentHash, 'viktor');
    const reads = createCommissionReads(processes.api);
    const partner = { kind: 'partner', partnerId: won.partnerId, submitterId: null } as const;
    for (const scope of [{ kind: 'internal', managerId: null } as const, partner]) {
      const taken = await reads.commission(scope, id);
      expect(taken?.approvals.map(({ userId }) => userId)).toEqual([world.staff.viktor]);
      expect((await reads.commission(scope, won.line.commissionId))?.approvals).toEqual([]);
    }
    expect((await rowOf(id)).contentHash).toBe(contentHash);
  });

  it('after the payment is owed back, and netted with what is paid next', async () => {
    const won = await approved();
    await payOut();
    await adjust(won, -80_000);
    const taken = await adjustmentOf(won);
    await decide(won, taken.id, taken.contentHash, 'viktor');
    expect(await balanceOf(won.partnerId, 'partner_receivable')).toBe(80_000);
    const next = await approved(won.partnerId);
    await payOut();
    expect(await balanceOf(won.partnerId, 'partner_receivable')).toBe(0);
    expect((await rowOf(next.line.commissionId)).state).toBe('paid');
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it.each(['before', 'after'])('and a refund %s it takes its share of what was earned', async (when) => {
    const won = await approved();
    if (when === 'before') await refund(won);
    await adjust(won, -80_000);
    const taken = await adjustmentOf(won);
    await decide(won, taken.id, taken.contentHash, 'viktor');
    if (when === 'after') await refund(won);
    expect(await rowOf(won.line.commissionId)).toMatchObject({ clawedBeforeMinor: 200_000n });
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('more than is left of the line is refused, by the proposals before it too', async () => {
    const won = await approved();
    await adjust(won, -400_000);
    expect((await adjust(won, -80_001)).answer).toMatchObject({
      code: 'adjustment_out_of_range',
      facts: { from: { amount: -80_000, currency: 'EUR' } },
    });
  });

  it('what was approved is not taken when a refund has left less meanwhile', async () => {
    const won = await approved();
    await adjust(won, -400_000);
    const taken = await adjustmentOf(won);
    await refund(won);
    const { answer } = await decide(won, taken.id, taken.contentHash, 'viktor');
    expect(answer).toMatchObject({ code: 'adjustment_out_of_range' });
    expect((await rowOf(taken.id)).state).toBe('awaiting_approval');
  });
});

describe('what the database keeps itself', () => {
  const set = (change: string, id: string) =>
    processes.worker.$executeRawUnsafe(`UPDATE commissions SET ${change}, version = version + 1 WHERE id = $1`, id);

  it('nothing is taken without its approvals, nor approved without being taken, nor paid', async () => {
    const won = await approved();
    await adjust(won, -80_000);
    const { id, contentHash } = await adjustmentOf(won);
    const over = `state = 'clawed_back', clawed_before_minor = amount_minor, clawed_at = now()`;
    await expect(set(over, id)).rejects.toThrow('FL002');
    await processes.worker
      .$executeRaw`INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
      VALUES (${id}, ${world.staff.viktor}, ${contentHash}, 'cmd', now())`;
    await expect(set(over, id)).rejects.toThrow('took nothing from its line');
    await expect(set(`state = 'approved'`, id)).rejects.toThrow('is not paid');
    await expect(set(`reason = 'another'`, id)).rejects.toThrow('belongs to its deal');
  });

  it('who proposed it does not approve it', async () => {
    const won = await approved();
    await adjust(won, -80_000, 'clara');
    const { id, contentHash } = await adjustmentOf(won);
    expect((await decide(won, id, contentHash, 'clara')).answer).toMatchObject({
      code: 'separation_of_duties',
      facts: { why: 'proposed_adjustment' },
    });
    await expect(
      processes.worker
        .$executeRaw`INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
        VALUES (${id}, ${world.staff.clara}, ${contentHash}, 'cmd', now())`,
    ).rejects.toThrow('is excluded');
  });

  it('no line shrinks by more than adjustments and refunds took', async () => {
    const won = await approved();
    const less = `clawed_before_minor = 1, clawed_at = now(), state = 'awaiting_approval',
      content_hash = sha256_hex(commission_content(amount_minor - 1, currency, payee_fingerprint, plan_version_id))`;
    await expect(set(less, won.line.commissionId)).rejects.toThrow('no refund or adjustment takes so much');
  });
});
