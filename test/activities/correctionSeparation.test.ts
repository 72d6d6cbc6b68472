import { describe, expect, it } from '@jest/globals';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { correctedDeals, decideLine } from '../support/correctedDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, type MoneyWorld, type StaffName } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import type { Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

type Line = { referralId: string; id: string; contentHash: string };

/** By the story and, past it, as the role of the worker. */
async function refusedFor(who: StaffName, line: Line | undefined, why: string): Promise<void> {
  if (line === undefined) throw new Error('no line');
  expect((await decideLine({ world, processes }, line, who)).answer).toMatchObject({
    code: 'separation_of_duties',
    facts: { why },
  });
  await expect(
    processes.worker.$executeRaw`INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
      VALUES (${line.id}, ${world.staff[who]}, ${line.contentHash}, 'cmd', now())`,
  ).rejects.toThrow('is excluded');
}

async function allowed(who: StaffName, line: Line | undefined): Promise<void> {
  if (line === undefined) throw new Error('no line');
  expect((await decideLine({ world, processes }, line, who)).answer).toEqual({ outcome: 'done' });
}

const approversOf = async ({ id, contentHash }: Line): Promise<string[]> => {
  const given = await world.database.$queryRaw<{ user: string }[]>`
    SELECT a.user_id AS user FROM commission_approvals a WHERE a.commission_id = ${id} AND a.content_hash = ${contentHash}
      AND NOT EXISTS (SELECT 1 FROM commission_exclusions e WHERE e.commission_id = a.commission_id AND e.user_id = a.user_id)`;
  return given.map(({ user }) => user);
};

describe('who recorded a correction of a deal', () => {
  it('does not approve what it left of a line', async () => {
    const won = await deals.approved();
    const [line] = await deals.correct(won, 4_000_000, 'clara');
    expect(line).toMatchObject({ state: 'awaiting_approval', clawedBeforeMinor: 80_000n });
    await refusedFor('clara', line, 'recorded_correction');
    await allowed('viktor', line);
  });

  it('does not approve what was added before and is less by it', async () => {
    const won = await deals.approved();
    await deals.correct(won, 6_000_000);
    const [, added] = await deals.correct(won, 5_000_000, 'clara');
    expect(added).toMatchObject({ amountMinor: 120_000n, clawedBeforeMinor: 100_000n });
    await refusedFor('clara', added, 'recorded_correction');
    await allowed('viktor', added);
  });

  it('does not approve what a later correction of somebody else adds', async () => {
    const won = await deals.approved();
    await deals.correct(won, 4_000_000, 'clara');
    const [, added] = await deals.correct(won, 6_000_000);
    await refusedFor('clara', added, 'recorded_correction');
    await allowed('viktor', added);
  });

  it('does not approve a line whose rule it lets earn more and that waits for its approval', async () => {
    const won = await deals.signed([
      { kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
    ]);
    const [line] = await deals.correct(won, 5_000_000, 'clara');
    await refusedFor('clara', line, 'recorded_correction');
    await allowed('viktor', line);
  });

  it('keeps an approval that was given before, while what was approved stays; then it falls', async () => {
    const won = await deals.approved(undefined, 'clara');
    const [first] = await deals.rowsOf(won.referralId);
    if (first === undefined) throw new Error('no line');
    expect(await approversOf(first)).toContain(world.staff.clara);
    const [same] = await deals.correct(won, 5_000_000, 'clara');
    expect(await approversOf(same ?? first)).toContain(world.staff.clara);
    const [less] = await deals.correct(won, 4_000_000, 'paul');
    expect(await approversOf(less ?? first)).toEqual([]);
    await refusedFor('clara', less, 'recorded_correction');
  });
});

describe('who recorded a refund of a deal', () => {
  it('does not approve what it has left of a line', async () => {
    const won = await deals.approved();
    await deals.refund(won, 1_200_000n, 'clara');
    const [line] = await deals.rowsOf(won.referralId);
    expect(line).toMatchObject({ state: 'awaiting_approval', clawedBeforeMinor: 120_000n });
    await refusedFor('clara', line, 'recorded_refund');
    await allowed('viktor', line);
  });

  it('does not approve what accrues after it', async () => {
    const won = await deals.won([
      { kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} },
    ]);
    await deals.refund(won, 1_200_000n, 'clara');
    await deals.worker().accrueLines({ referralId: won.referralId, at: AFTER_HOLD, deal: won.deal });
    const [line] = await deals.rowsOf(won.referralId);
    await refusedFor('clara', line, 'recorded_refund');
    await allowed('viktor', line);
  });

  it('keeps an approval that was given before, where the refund takes nothing of the line', async () => {
    const won = await deals.approved(undefined, 'clara');
    const [first] = await deals.rowsOf(won.referralId);
    await deals.refund(won, 1n, 'clara');
    const [same] = await deals.rowsOf(won.referralId);
    expect(same?.contentHash).toBe(first?.contentHash);
    expect(await approversOf(same ?? { referralId: '', id: '', contentHash: '' })).toContain(world.staff.clara);
  });
});

it('who recorded a payment does not approve what becomes due by it, also when a correction adds that', async () => {
  const paid: PlanRule = {
    kind: 'deal_percent',
    basisPoints: 1_000,
    base: 'first_year_net',
    trigger: 'paid',
    when: {},
  };
  const won = await deals.signed([paid]);
  const pay = (amountMinor: bigint, by: StaffName) => {
    const { dealId } = won.deal;
    return recordPayment(processes.api, { dealId, amountMinor, by: world.staff[by], at: new Date(AFTER_HOLD) });
  };
  const { referralId, deal } = won;
  await pay(4_800_000n, 'paul');
  await deals.worker().accrueLines({ referralId, at: AFTER_HOLD, deal });
  expect(await deals.correct(won, 6_000_000)).toHaveLength(1);
  await pay(1_200_000n, 'clara');
  await deals.look(won);
  const [, added] = await deals.rowsOf(referralId);
  expect(added).toMatchObject({ amountMinor: 120_000n });
  await refusedFor('clara', added, 'recorded_payment');
  await allowed('viktor', added);
});
