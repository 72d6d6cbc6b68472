import { expect, it } from '@jest/globals';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const WON = { outcome: 'won', amount: { amount: 1_000_000, currency: 'EUR' }, closedOn: TODAY } as const;
const COMPANY = {
  company: { name: 'nochmal.example', domain: 'nochmal.example' },
  prospect: { name: 'Ada', email: 'ada@nochmal.example' },
};

it(
  'a win is not reopened beside a new referral of the same partner for the company, and loses nothing by the question',
  inWorld(async (world) => {
    const { referralId, owner } = await qualified(world, COMPANY);
    await world.give(referralId, 'close', owner, { ...WON, dealId: 'D-again' });
    await world.isIn(referralId, 'won');
    const again = await world.submit(COMPANY);
    await world.isIn(again.referralId, 'accepted');
    const line = () => world.database.commission.findFirstOrThrow({ where: { referralId } });
    const mails = await world.mails(referralId);
    const reopen = async () =>
      (await world.give(referralId, 'reopen', world.vendor.samir, { reasonCode: 'new_information' })).answer;

    expect(await reopen()).toMatchObject({ outcome: 'refused', code: 'referred_again' });
    expect((await world.row(referralId)).stage).toBe('won');
    expect(await line()).toMatchObject({ state: 'holding', rejectReason: null });
    expect(await world.mails(referralId)).toEqual(mails);

    await world.give(again.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
    expect(await reopen()).toEqual({ outcome: 'done' });
    expect((await world.row(referralId)).stage).toBe('qualified');
    expect(await line()).toMatchObject({ state: 'rejected', rejectReason: 'reopened' });
    expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toMatchObject({
      state: 'held',
    });
  }),
);
