import { describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { accepted, qualified, refused } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { REFERRAL_COMMANDS } from '../../../workflows/messages.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const REACHED = { channel: 'phone', outcome: 'reached' } as const;

const raw = (world: StoryWorld, referralId: string, name: string, commandId: string, userId: string, payload: object) =>
  world.handle(referralId).signal(name, { commandId, actor: { kind: 'user', id: userId }, ...payload });

const refusals = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).filter(({ type }) => type === 'command.refused');

describe('a command that comes from any Temporal client', () => {
  it(
    'counts when the actor may do it, is marked as such, and its free text stays in the database',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await raw(world, referralId, 'contact', 'c-1', owner, { ...REACHED, note: 'Rang twice.' });
      await world.isIn(referralId, 'contacted');
      const told = (await world.timeline(referralId)).find(({ type }) => type === 'contact.attempted');
      expect(told).toMatchObject({ source: 'temporal', actorId: owner });
      const rows = await world.database.command.findMany({ where: { referralId, name: 'contact' } });
      expect(rows).toMatchObject([{ state: 'done', source: 'temporal', payload: { texts: { note: 'Rang twice.' } } }]);
    }),
  );

  it(
    'is refused for everybody whom the API would refuse, and the record says so',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const { tom, nora, abel, paul, samir } = world.vendor;
      const strangers = [tom, nora]
        .filter((userId) => userId !== owner)
        .concat(abel, paul, samir, world.partner.adminId, 'usr_nobody');
      for (const [place, userId] of strangers.entries())
        await raw(world, referralId, 'contact', `c-${String(place)}`, userId, REACHED);
      await world.tells(referralId, 'command.refused', strangers.length);
      expect((await refusals(world, referralId)).map((step) => [step.public['code'], step.actorId])).toEqual(
        strangers.map((userId) => ['forbidden', userId]),
      );
      expect((await world.row(referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'is refused altogether where the installation takes none',
    inWorld(
      async (world) => {
        const { referralId, owner } = await accepted(world);
        await raw(world, referralId, 'contact', 'c-1', owner, REACHED);
        await world.tells(referralId, 'command.refused');
        expect((await refusals(world, referralId))[0]?.public).toMatchObject({ code: 'raw_signals_refused' });
        expect(await world.database.command.count({ where: { referralId } })).toBe(0);
        const { answer } = await world.give(referralId, 'contact', owner, REACHED);
        expect(answer).toEqual({ outcome: 'done' });
      },
      { acceptRawSignals: false },
    ),
  );

  it.each([true, false])(
    'cannot take the place of a real command by its id (raw signals taken: %s)',
    (acceptRawSignals) =>
      inWorld(
        async (world) => {
          const { referralId, owner } = await accepted(world);
          const { commandId } = await world.record(referralId, 'contact', owner, REACHED);
          await raw(world, referralId, 'contact', commandId, world.vendor.abel, { ...REACHED, channel: 'letter' });
          await world.handle(referralId).signal('contact', { commandId, channel: 'letter' });
          await world.tells(referralId, 'command.refused', 2);
          await world.relay();
          await world.isIn(referralId, 'contacted');
          expect(await world.database.command.findUnique({ where: { id: commandId } })).toMatchObject({
            state: 'done',
          });
        },
        { acceptRawSignals },
      )(),
  );

  it(
    'approves money for a finance approver, and never for whoever closed the deal',
    inWorld(async (world) => {
      const { clara, greta, ines } = world.vendor;
      const { referralId } = await qualified(world);
      await world.give(referralId, 'assign', greta, { ownerId: clara, reasonCode: 'expertise' });
      const amount = { amount: 2_000_000, currency: 'EUR' };
      await world.give(referralId, 'close', clara, { outcome: 'won', amount, closedOn: TODAY, dealId: 'D-7' });
      const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
      const approval = { commissionId: line.id, contentHash: line.contentHash };
      await raw(world, referralId, 'approveCommission', 'a-1', clara, approval);
      await world.tells(referralId, 'command.refused');
      expect((await refusals(world, referralId))[0]?.public).toMatchObject({ code: 'separation_of_duties' });
      await raw(world, referralId, 'approveCommission', 'a-2', ines, approval);
      await world.tells(referralId, 'commission.approval_given');
      expect(await world.database.commissionApproval.findMany({ where: { commissionId: line.id } })).toMatchObject([
        { userId: ines },
      ]);
    }),
  );
});

/** Command ids are told apart by the name: a repeat of one is passed over. */
const nonsense = (name: string): unknown[] => [
  undefined,
  null,
  42,
  'text',
  [],
  {},
  { commandId: `g-1-${name}` },
  { commandId: '', actor: { kind: 'user', id: 'usr_1' } },
  { commandId: 'x'.repeat(5_000), actor: { kind: 'user', id: 'usr_1' } },
  { commandId: `g-2-${name}`, actor: 'usr_1' },
  { commandId: `g-3-${name}`, actor: { kind: 'system', id: 'story' } },
  { commandId: `g-4-${name}\u0000`, actor: { kind: 'user', id: 'usr_1' } },
  { commandId: `g-5-${name}\ud800`, actor: { kind: 'user', id: 'usr_1' } },
  { commandId: `g-6-${name}`, actor: { kind: 'user', id: 'usr\u0000' } },
];

describe('a message that makes no sense', () => {
  it(
    'never fails the story: it is written down and changes nothing',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      for (const { name } of REFERRAL_COMMANDS) {
        for (const given of nonsense(name)) await world.handle(referralId).signal(name, given);
      }
      await refused(world, referralId, REFERRAL_COMMANDS.length * nonsense('').length);
      expect((await world.row(referralId)).stage).toBe('accepted');
      expect((await world.give(referralId, 'contact', owner, REACHED)).answer).toEqual({ outcome: 'done' });
    }),
  );

  it(
    'cannot stop the story with fields of its owner that no database takes',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await raw(world, referralId, 'contact', 'n-1', owner, { ...REACHED, channel: 'pho\u0000ne' });
      await raw(world, referralId, 'contact', 'n-2', owner, { ...REACHED, channel: '\ud800' });
      await raw(world, referralId, 'contact', 'n-3', owner, { ...REACHED, at: 'never' });
      await refused(world, referralId, 3);
      await raw(world, referralId, 'contact', 'n-4', owner, {
        ...REACHED,
        note: 'nul \u0000 and half \ud83d a pair',
      });
      await world.isIn(referralId, 'contacted');
      expect(await world.database.contactAttempt.findFirst({ where: { referralId } })).toMatchObject({
        note: 'nul  and half  a pair',
      });
    }),
  );

  it(
    'cannot stop it with a close that says nonsense',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      const close = { outcome: 'won', amount: { amount: 1, currency: 'EUR' }, closedOn: 'tomorrow', dealId: 'D-1' };
      await raw(world, referralId, 'close', 'w-1', owner, close);
      await raw(world, referralId, 'close', 'w-2', owner, { ...close, closedOn: '2026-02-31' });
      await raw(world, referralId, 'close', 'w-3', owner, { ...close, amount: { amount: -1, currency: 'EUR' } });
      await refused(world, referralId, 3);
      expect((await world.row(referralId)).stage).toBe('qualified');
    }),
  );

  it(
    'is turned away at the door when it is an update',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const events = (await world.timeline(referralId)).length;
      const update = world
        .handle(referralId)
        .executeUpdate('contact', { args: [{ commandId: 'u-1', channel: 'phone' }] });
      await expect(update).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
      expect(await world.timeline(referralId)).toHaveLength(events);
    }),
  );
});

describe('a command that arrives more than once', () => {
  it(
    'as update, as signal and as update again has one effect and one answer',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const payload = { channel: 'phone', outcome: 'no_answer' } as const;
      const first = await world.give(referralId, 'contact', owner, payload);
      const message = { ...payload, commandId: first.commandId, actor: { kind: 'user', id: owner } };
      await world.handle(referralId).signal('contact', message);
      await world.relay();
      const again = await world.handle(referralId).executeUpdate('contact', { args: [message] });
      expect(again).toEqual(first.answer);
      expect(await world.database.contactAttempt.count({ where: { referralId } })).toBe(1);
      expect((await world.explain(referralId)).state.attempts).toBe(1);
    }),
  );

  it(
    'keeps its first answer even when it would be allowed by now',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const qualify = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes', outcome: 'qualified' } as const;
      const refused = await world.give(referralId, 'qualify', owner, qualify);
      await world.give(referralId, 'contact', owner, REACHED);
      const message = { ...qualify, commandId: refused.commandId, actor: { kind: 'user', id: owner } };
      expect(await world.handle(referralId).executeUpdate('qualify', { args: [message] })).toEqual(refused.answer);
      expect((await world.row(referralId)).stage).toBe('contacted');
    }),
  );
});
