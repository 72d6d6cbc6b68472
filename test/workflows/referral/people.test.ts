import { describe, expect, it } from '@jest/globals';
import { allowedIn } from '../../../domain/cases/kinds.ts';
import { REOPEN_REASONS } from '../../../domain/referral/reasons.ts';
import { accepted, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';

const inWorld = storyTests();
const ALL_YES = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;

describe('what people do with a referral', () => {
  it(
    'a conversation moves it on; its message is for the partner, its note is not',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const texts = { message: 'We meet on Monday.', note: 'Prefers to be called at noon.' };
      const { commandId } = await world.give(
        referralId,
        'contact',
        owner,
        { channel: 'phone', outcome: 'reached' },
        texts,
      );
      const [event] = await world.database.event.findMany({ where: { referralId, type: 'contact.attempted' } });
      expect(event?.publicText).toContain('We meet on Monday.');
      expect(event?.publicText).not.toContain('noon');
      expect(event?.privateText).toContain('noon');
      expect(await world.database.contactAttempt.findUnique({ where: { id: commandId } })).toMatchObject({
        byUserId: owner,
        outcome: 'reached',
        ...texts,
      });
      expect((await world.mails(referralId)).at(-1)).toMatchObject({ text: 'contacted', receiver: 'submitter' });
    }),
  );

  it(
    'qualification hands it to a closer in turn, and the answers stand in the timeline',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const lacking = { ...ALL_YES, budget: 'unknown', timeline: 'unknown' } as const;
      const refused = await world.give(referralId, 'qualify', owner, { ...lacking, outcome: 'qualified' });
      expect(refused.answer).toEqual({
        outcome: 'refused',
        code: 'checklist_incomplete',
        facts: {
          lacks: [
            { question: 'budget', answer: 'unknown' },
            { question: 'timeline', answer: 'unknown' },
          ],
        },
      });
      expect((await world.row(referralId)).stage).toBe('contacted');
      const feedback = { feedback: 'A good fit, thank you.' };
      await world.give(referralId, 'qualify', owner, { ...ALL_YES, outcome: 'qualified', quality: 5 }, feedback);
      const row = await world.row(referralId);
      expect(row).toMatchObject({ stage: 'qualified', quality: 5, feedback: 'A good fit, thank you.' });
      expect([world.vendor.nora, world.vendor.tom]).toContain(row.ownerId);
      expect((await world.timeline(referralId)).at(-2)?.public).toMatchObject({ ...ALL_YES, quality: 5 });
    }),
  );

  it(
    'disqualification needs a reason of its own list',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      const no = { ...ALL_YES, need: 'no', outcome: 'disqualified' } as const;
      expect((await world.give(referralId, 'qualify', owner, no)).answer).toMatchObject({ code: 'reason_required' });
      const wrong = await world.give(referralId, 'qualify', owner, { ...no, reasonCode: 'competitor' });
      expect(wrong.answer).toMatchObject({ code: 'reason_required' });
      await world.give(referralId, 'qualify', owner, { ...no, reasonCode: 'no_need' });
      expect(await world.row(referralId)).toMatchObject({ stage: 'disqualified', outcome: { reasonCode: 'no_need' } });
    }),
  );

  it(
    'stages of the deal may be skipped and gone back to, each told to the partner',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      for (const stage of ['negotiation', 'opportunity', 'proposal'] as const) {
        expect((await world.give(referralId, 'advance', owner, { stage })).answer).toEqual({ outcome: 'done' });
        expect((await world.row(referralId)).stage).toBe(stage);
        expect((await world.mails(referralId)).at(-1)?.text).toBe(stage);
      }
      const same = await world.give(referralId, 'advance', owner, { stage: 'proposal' });
      expect(same.answer).toMatchObject({ outcome: 'refused', code: 'not_allowed_in_stage' });
    }),
  );

  it(
    'assignment goes to people who can own referrals, for a reason of the list, and to nobody else',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const { greta, ines } = world.vendor;
      const assign = async (ownerId: string, reasonCode: string) =>
        (await world.give(referralId, 'assign', greta, { ownerId, reasonCode })).answer;
      expect(await assign(world.partner.userId, 'capacity')).toMatchObject({ code: 'owner_not_available' });
      expect(await assign(ines, 'capacity')).toMatchObject({ code: 'owner_not_available' });
      expect(await assign('usr_nobody', 'capacity')).toMatchObject({ code: 'owner_not_available' });
      expect(await assign(greta, 'boredom')).toMatchObject({ code: 'reason_required' });
      expect(await assign(greta, 'territory')).toEqual({ outcome: 'done' });
      expect(await assign(greta, 'territory')).toMatchObject({
        code: 'owner_not_available',
        facts: { why: 'owns_it' },
      });
      expect(await world.row(referralId)).toMatchObject({ ownerId: greta, unassigned: false });
      const mails = (await world.mails(referralId)).slice(-2);
      expect(mails.map(({ text, receiver }) => [text, receiver])).toEqual([
        ['assigned', greta],
        ['new_owner', 'submitter'],
      ]);
    }),
  );

  it(
    'a withdrawal needs a reason and ends the story',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const submitter = world.partner.userId;
      const refused = await world.give(referralId, 'withdraw', submitter, { reasonCode: 'whim' });
      expect(refused.answer).toMatchObject({ code: 'reason_required' });
      await world.give(referralId, 'withdraw', submitter, { reasonCode: 'mistake' });
      expect(await world.handle(referralId).result()).toBe('withdrawn');
      expect(await world.row(referralId)).toMatchObject({ stage: 'withdrawn', next: { situation: 'withdrawn' } });
      const reopened = await world.give(referralId, 'reopen', world.vendor.greta, { reasonCode: 'whim' });
      expect(reopened.answer).toMatchObject({ code: 'reason_required', facts: { allowed: REOPEN_REASONS } });
    }),
  );

  it(
    'what the stage does not allow is refused and written down, and changes nothing',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const { answer, commandId } = await world.give(referralId, 'advance', owner, { stage: 'proposal' });
      expect(answer).toEqual({
        outcome: 'refused',
        code: 'not_allowed_in_stage',
        facts: { stage: 'accepted', allowed: allowedIn('accepted') },
      });
      expect((await world.timeline(referralId)).at(-1)).toMatchObject({
        type: 'command.refused',
        public: { command: 'advance', code: 'not_allowed_in_stage' },
      });
      expect(await world.database.command.findUnique({ where: { id: commandId } })).toMatchObject({
        state: 'refused',
        code: 'not_allowed_in_stage',
      });
      expect((await world.row(referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'nobody on duty: a manager holds it, marked unassigned, until somebody is assigned',
    inWorld(async (world) => {
      const sellers = { roles: { has: 'sales_rep' } };
      await world.database.user.updateMany({ where: sellers, data: { active: false } });
      const { referralId, owner } = await accepted(world);
      await world.database.user.updateMany({ where: sellers, data: { active: true } });
      expect([world.vendor.greta, world.vendor.konrad, world.vendor.clara]).toContain(owner);
      expect(await world.row(referralId)).toMatchObject({
        unassigned: true,
        next: { situation: 'unassigned', action: 'assign' },
      });
      await world.give(referralId, 'assign', owner, { ownerId: world.vendor.nora, reasonCode: 'capacity' });
      expect(await world.row(referralId)).toMatchObject({
        ownerId: world.vendor.nora,
        unassigned: false,
        next: { situation: 'accepted', action: 'contact' },
      });
    }),
  );
});
