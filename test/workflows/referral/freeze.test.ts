import { describe, expect, it } from '@jest/globals';
import { contest, giveCase } from '../../support/caseSteps.ts';
import { qualified } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';
import { TODAY } from '../../support/today.ts';

const inWorld = storyTests();
const AMOUNT = { amount: 4_800_000, currency: 'EUR' };

async function won(world: StoryWorld) {
  const { referralId, owner } = await qualified(world);
  await world.give(referralId, 'close', owner, {
    outcome: 'won',
    amount: AMOUNT,
    closedOn: TODAY,
    dealId: `D-${referralId}`,
  });
  const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
  const stateOf = async (): Promise<string> =>
    (await world.database.commission.findUniqueOrThrow({ where: { id: line.id } })).state;
  const stop = { commissionId: line.id, reasonCode: 'invoice_disputed' };
  return { referralId, line, stateOf, stop };
}

describe('a line that is stopped', () => {
  it(
    'lets its hold end unnoticed; once it goes on, what is overdue happens at once, and the ledger has it once',
    inWorld(async (world) => {
      const { referralId, line, stateOf, stop } = await won(world);
      const { ines, paul, greta } = world.vendor;
      const approve = { commissionId: line.id, contentHash: line.contentHash };
      expect((await world.give(referralId, 'approveCommission', ines, approve)).answer).toEqual({ outcome: 'done' });
      expect((await world.give(referralId, 'freeze', paul, stop)).answer).toEqual({ outcome: 'done' });
      await world.pass('P31D');
      expect(await stateOf()).toBe('frozen');
      expect((await world.give(referralId, 'unfreeze', greta, stop)).answer).toMatchObject({ outcome: 'refused' });
      expect((await world.give(referralId, 'unfreeze', ines, stop)).answer).toEqual({ outcome: 'done' });
      await world.tells(referralId, 'commission.approved');
      expect(await stateOf()).toBe('approved');
      expect(await world.database.ledgerJournal.count({ where: { source: line.id, kind: 'hold_over' } })).toBe(1);
      const mails = (await world.mails(referralId)).map(({ text }) => text);
      expect(mails).toEqual(
        expect.arrayContaining(['commission_frozen', 'commission_unfrozen', 'commission_approved']),
      );
    }),
  );

  it(
    'keeps the story open beyond its window, until it is decided',
    inWorld(async (world) => {
      const { referralId, line, stop } = await won(world);
      await world.give(referralId, 'freeze', world.vendor.paul, stop);
      await world.pass('P200D');
      expect((await world.explain(referralId)).state).toMatchObject({
        clawbackUntil: null,
        lines: [{ state: 'frozen' }],
      });
      await world.give(referralId, 'unfreeze', world.vendor.ines, stop);
      await world.tells(referralId, 'commission.awaiting_approval');
      const reject = { commissionId: line.id, contentHash: line.contentHash, reasonCode: 'not_eligible' };
      await world.give(referralId, 'rejectCommission', world.vendor.ines, reject);
      expect(await world.handle(referralId).result()).toBe('won');
    }),
  );

  it(
    'by a signal from any Temporal client only by people of finance, and a refusal is recorded',
    inWorld(async (world) => {
      const { referralId, stateOf, stop } = await won(world);
      const signal = (commandId: string, id: string) =>
        world.handle(referralId).signal('freeze', { ...stop, commandId, actor: { kind: 'user', id } });
      await signal('raw-1', world.vendor.greta);
      await world.tells(referralId, 'command.refused');
      expect(await stateOf()).toBe('holding');
      await signal('raw-2', world.vendor.paul);
      await world.tells(referralId, 'commission.frozen');
      expect(await stateOf()).toBe('frozen');
    }),
  );
});

describe('a case about an amount', () => {
  it(
    'stops the line from the moment it is opened until it is decided',
    inWorld(async (world) => {
      const { referralId, stateOf } = await won(world);
      const caseId = await contest(world, referralId, 'commission');
      expect(await stateOf()).toBe('frozen');
      const payload = { commissionId: '', reasonCode: 'settled' };
      const line = await world.database.commission.findFirstOrThrow({ where: { referralId } });
      const early = await world.give(referralId, 'unfreeze', world.vendor.ines, { ...payload, commissionId: line.id });
      expect(early.answer).toMatchObject({ code: 'not_allowed_in_state' });
      await world.pass('P1D');
      await giveCase(world, caseId, 'decideCase', world.vendor.ines, {
        payload: { outcome: 'upheld', effect: 'none' },
      });
      expect(await stateOf()).toBe('holding');
      await world.relay();
      await world.pass('P31D');
      await world.tells(referralId, 'commission.awaiting_approval');
    }),
  );

  it(
    'that it comes late stops nothing',
    inWorld(async (world) => {
      const { referralId, stateOf } = await won(world);
      await contest(world, referralId, 'late_payment');
      expect(await stateOf()).toBe('holding');
    }),
  );

  it(
    'that is taken back lets the line go on, but not one that finance has stopped besides',
    inWorld(async (world) => {
      const { referralId, stateOf, stop } = await won(world);
      const caseId = await contest(world, referralId, 'commission');
      await world.give(referralId, 'freeze', world.vendor.paul, stop);
      await giveCase(world, caseId, 'withdrawCase', world.partner.userId);
      await world.relay();
      expect(await stateOf()).toBe('frozen');
      expect((await world.give(referralId, 'unfreeze', world.vendor.ines, stop)).answer).toEqual({ outcome: 'done' });
      expect(await stateOf()).toBe('holding');
    }),
  );
});
