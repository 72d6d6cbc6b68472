import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../domain/duration.ts';
import { accepted, clockOf, contacted, qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();
const ASK = { days: 30, reasonCode: 'decision_pending' };

const ask = (world: StoryWorld, referralId: string) =>
  world.give(referralId, 'requestExtension', world.partner.userId, ASK);
const decide = (world: StoryWorld, referralId: string, decision: 'approve' | 'refuse') =>
  world.give(referralId, 'decideExtension', world.vendor.samir, { decision });
const endOf = async (world: StoryWorld, referralId: string) =>
  (await world.row(referralId)).expiresAt?.getTime() ?? Number.NaN;

describe('more time for a registration', () => {
  it(
    'is granted by a manager: the end and its reminders move, and both sides are told',
    inWorld(async (world) => {
      const { referralId, owner, hoursIn, expiresAt } = await contacted(world);
      await world.pass('P80D'); // the reminder of 14 days is behind
      expect((await ask(world, referralId)).answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).next).toMatchObject({ facts: { extensionDays: 30 } });
      expect((await world.mails(referralId)).at(-1)).toMatchObject({
        text: 'extension_requested',
        receiver: world.vendor.samir,
        facts: { days: 30, expiresAt },
      });
      expect((await decide(world, referralId, 'approve')).answer).toEqual({ outcome: 'done' });
      expect((await endOf(world, referralId)) - Date.parse(expiresAt)).toBe(30 * DAY_MS);
      const row = await world.row(referralId);
      expect(row).toMatchObject({ extension: { request: null, granted: 1 } });
      expect(row.next).not.toMatchObject({ facts: { extensionDays: 30 } });
      expect(await clockOf(world, referralId, 'expiry')).toMatchObject({ dueAt: row.expiresAt?.toISOString() });
      expect((await world.mails(referralId)).slice(-2).map(({ text, receiver }) => [text, receiver])).toEqual([
        ['extension_decided', 'submitter'],
        ['extension_decided', owner],
      ]);
      await world.pass('P41D');
      await world.isIn(referralId, 'expired');
      const reminded = (await world.timeline(referralId)).filter(({ type }) => type === 'clock.reminded');
      expect(reminded.map(({ at }) => Math.round(hoursIn(at)) / 24).filter((day) => day > 70)).toEqual([76, 106, 117]);
      const ended = (await world.timeline(referralId)).at(-1);
      expect(Math.round(hoursIn(ended?.at ?? new Date(0))) / 24).toBe(120);
    }),
  );

  it(
    'is granted twice at most, asked for one at a time, and a refusal costs nothing',
    inWorld(async (world) => {
      const { referralId, expiresAt } = await accepted(world);
      expect((await decide(world, referralId, 'approve')).answer).toMatchObject({ code: 'no_extension_requested' });
      await ask(world, referralId);
      expect((await ask(world, referralId)).answer).toMatchObject({ outcome: 'refused', code: 'extension_pending' });
      await decide(world, referralId, 'refuse');
      expect((await endOf(world, referralId)) - Date.parse(expiresAt)).toBe(0);
      for (const days of [30, 60]) {
        await ask(world, referralId);
        await decide(world, referralId, 'approve');
        expect((await endOf(world, referralId)) - Date.parse(expiresAt)).toBe(days * DAY_MS);
      }
      expect((await ask(world, referralId)).answer).toMatchObject({ outcome: 'refused', code: 'extension_limit' });
    }),
  );

  it(
    'is held open while nobody decides: nothing lapses, the managers are told, and a refusal lets it end',
    inWorld(async (world) => {
      const { referralId } = await contacted(world);
      await world.pass('P88D');
      await ask(world, referralId);
      await world.pass('P2DT2H');
      await world.tells(referralId, 'clock.moved');
      expect((await world.row(referralId)).stage).toBe('contacted');
      expect((await world.mails(referralId)).at(-1)).toMatchObject({ text: 'breach_100', facts: { kind: 'expiry' } });
      await decide(world, referralId, 'refuse');
      await world.pass('P3D');
      await world.isIn(referralId, 'expired');
    }),
  );

  it(
    'is never forgotten: who decides is reminded, then the managers are told and asked, and the partner reads the truth',
    inWorld(async (world) => {
      const { referralId, owner, expiresAt } = await contacted(world);
      const leads = await world.database.user.findMany({ where: { roles: { has: 'sales_manager' } } });
      const said = async (count: number) =>
        (await world.mails(referralId))
          .slice(-count)
          .map(({ text, receiver, facts }) => [text, receiver, facts['kind']]);
      const toLeads = (text: string, kind?: string) =>
        leads
          .map(({ id }) => id)
          .sort()
          .map((id) => [text, id, kind]);
      await ask(world, referralId);
      await world.pass('PT2H1M');
      await world.tells(referralId, 'clock.reminded');
      expect(await said(1)).toEqual([['reminder_50', world.vendor.samir, 'extension']]);
      expect((await world.row(referralId)).next).toMatchObject({ facts: { extensionLate: 0 } });
      await world.pass('PT2H');
      await world.tells(referralId, 'clock.breached');
      expect(await said(leads.length + 1)).toEqual([
        ...toLeads('breach_100', 'extension'),
        ['promise_missed', 'submitter', 'extension'],
      ]);
      expect((await world.row(referralId)).next).toMatchObject({ facts: { extensionLate: 1 } });
      await world.pass('PT6H');
      await world.tells(referralId, 'clock.escalated', 2);
      expect(await said(2 * leads.length)).toEqual([
        ...toLeads('extension_requested'),
        ...toLeads('extension_requested'),
      ]);
      await world.pass('P2D');
      expect(await world.row(referralId)).toMatchObject({ ownerId: owner, expiresAt: new Date(expiresAt) });
      expect((await world.timeline(referralId)).filter(({ type }) => type === 'clock.escalated')).toHaveLength(2);
      expect((await decide(world, referralId, 'approve')).answer).toEqual({ outcome: 'done' });
      expect((await world.row(referralId)).next).not.toMatchObject({ facts: { extensionLate: 1 } });
    }),
  );

  it(
    'decided in time reminds nobody any more',
    inWorld(async (world) => {
      const { referralId } = await contacted(world);
      await ask(world, referralId);
      await decide(world, referralId, 'refuse');
      await world.pass('P2D');
      const types = (await world.timeline(referralId)).map(({ type }) => type);
      expect(types.filter((type) => type.startsWith('clock.'))).toEqual([]);
    }),
  );

  it(
    'is void once there is an opportunity: nothing lapses any more',
    inWorld(async (world) => {
      const { referralId, owner } = await qualified(world);
      await ask(world, referralId);
      await world.give(referralId, 'advance', owner, { stage: 'opportunity' });
      expect(await world.row(referralId)).toMatchObject({ expiresAt: null, extension: { request: null } });
      expect((await decide(world, referralId, 'approve')).answer).toMatchObject({ code: 'not_allowed_in_stage' });
    }),
  );

  it(
    'asked for or decided straight through Temporal is held to the same rights',
    inWorld(async (world) => {
      const { referralId } = await accepted(world);
      const raw = (name: string, commandId: string, userId: string, payload: object) =>
        world.handle(referralId).signal(name, { commandId, actor: { kind: 'user', id: userId }, ...payload });
      await raw('requestExtension', 'x-1', world.vendor.nora, ASK);
      await world.tells(referralId, 'command.refused');
      await raw('requestExtension', 'x-0', world.partner.adminId, { ...ASK, reasonCode: 'bored' });
      await raw('requestExtension', 'x-2', world.partner.adminId, ASK);
      await world.tells(referralId, 'extension.requested');
      for (const [id, userId] of [
        ['x-3', world.partner.adminId],
        ['x-4', world.vendor.ruth],
        ['x-5', world.vendor.nora],
      ] as const)
        await raw('decideExtension', id, userId, { decision: 'approve' });
      await world.tells(referralId, 'command.refused', 5);
      expect(await world.row(referralId)).toMatchObject({ extension: { request: { days: 30 }, granted: 0 } });
      await raw('decideExtension', 'x-6', world.vendor.greta, { decision: 'approve' });
      await world.tells(referralId, 'extension.decided');
    }),
  );
});
