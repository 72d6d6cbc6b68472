import { describe, expect, it } from '@jest/globals';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { caseEvents, caseIs, caseRow, caseStory, contest, disqualified, giveCase } from '../support/caseSteps.ts';
import { storyTests } from '../support/storyTests.ts';
import { until } from '../support/storyWorld.ts';

const REJECT = { outcome: 'rejected', effect: 'none' } as const;
const RIGHT = { outcome: 'upheld', effect: 'none' } as const;

const inWorld = storyTests();

describe('a case', () => {
  it(
    'gets a first answer and a decision by somebody who took no part, and ends',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      expect(await caseRow(world, caseId)).toMatchObject({ state: 'open', deciderId: world.vendor.samir });
      expect(await giveCase(world, caseId, 'answerCase', world.vendor.samir)).toEqual({ outcome: 'done' });
      expect(await caseRow(world, caseId)).toMatchObject({ state: 'answered', answer: 'We have looked at it.' });
      const decided = await giveCase(world, caseId, 'decideCase', world.vendor.samir, { payload: RIGHT });
      expect(decided).toEqual({ outcome: 'done' });
      expect(await world.client.workflow.getHandle(caseWorkflowId(caseId)).result()).toBe('closed');
      expect(await caseEvents(world, referralId)).toEqual([
        'case.opened',
        'case.assigned',
        'case.answered',
        'case.decided',
      ]);
      const mails = await world.mails(referralId);
      expect(
        mails.filter(({ text }) => text.startsWith('case_')).map(({ text, receiver }) => [text, receiver]),
      ).toEqual([
        ['case_opened', 'submitter'],
        ['case_assigned', world.vendor.samir],
        ['case_answered', 'submitter'],
        ['case_decided', 'submitter'],
      ]);
    }),
  );

  it(
    'climbs its ladder when nobody moves: reminder, breach, another person; and is decided all the same',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      const opened = (await caseRow(world, caseId)).openedAt.getTime();
      await world.pass('P11D');
      await world.tells(referralId, 'case.escalated', 2);
      const told = (await world.timeline(referralId)).filter(({ type }) => type.startsWith('case.'));
      const days = (at: Date): number => Math.round(((at.getTime() - opened) / 86_400_000) * 10) / 10;
      expect(told.map(({ type, at, public: { promise } }) => [type, days(at), promise ?? null])).toEqual([
        ['case.opened', 0, null],
        ['case.assigned', 0, null],
        ['case.reminded', 1, 'first_answer'],
        ['case.breached', 2, 'first_answer'],
        ['case.escalated', 3, 'first_answer'],
        ['case.assigned', 3, null],
        ['case.reminded', 3.5, 'decision'],
        ['case.breached', 7, 'decision'],
        ['case.escalated', 10.5, 'decision'],
        ['case.assigned', 10.5, null],
      ]);
      const { deciderId } = await caseStory(world, caseId);
      expect(await giveCase(world, caseId, 'decideCase', deciderId ?? '', { payload: RIGHT })).toEqual({
        outcome: 'done',
      });
      expect(await caseStory(world, caseId)).toMatchObject({
        state: 'closed',
        promises: [{ state: 'breached' }, { state: 'breached' }],
      });
    }),
  );

  it(
    'that was rejected is looked at once more by somebody else',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      const { samir, greta } = world.vendor;
      await giveCase(world, caseId, 'decideCase', samir, { payload: REJECT });
      expect(await caseStory(world, caseId)).toMatchObject({ state: 'decided', outcome: 'rejected' });
      expect(await giveCase(world, caseId, 'secondLook', world.partner.userId)).toEqual({ outcome: 'done' });
      const { deciderId } = await caseStory(world, caseId);
      expect([world.vendor.greta, world.vendor.konrad, world.vendor.clara, world.vendor.ruth]).toContain(deciderId);
      expect(await giveCase(world, caseId, 'decideCase', samir, { payload: RIGHT })).toMatchObject({
        outcome: 'refused',
        code: 'separation_of_duties',
        facts: { who: samir, why: ['decided_case'] },
      });
      expect(await giveCase(world, caseId, 'decideCase', greta, { payload: REJECT })).toEqual({ outcome: 'done' });
      expect(await world.client.workflow.getHandle(caseWorkflowId(caseId)).result()).toBe('closed');
      expect(await giveCase(world, caseId, 'secondLook', world.partner.userId)).toEqual({ outcome: 'later' });
      await world.relay();
      const last = await world.database.command.findFirstOrThrow({
        where: { workflowId: caseWorkflowId(caseId) },
        orderBy: { createdAt: 'desc' },
      });
      expect(last).toMatchObject({ state: 'refused', code: 'closed' });
    }),
  );

  it(
    'that was rejected closes by itself when nobody asks again',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      await giveCase(world, caseId, 'decideCase', world.vendor.samir, { payload: REJECT });
      await world.pass('P15D');
      await caseIs(world, caseId, 'closed');
      expect(await world.client.workflow.getHandle(caseWorkflowId(caseId)).result()).toBe('closed');
    }),
  );

  it(
    'is taken back by the partner, and who had it is told',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      expect(await giveCase(world, caseId, 'withdrawCase', world.vendor.samir)).toMatchObject({ code: 'forbidden' });
      expect(await giveCase(world, caseId, 'withdrawCase', world.partner.adminId)).toEqual({ outcome: 'done' });
      expect(await world.client.workflow.getHandle(caseWorkflowId(caseId)).result()).toBe('withdrawn');
      const told = (await world.mails(referralId)).filter(({ text }) => text === 'case_withdrawn');
      expect(told.map(({ receiver }) => receiver)).toEqual(['submitter', world.vendor.samir]);
    }),
  );

  it(
    'with every manager away or barred is taken, and decided, by an administrator who took no part',
    inWorld(async (world) => {
      const { vendor, database } = world;
      const { referralId } = await disqualified(world);
      const managers = [vendor.greta, vendor.konrad, vendor.samir, vendor.ruth, vendor.clara];
      await database.user.updateMany({ where: { id: { in: managers } }, data: { active: false } });
      try {
        const caseId = await contest(world, referralId, 'disqualified');
        expect(await caseStory(world, caseId)).toMatchObject({ deciderId: vendor.olga, unassigned: false });
        expect(await giveCase(world, caseId, 'decideCase', vendor.olga, { payload: RIGHT })).toEqual({
          outcome: 'done',
        });
      } finally {
        await database.user.updateMany({ where: { id: { in: managers } }, data: { active: true } });
      }
    }),
  );

  it(
    'with nobody left who took no part says so at once, names who is barred, and waits for somebody',
    inWorld(async (world) => {
      const { vendor, database } = world;
      const { referralId } = await disqualified(world);
      const others = [vendor.greta, vendor.konrad, vendor.samir, vendor.ruth, vendor.clara];
      await database.user.updateMany({ where: { id: { in: others } }, data: { active: false } });
      // Who submitted it for the partner has taken part in it.
      const row = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
      const submittedBy = { ...(row.submittedBy as object), onBehalfOf: vendor.olga };
      await database.referral.update({ where: { id: referralId }, data: { submittedBy } });
      try {
        const caseId = await contest(world, referralId, 'disqualified');
        expect(await caseStory(world, caseId)).toMatchObject({ deciderId: vendor.olga, unassigned: true });
        const unassigned = (await world.mails(referralId)).find(({ text }) => text === 'case_unassigned');
        expect(unassigned?.receiver).toBe(vendor.olga);
        expect(await giveCase(world, caseId, 'decideCase', vendor.olga, { payload: RIGHT })).toMatchObject({
          code: 'forbidden',
        });
        await database.user.update({ where: { id: vendor.greta }, data: { active: true } });
        await world.pass('P3D');
        await until(async () => (await caseStory(world, caseId)).deciderId === vendor.greta, 'handed over');
        expect(await giveCase(world, caseId, 'decideCase', vendor.greta, { payload: RIGHT })).toEqual({
          outcome: 'done',
        });
      } finally {
        await database.user.updateMany({ where: { id: { in: others } }, data: { active: true } });
      }
    }),
  );

  it(
    'is begun anew from its row when its run is lost, and does nothing twice',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      await giveCase(world, caseId, 'answerCase', world.vendor.samir);
      const handle = world.client.workflow.getHandle(caseWorkflowId(caseId));
      await handle.terminate('lost');
      await world.client.workflow.start('case', {
        workflowId: caseWorkflowId(caseId),
        taskQueue: 'referrals',
        args: [{ caseId }],
      });
      expect(await giveCase(world, caseId, 'answerCase', world.vendor.samir)).toMatchObject({
        code: 'not_allowed_in_state',
      });
      await giveCase(world, caseId, 'decideCase', world.vendor.samir, { payload: RIGHT });
      expect((await caseEvents(world, referralId)).filter((type) => type === 'case.answered')).toHaveLength(1);
    }),
  );
});

