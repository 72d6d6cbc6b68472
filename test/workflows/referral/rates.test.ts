import { describe, expect, it } from '@jest/globals';
import { confirmedRate } from '../../support/rates.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until, type StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WIN = { outcome: 'won', amount: { amount: 1_000_000, currency: 'EUR' }, closedOn: TODAY } as const;

/** A won referral of a partner who is paid in yen, with no rate there; its one line. */
async function won(world: StoryWorld) {
  await world.database.partner.update({ where: { id: world.partner.id }, data: { payoutCurrency: 'JPY' } });
  const { referralId, owner } = await qualified(world);
  await world.give(referralId, 'close', owner, { ...WIN, dealId: `D-${referralId}` });
  await world.isIn(referralId, 'won');
  await world.tells(referralId, 'commission.waiting_trigger');
  return referralId;
}

const lineOf = (world: StoryWorld, referralId: string) =>
  world.database.commission.findFirstOrThrow({ where: { referralId } });
const rateOfToday = async (world: StoryWorld) =>
  confirmedRate(world.database, {
    from: 'EUR',
    to: 'JPY',
    rate: '160',
    day: new Date(await world.nowMs()).toISOString().slice(0, 'YYYY-MM-DD'.length),
    by: [world.vendor.paul, world.vendor.viktor],
  });

describe('a line that waits for a rate', () => {
  it(
    'accrues by itself when the rate is confirmed, and its hold begins then',
    inWorld(async (world) => {
      const referralId = await won(world);
      expect((await world.mails(referralId)).at(-1)).toMatchObject({
        text: 'won',
        facts: { lineState: 'waiting_trigger', amountMinor: 100_000, currency: 'EUR', payableFrom: null },
      });
      await world.pass('P20D');
      expect((await lineOf(world, referralId)).state).toBe('waiting_trigger');

      const confirmedAt = await world.nowMs();
      await rateOfToday(world);
      await world.relay();
      await world.tells(referralId, 'commission.holding');
      const line = await lineOf(world, referralId);
      expect(line).toMatchObject({ state: 'holding', amountMinor: 160_000n, currency: 'JPY' });
      expect(line.convertedAt?.getTime()).toBeGreaterThanOrEqual(confirmedAt);
      await world.pass('P31D');
      await until(async () => (await lineOf(world, referralId)).state === 'awaiting_approval', 'the end of the hold');
    }),
  );

  it(
    'is told of it twice, or of nothing, and accrues once',
    inWorld(async (world) => {
      const referralId = await won(world);
      await world.handle(referralId).signal('rateConfirmed', { eventId: 'from nobody' });
      await rateOfToday(world);
      await world.relay();
      await world.handle(referralId).signal('rateConfirmed', { eventId: 'once more' });
      await world.tells(referralId, 'commission.holding');
      const { id } = await lineOf(world, referralId);
      expect(await world.database.ledgerJournal.count({ where: { source: id } })).toBe(1);
      expect((await world.timeline(referralId)).filter(({ type }) => type === 'commission.holding')).toHaveLength(1);
    }),
  );
});
