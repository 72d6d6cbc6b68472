import { describe, expect, it } from '@jest/globals';
import { openMissingCredit } from '../../../adapters/database/caseDesk.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { caseDecidedSignal, caseWorkflowId } from '../../../workflows/messages.ts';
import { caseEvents, caseIs, contest, disqualified, expired, giveCase } from '../../support/caseSteps.ts';
import { clockOf } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const REINSTATE = { payload: { outcome: 'upheld', effect: 'reinstate' } } as const;
const REJECT = { payload: { outcome: 'rejected', effect: 'none' } } as const;
const DEAL = { dealId: 'D-9', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY };

const named = (name: string, domain: string) => ({
  company: { name, domain, country: 'DE' },
  prospect: { name: 'Ada', email: `ada@${domain}` },
});

const inWorld = storyTests();

describe('a case that is upheld', () => {
  it(
    'reinstates the referral: live again in the stage it had left, with its clocks, once',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      await giveCase(world, caseId, 'answerCase', world.vendor.samir);
      await giveCase(world, caseId, 'decideCase', world.vendor.samir, REINSTATE);
      await world.relay();
      await world.isIn(referralId, 'contacted');
      const row = await world.row(referralId);
      expect(row.expiresAt?.getTime()).toBeGreaterThan(await world.nowMs());
      expect(row.outcome).toBeNull();
      expect(await world.database.queueEntry.findUnique({ where: { referralId } })).toMatchObject({
        state: 'held',
        reservedBy: null,
      });
      const back = (await world.timeline(referralId)).filter(({ type }) => type === 'referral.reopened');
      expect(back).toMatchObject([{ public: { how: 'reinstated', caseId } }]);
      // The same word again changes nothing, and neither does one that nobody of ours has said.
      await world.handle(referralId).signal(caseDecidedSignal, { caseId });
      const owner = row.ownerId ?? '';
      const answers = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
      const { answer } = await world.give(referralId, 'qualify', owner, {
        ...answers,
        outcome: 'qualified',
        quality: 4,
      });
      expect(answer).toEqual({ outcome: 'done' });
      expect((await world.timeline(referralId)).filter(({ type }) => type === 'referral.reopened')).toHaveLength(1);
    }),
  );

  it(
    'gives an ended referral that is told out of the blue nothing',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      await world.database.outboxRow.create({
        data: {
          kind: 'signal',
          groupKey: `referral:${referralId}`,
          payload: { workflowId: `referral:${referralId}`, signal: 'caseDecided', args: { caseId } },
        },
      });
      await world.relay();
      await world.handle(referralId).result();
      expect((await world.row(referralId)).stage).toBe('disqualified');
    }),
  );

  it(
    'finds its old place in line kept: who came later waited meanwhile',
    inWorld(async (world) => {
      const company = { name: 'Nordwind GmbH', domain: 'nordwind-kept.example', country: 'DE' };
      const first = await expired(world, { company });
      const caseId = await contest(world, first.referralId, 'expired');
      const later = await world.submit({ by: await world.anotherPartner(), company });
      await world.isIn(later.referralId, 'waitlisted');
      await giveCase(world, caseId, 'decideCase', world.vendor.samir, REINSTATE);
      await world.relay();
      await world.isIn(first.referralId, 'contacted');
      expect((await world.row(later.referralId)).stage).toBe('waitlisted');
    }),
  );

  it(
    'leaves no answer overdue where the end came before one: a reinstated referral can lapse like any other',
    inWorld(async (world) => {
      await world.isIn((await world.submit(named('Elbtal GmbH', 'elbtal.example'))).referralId, 'accepted');
      const { referralId } = await world.submit(named('Elbtal AG', 'elbtal-group.example'));
      await world.isIn(referralId, 'in_review');
      await world.pass('PT5H');
      await world.tells(referralId, 'clock.breached');
      await world.give(referralId, 'ask', world.vendor.samir, {}, { question: 'Which of the two?' });
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'expired');
      const caseId = await contest(world, referralId, 'expired');
      await giveCase(world, caseId, 'decideCase', world.vendor.greta, REINSTATE);
      await world.relay();
      await world.isIn(referralId, 'accepted');
      for (const kind of ['acknowledge', 'review']) {
        const clock = await clockOf(world, referralId, kind);
        expect(clock).toMatchObject({ state: 'breached', metAt: expect.any(String) });
        expect(clock).not.toHaveProperty('pausedSince');
      }
    }),
  );

  it(
    'about an end that a manager takes back ends with it, both sides are told, and the next end is contested anew',
    inWorld(async (world) => {
      const { referralId, owner } = await disqualified(world);
      const first = await contest(world, referralId, 'disqualified');
      await world.give(referralId, 'reopen', world.vendor.samir, { reasonCode: 'new_information' });
      await world.isIn(referralId, 'contacted');
      await world.tells(referralId, 'case.closed');
      expect(await world.database.case.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
        state: 'closed',
        dueAt: null,
        decidedBy: null,
        story: { settled: true, outcome: null, effect: 'none' },
      });
      const told = (await world.mails(referralId)).filter(({ text }) => text === 'case_settled');
      expect(told.map(({ receiver }) => receiver)).toEqual(['submitter', world.vendor.samir]);
      expect(await giveCase(world, first, 'decideCase', world.vendor.greta, REINSTATE)).toMatchObject({
        code: 'not_allowed_in_state',
      });
      expect(await world.client.workflow.getHandle(caseWorkflowId(first)).result()).toBe('closed');
      const no = { need: 'no', budget: 'no', authority: 'no', timeline: 'no' } as const;
      await world.give(referralId, 'qualify', owner, { ...no, outcome: 'disqualified', reasonCode: 'no_budget' });
      await world.isIn(referralId, 'disqualified');
      const second = await contest(world, referralId, 'disqualified');
      expect(await giveCase(world, second, 'decideCase', world.vendor.clara, REINSTATE)).toEqual({ outcome: 'done' });
      await world.relay();
      await world.isIn(referralId, 'contacted');
    }),
  );

  it(
    'that the story did not get to end ends at its next deadline, and owes nobody an answer',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      await world.database.referral.update({
        where: { id: referralId },
        data: { stage: 'contacted', outcome: Prisma.DbNull },
      });
      expect(await world.client.workflow.getHandle(caseWorkflowId(caseId)).result()).toBe('closed');
      const told = (await world.timeline(referralId))
        .map(({ type }) => type)
        .filter((type) => type.startsWith('case.'));
      expect(told).toEqual(['case.opened', 'case.assigned', 'case.closed']);
    }),
  );

  it(
    'that is rejected frees the place, and who waited behind it is promoted',
    inWorld(async (world) => {
      const company = { name: 'Südwind GmbH', domain: 'suedwind-freed.example', country: 'DE' };
      const first = await expired(world, { company });
      const caseId = await contest(world, first.referralId, 'expired');
      const later = await world.submit({ by: await world.anotherPartner(), company });
      await world.isIn(later.referralId, 'waitlisted');
      await giveCase(world, caseId, 'decideCase', world.vendor.samir, REJECT);
      await world.relay();
      await world.isIn(later.referralId, 'accepted');
    }),
  );

  it(
    'credits the deal that is named: the referral is won, and who decided does not approve the line',
    inWorld(async (world) => {
      const { referralId } = await expired(world);
      const caseId = await contest(world, referralId, 'missing_credit');
      const payload = { outcome: 'upheld', effect: 'credit', ...DEAL } as const;
      const before = { ...payload, closedOn: '1990-01-01' };
      expect(await giveCase(world, caseId, 'decideCase', world.vendor.clara, { payload: before })).toMatchObject({
        outcome: 'refused',
        code: 'date_out_of_range',
      });
      expect(await giveCase(world, caseId, 'decideCase', world.vendor.clara, { payload })).toEqual({ outcome: 'done' });
      await world.relay();
      await world.isIn(referralId, 'won');
      const lines = () => world.database.commission.findMany({ where: { referralId }, include: { exclusions: true } });
      await until(async () => (await lines()).length === 1, 'the line');
      expect(await lines()).toMatchObject([{ dealId: 'D-9', amountMinor: 480_000n }]);
      expect((await lines())[0]?.exclusions).toContainEqual(
        expect.objectContaining({ userId: world.vendor.clara, reason: 'closed_deal' }),
      );
    }),
  );
});

describe('credit that may be missing', () => {
  it(
    'is contested by ourselves when a deal of another partner comes about in the tail, once',
    inWorld(async (world) => {
      const { database } = world;
      const first = await expired(world);
      const rival = await world.submit({ by: await world.anotherPartner() });
      const at = new Date(await world.nowMs()).toISOString();
      const wish = { referralId: first.referralId, dealReferralId: rival.referralId, at };
      await openMissingCredit(database, wish);
      await openMissingCredit(database, wish);
      const cases = await database.case.findMany({ where: { referralId: first.referralId } });
      expect(cases).toMatchObject([{ kind: 'missing_credit', openedBy: { kind: 'system', id: 'tail' } }]);
      await openMissingCredit(database, { ...wish, referralId: rival.referralId, dealReferralId: rival.referralId });
      expect(await caseEvents(world, rival.referralId)).toEqual([]);
      await world.relay();
      await giveCase(world, cases[0]?.id ?? '', 'decideCase', world.vendor.greta, REJECT);
      await caseIs(world, cases[0]?.id ?? '', 'decided');
    }),
  );
});
