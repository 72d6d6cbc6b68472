import { describe, expect, it } from '@jest/globals';
import { createCommissionActivities } from '../../activities/commissions.ts';
import { createLines } from '../../adapters/database/commissionLines.ts';
import type { Lines } from '../../adapters/database/moneyPort.ts';
import { newId } from '../../adapters/ids.ts';
import type { DecidableLine } from '../../domain/commission/lineStep.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import { inActivityContext } from '../support/inActivityContext.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, approvedLine, commissionActivities, dealOf, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';

/** A money command that the database refuses is answered: the story must not wait for what will never be. */
let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

type Won = Awaited<ReturnType<typeof approvedLine>>;
const paul = () => ({ kind: 'user' as const, id: world.staff.paul });
const adjustCommand = ({ line }: Won, amount: number) => ({
  commandId: newId('command'),
  name: 'adjust' as const,
  actor: paul(),
  source: 'api' as const,
  payload: { commissionId: line.commissionId, amount: { amount, currency: 'EUR' }, reasonCode: 'wrong_base' },
});
type Adjust = ReturnType<typeof adjustCommand>;
const stored = async ({ referralId }: Won, command: Adjust): Promise<Adjust> => {
  await world.database.command.create({
    data: {
      ...{ id: command.commandId, workflowId: `referral:${referralId}`, referralId, name: 'adjust' },
      ...{ actor: command.actor, source: 'api', payload: { message: command.payload, texts: { message: 'Wrong.' } } },
    },
  });
  return command;
};
const answerOf = (id: string) => world.database.command.findUniqueOrThrow({ where: { id } });

/** A line that was rejected, and its deal is the win of another referral by now. */
async function creditedElsewhere(): Promise<Won> {
  const won = await approvedLine(world);
  const { referralId, line } = won;
  const reject: LineCommand = {
    ...{ commandId: newId('command'), name: 'rejectCommission', actor: { kind: 'user', id: world.staff.ines } },
    ...{ source: 'api', payload: { ...line, reasonCode: 'reopened' } },
  };
  await commissionActivities({ database: processes.worker }).decideLine({
    referralId,
    at: AFTER_HOLD,
    command: reject,
  });
  await world.database.referral.update({ where: { id: referralId }, data: { stage: 'lost' } });
  const other = await world.wonReferral();
  const deal = dealOf(world, 4_800_000, `D-${referralId}`);
  await world.database.referral.update({ where: { id: other.referralId }, data: { deal } });
  return won;
}

/** Code that believes something about its line that is not so. */
const believing = (belief: Partial<DecidableLine>) => {
  const lines = createLines(processes.worker);
  const decisionFacts: Lines['decisionFacts'] = async (asked) => {
    const facts = await lines.decisionFacts(asked);
    return facts && { ...facts, line: { ...facts.line, ...belief } };
  };
  return inActivityContext(createCommissionActivities({ lines: { ...lines, decisionFacts } }));
};

describe('what adds to a rejected line whose deal another referral is credited with', () => {
  it('is refused with the reason, and the answer stands', async () => {
    const won = await creditedElsewhere();
    const command = await stored(won, adjustCommand(won, 12_000));
    const give = () =>
      commissionActivities({ database: processes.worker }).adjustLine({
        referralId: won.referralId,
        at: AFTER_HOLD,
        command,
      });
    const refused = { answer: { outcome: 'refused', code: 'deal_credited', facts: {} } };
    expect(await give()).toEqual(refused);
    expect(await give()).toEqual(refused);
    expect(await answerOf(command.commandId)).toMatchObject({ state: 'refused', code: 'deal_credited' });
  });

  it('is refused to a case as well', async () => {
    const won = await creditedElsewhere();
    const amount = { amount: 12_000, currency: 'EUR' };
    const order = { caseId: 'cas_1', commissionId: won.line.commissionId, amount, decidedBy: world.staff.ines };
    const { adjustByCase } = commissionActivities({ database: processes.worker });
    expect(await adjustByCase({ referralId: won.referralId, at: AFTER_HOLD, order })).toBe('deal_credited');
  });
});

it('what waits for a rate ends once another referral is credited with its deal, and the partner is told why', async () => {
  const { referralId } = await world.wonReferral({ currency: 'DKK' });
  const deal = dealOf(world, 4_800_000, `D-${referralId}`);
  const accrue = () =>
    commissionActivities({ database: processes.worker }).accrueLines({
      referralId,
      at: '2026-12-20T12:00:00.000Z',
      deal,
    });
  expect(await accrue()).toMatchObject([{ state: 'waiting_trigger' }]);
  await world.database.referral.update({ where: { id: referralId }, data: { stage: 'lost' } });
  const other = await world.wonReferral();
  await world.database.referral.update({ where: { id: other.referralId }, data: { deal } });
  const by = [world.staff.paul, world.staff.ines] as const;
  await confirmedRate(world.database, { from: 'EUR', to: 'DKK', rate: '7', day: '2026-12-20', by });
  for (const look of ['the first', 'after a crash'])
    expect([look, await accrue()]).toMatchObject([look, [{ state: 'rejected' }]]);
  const lines = await world.database.commission.findMany({ where: { referralId } });
  expect(lines).toMatchObject([{ state: 'rejected', rejectReason: 'credited_elsewhere' }]);
  const mails = await world.database.outboxRow.findMany({ where: { kind: 'mail' } });
  const told = mails.map(({ payload }) => payload as { referralId: string; facts: object });
  expect(told.filter((mail) => mail.referralId === referralId)).toMatchObject([
    { text: 'commission_rejected', facts: { reasonCode: 'credited_elsewhere', amountMinor: 480_000 } },
  ]);
  expect(await moneyViolations(world.database)).toEqual([]);
});

describe('a command that the code allows and the database does not', () => {
  it('an adjustment: refused, with nothing written', async () => {
    const won = await approvedLine(world);
    const command = await stored(won, adjustCommand(won, -480_001));
    const { adjustLine } = believing({ earned: { amountMinor: 900_000n, currency: 'EUR' } });
    const { answer } = await adjustLine({ referralId: won.referralId, at: AFTER_HOLD, command });
    expect(answer).toEqual({ outcome: 'refused', code: 'against_the_record', facts: {} });
    expect(await world.database.commission.count({ where: { adjusts: won.line.commissionId } })).toBe(0);
  });

  it.each(['freeze', 'approveCommission'] as const)('%s of what was rejected before: refused', async (name) => {
    const won = await creditedElsewhere();
    const { referralId, line } = won;
    const command = {
      ...{ commandId: newId('command'), name, actor: { kind: 'user', id: world.staff.viktor }, source: 'api' },
      payload: { commissionId: line.commissionId, contentHash: line.contentHash, reasonCode: 'suspicion' },
    } as LineCommand;
    const { answer } = await believing({ state: 'approved' }).decideLine({ referralId, at: AFTER_HOLD, command });
    const code = name === 'freeze' ? 'against_the_record' : 'separation_of_duties';
    expect(answer).toEqual({ outcome: 'refused', code, facts: {} });
    expect(await answerOf(command.commandId)).toMatchObject({ state: 'refused', code });
  });
});