describe('messages past the API', () => {
  const raw = (commandId: string, id: string, rest = {}) => ({ commandId, actor: { kind: 'user', id }, ...rest });

  it(
    'are held to the same rules: role, part in it, state; and are answered and kept',
    inWorld(async (world) => {
      const { referralId } = await disqualified(world);
      const caseId = await contest(world, referralId, 'disqualified');
      const handle = world.client.workflow.getHandle(caseWorkflowId(caseId));
      const { nora, samir } = world.vendor;
      for (const nonsense of ['nonsense', null, { commandId: 'a\0b' }, { commandId: 'x' }])
        await handle.signal('decideCase', nonsense);
      await handle.signal('decideCase', raw('one', nora, { ...RIGHT, reason: 'Mine.' }));
      await handle.signal('decideCase', raw('two', samir, RIGHT));
      await handle.signal('decideCase', raw('three', 'usr_nobody', { ...RIGHT, reason: 'Mine.' }));
      await handle.signal('decideCase', raw('four', samir, { ...RIGHT, reason: 'The budget is there.' }));
      expect(await handle.result()).toBe('closed');
      const rows = await world.database.command.findMany({
        where: { workflowId: caseWorkflowId(caseId) },
        orderBy: { id: 'asc' },
      });
      expect(rows.map(({ id, state, code, source }) => [id.split(':')[1], state, code, source])).toEqual([
        ['four', 'done', null, 'temporal'],
        ['one', 'refused', 'forbidden', 'temporal'],
        ['three', 'refused', 'forbidden', 'temporal'],
        ['two', 'refused', 'reason_required', 'temporal'],
      ]);
      expect(await caseRow(world, caseId)).toMatchObject({ reason: 'The budget is there.', decidedBy: samir });
    }),
  );

  it(
    'are refused where the installation takes none',
    inWorld(
      async (world) => {
        const { referralId } = await disqualified(world);
        const caseId = await contest(world, referralId, 'disqualified');
        const handle = world.client.workflow.getHandle(caseWorkflowId(caseId));
        await handle.signal('decideCase', raw('one', world.vendor.samir, { ...RIGHT, reason: 'Yes.' }));
        const id = `${caseId}:one`;
        await until(async () => (await world.database.command.count({ where: { id } })) === 1, 'refused');
        expect(await world.database.command.findUniqueOrThrow({ where: { id } })).toMatchObject({
          code: 'raw_signals_refused',
        });
      },
      { acceptRawSignals: false },
    ),
  );
});
