import { describe, expect, it } from '@jest/globals';
import type { CrmEntries } from '../../../adapters/crm/embeddedDesk.ts';
import { fillEmbeddedCrm } from '../../../adapters/crm/embeddedDesk.ts';
import { createEmbeddedCrm } from '../../../adapters/crm/embedded.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { AppError } from '../../../domain/errors.ts';
import { accepted, clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const DAY_MS = 86_400_000;

const fill = ({ database }: StoryWorld, entries: CrmEntries): Promise<void> => fillEmbeddedCrm(database, entries);
const daysAgo = async (world: StoryWorld, days: number): Promise<Date> =>
  new Date(Math.min(Date.now(), await world.nowMs()) - days * DAY_MS);

/** An account of the CRM with one meeting of sales, so many days ago. */
async function metBefore(world: StoryWorld, name: string, days: number): Promise<void> {
  await fill(world, {
    accounts: [{ id: `acc_${name}`, name, domain: `${name}.example` }],
    activities: [
      {
        id: `act_${name}`,
        accountId: `acc_${name}`,
        kind: 'meeting',
        at: await daysAgo(world, days),
        byEmail: 'k.lang@helioforge.example',
        team: 'sales',
      },
    ],
  });
}

const referralOf = (world: StoryWorld, name: string, productLine?: string) =>
  world.submit({
    company: { name: `${name} GmbH`, domain: `${name}.example` },
    prospect: { name: 'Jana Falk', email: `jana@${name}.example` },
    ...(productLine === undefined ? {} : { productLine }),
  });

describe('a company that the vendor itself was in touch with', () => {
  it(
    'is declined with the reason and the day of a new try, and the claim goes to the next',
    inWorld(async (world) => {
      await metBefore(world, 'adler', 41);
      const { referralId, submittedAt } = await referralOf(world, 'adler');
      await world.isIn(referralId, 'declined');
      const row = await world.row(referralId);
      expect(row.outcome).toMatchObject({ reasonCode: 'recent_vendor_contact', from: 'submitted' });
      const { againFrom, contestUntil } = row.outcome as { againFrom: string; contestUntil: string | null };
      const free = Date.parse(submittedAt) + 49 * DAY_MS;
      expect(Date.parse(againFrom)).toBeGreaterThanOrEqual(free - 60_000);
      expect(Date.parse(againFrom)).toBeLessThan(free + 7 * DAY_MS);
      expect(contestUntil).not.toBeNull();
      expect(row.verdict).toMatchObject({
        kind: 'declined',
        vendor: { why: 'look_back', finding: { id: 'act_adler', activity: 'meeting' } },
      });
      expect(await world.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toMatchObject({
        state: 'released',
        releaseReason: 'recent_vendor_contact',
        passesOn: true,
      });
      expect((await world.mails(referralId)).map(({ text }) => text)).toEqual(['received', 'declined']);
      expect(await clockOf(world, referralId, 'acknowledge')).toMatchObject({ state: 'met' });
    }),
  );

  it(
    'is accepted when that was longer ago than the rule says, or was a mailing',
    inWorld(async (world) => {
      await metBefore(world, 'longago', 91);
      await fill(world, {
        activities: [
          {
            id: 'act_news',
            accountId: 'acc_longago',
            kind: 'newsletter',
            at: await daysAgo(world, 1),
            byEmail: null,
            team: null,
            addressees: 900,
            automated: true,
          },
        ],
      });
      await accepted(world, { company: { name: 'longago AG', domain: 'longago.example' } });
    }),
  );

  it(
    'waits in line where another referral came first: the rival is asked before our own contact',
    inWorld(async (world) => {
      const first = await accepted(world, { company: { name: 'Behind', domain: 'behind.example' } });
      await metBefore(world, 'behind', 2);
      const second = await world.submit({
        by: await world.anotherPartner(),
        company: { name: 'Behind', domain: 'behind.example' },
      });
      await world.isIn(second.referralId, 'waitlisted');
      expect((await world.row(first.referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'is not declined for what the owner of an earlier referral did while that was open',
    inWorld(async (world) => {
      const first = await accepted(world, { company: { name: 'Own', domain: 'own.example' } });
      const owner = await world.database.user.findUniqueOrThrow({ where: { id: first.owner } });
      await fill(world, {
        accounts: [{ id: 'acc_own', name: 'Own', domain: 'own.example' }],
        activities: [
          {
            id: 'act_own',
            accountId: 'acc_own',
            kind: 'call',
            at: new Date(await world.nowMs()),
            byEmail: owner.email,
            team: 'sales',
          },
        ],
      });
      await world.pass('PT1H');
      await world.give(first.referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      const again = await world.submit({
        by: await world.anotherPartner(),
        company: { name: 'Own', domain: 'own.example' },
      });
      await world.isIn(again.referralId, 'accepted');
    }),
  );
});

describe('a company that the vendor has a deal with', () => {
  it(
    'goes to a person, who is not the owner of the deal',
    inWorld(async (world) => {
      const samir = await world.database.user.findUniqueOrThrow({ where: { id: world.vendor.samir } });
      await fill(world, {
        accounts: [{ id: 'acc_deal', name: 'Bergmann', domain: 'bergmann.example' }],
        deals: [{ id: 'deal_1', accountId: 'acc_deal', name: 'Bergmann 2026', ownerEmail: samir.email }],
      });
      const { referralId } = await referralOf(world, 'bergmann');
      await world.isIn(referralId, 'in_review');
      const row = await world.row(referralId);
      expect(row.ownerId).not.toBe(world.vendor.samir);
      expect(row.verdict).toMatchObject({
        kind: 'review',
        vendor: { why: 'open_deal', interested: [world.vendor.samir], finding: { id: 'deal_1' } },
      });
      expect(JSON.stringify(row.verdict)).not.toContain(samir.email);
      const { answer } = await world.give(referralId, 'review', String(row.ownerId), { decision: 'accept' });
      expect(answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'is declined as a customer of this product, and accepted for another',
    inWorld(async (world) => {
      await fill(world, {
        accounts: [{ id: 'acc_cust', name: 'Customer', domain: 'customer.example' }],
        purchases: [{ id: 'pur_1', accountId: 'acc_cust', productLine: 'Monitor', boughtAt: new Date() }],
      });
      const same = await referralOf(world, 'customer', 'monitor');
      await world.isIn(same.referralId, 'declined');
      expect((await world.row(same.referralId)).outcome).toMatchObject({ reasonCode: 'existing_customer' });
      const other = await referralOf(world, 'customer', 'Predict');
      await world.isIn(other.referralId, 'accepted');
    }),
  );
});

/** Reading is away until it is told to be back; what is written goes through. */
function silentCrm() {
  const state = { away: true, asked: 0 };
  const crm = (database: Database): Crm => {
    const real = createEmbeddedCrm(database);
    return {
      ...real,
      findCompany: (keys) => {
        state.asked += 1;
        return state.away ? Promise.reject(new AppError({ code: 'crm_unavailable' })) : real.findCompany(keys);
      },
    };
  };
  return { crm, state };
}

/** A story whose CRM cannot be read, until the test says otherwise. */
function withSilentCrm(run: (world: StoryWorld, silence: ReturnType<typeof silentCrm>['state']) => Promise<void>) {
  const { crm, state } = silentCrm();
  return inWorld((world) => run(world, state), { crm });
}

describe('a CRM that cannot be read', () => {
  it(
    'is asked again while the partner can still take it back, and the answer then is what the rules say',
    withSilentCrm(async (world, silence) => {
      await metBefore(world, 'slow', 41);
      const { referralId } = await referralOf(world, 'slow');
      await world.tells(referralId, 'check.delayed');
      await world.pass('PT10M');
      expect((await world.row(referralId)).stage).toBe('submitted');
      silence.away = false;
      await world.pass('PT10M');
      await world.isIn(referralId, 'declined');
      const told = (await world.timeline(referralId)).filter(({ type }) => type === 'check.delayed');
      expect(told).toHaveLength(1);
    }),
  );

  it(
    'sends it to a person when half of the time for an answer is over, and never declines',
    withSilentCrm(async (world, silence) => {
      await metBefore(world, 'gone', 41);
      const { referralId, submittedAt } = await referralOf(world, 'gone');
      await world.tells(referralId, 'check.delayed');
      await world.pass('PT2H5M');
      await world.isIn(referralId, 'in_review');
      const [reviewed] = (await world.stageTimes(referralId)).filter(({ stage }) => stage === 'in_review');
      expect(Math.round(((reviewed?.at.getTime() ?? 0) - Date.parse(submittedAt)) / 60_000)).toBe(120);
      expect((await world.row(referralId)).verdict).toMatchObject({
        kind: 'review',
        vendor: { why: 'crm_unavailable', decision: 'review' },
      });
      expect(silence.asked).toBeLessThan(45);
    }),
  );

  it(
    'does not keep a partner from taking it back',
    withSilentCrm(async (world) => {
      const { referralId } = await referralOf(world, 'takenback');
      await world.tells(referralId, 'check.delayed');
      const { answer } = await world.give(referralId, 'withdraw', world.partner.userId, { reasonCode: 'mistake' });
      expect(answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).stage).toBe('withdrawn');
    }),
  );
});
