import { describe, expect, it } from '@jest/globals';
import { createRunReads } from '../../adapters/database/runReads.ts';
import { signalTwice, stateIs, twoLines, withDoomedWorker, type DoomedRun } from '../support/doomedRun.ts';
import { balancesOf, keptStatement, moneyViolations, storedCommand } from '../support/payoutRuns.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { bankLine } from '../support/statementLines.ts';
import { TODAY } from '../support/today.ts';
import { ON_CANCELLED_RUN, ON_LOOK_UP, ON_PAYMENT, ON_REFUSAL, ON_RELEASE, ON_SETTLEMENT } from './points.ts';

const BOUND_MS = 300_000;
const CONFIRMATION = { reference: 'BANK-1', settledOn: TODAY };

async function expectPaidOnce({ world, runId }: DoomedRun): Promise<void> {
  const run = await createRunReads(world.database).run(runId);
  expect(run?.items.map(({ state, lines }) => [state, lines.length])).toEqual([
    ['paid', 1],
    ['paid', 1],
  ]);
  expect(await moneyViolations(world.database)).toEqual([]);
  expect(await balancesOf(world.database)).toEqual({
    commission_expense: 680_000,
    payable_pending: 0,
    payable_due: 0,
    payout_clearing: 0,
    bank: -680_000,
  });
  expect(await world.database.railPayment.count()).toBe(2);
  expect(await world.database.commission.count({ where: { state: 'paid' } })).toBe(2);
  const mails = await world.database.outboxRow.findMany({ where: { kind: 'mail' } });
  expect(mails.filter(({ payload }) => (payload as { text: string }).text === 'commission_paid')).toHaveLength(2);
  expect(await world.database.event.count({ where: { type: 'commission.paid' } })).toBe(2);
}

const release = async (run: DoomedRun): Promise<void> =>
  signalTwice(run, await storedCommand(run.world, { runId: run.runId, name: 'release', by: 'ines' }));

const confirm = async (run: DoomedRun): Promise<void> => {
  const { world, runId } = run;
  await signalTwice(run, await storedCommand(world, { runId, name: 'confirm', by: 'paul', payload: CONFIRMATION }));
};

describe('a worker that dies', () => {
  it.concurrent.each(ON_PAYMENT)(
    'at %s is replaced, and everybody is paid once',
    (point) =>
      withDoomedWorker(point, {
        earn: twoLines(),
        use: async (run) => {
          const { world, runId } = run;
          await release(run);
          if (!point.startsWith('settle')) await run.replace();
          await untilTakenOver(stateIs(run, 'submitted'), `submitted after ${point}`);
          await confirm(run);
          if (point.startsWith('settle')) await run.replace();
          await untilTakenOver(stateIs(run, 'settled'), `settled after ${point}`);
          await expectPaidOnce(run);
          expect(await world.database.command.count({ where: { runId, state: 'done' } })).toBe(2);
        },
      }),
    BOUND_MS,
  );

  it.concurrent.each(ON_LOOK_UP)(
    'at %s, after another at submit.sent, is replaced, and everybody is paid once',
    (point) =>
      withDoomedWorker('submit.sent', {
        earn: twoLines(),
        use: async (run) => {
          await release(run);
          await run.replace(point);
          await run.replace();
          await untilTakenOver(stateIs(run, 'submitted'), `submitted after ${point}`);
          await confirm(run);
          await untilTakenOver(stateIs(run, 'settled'), `settled after ${point}`);
          await expectPaidOnce(run);
        },
      }),
    BOUND_MS,
  );

  it.concurrent.each(ON_SETTLEMENT)(
    'at %s over a statement is replaced, and one payee is paid, the other due again',
    (point) =>
      withDoomedWorker(point, {
        earn: twoLines(),
        use: async (run) => {
          const { world, processes, runId } = run;
          await release(run);
          await untilTakenOver(stateIs(run, 'submitted'), `submitted before ${point}`);
          const items = await world.database.payoutItem.findMany({
            where: { runId },
            orderBy: { amountMinor: 'desc' },
          });
          const lines = items.map(({ id, amountMinor }, place) =>
            bankLine(id, Number(amountMinor), { movement: place === 0 ? 'paid' : 'returned', position: place + 1 }),
          );
          const statementId = await keptStatement(processes.api, { runId, lines, by: world.staff.paul });
          const payload = { statementId };
          await signalTwice(run, await storedCommand(world, { runId, name: 'statement', by: 'paul', payload }));
          await run.replace();
          await untilTakenOver(stateIs(run, 'partly_returned'), `over after ${point}`);
          expect(await moneyViolations(world.database)).toEqual([]);
          expect(await balancesOf(world.database)).toMatchObject({
            ...{ payable_due: -200_000, payout_clearing: 0, bank: -480_000 },
          });
          expect(await world.database.event.count({ where: { type: 'commission.paid' } })).toBe(1);
          expect(await world.database.event.count({ where: { type: 'commission.returned' } })).toBe(1);
        },
      }),
    BOUND_MS,
  );

  it.concurrent.each(ON_RELEASE)(
    'at %s is replaced, and what the partner owed is set off once',
    (point) =>
      withDoomedWorker(point, {
        earn: async (ground) => {
          const money = moneyOfPartner(ground);
          await money.refundedLine(1_200_000n);
          await money.line();
        },
        use: async (run) => {
          const { world } = run;
          await release(run);
          await run.replace();
          await untilTakenOver(stateIs(run, 'submitted'), `submitted after ${point}`);
          await confirm(run);
          await untilTakenOver(stateIs(run, 'settled'), `settled after ${point}`);
          const netted = await world.database.netting.findMany();
          expect(netted.map(({ amountMinor }) => amountMinor)).toEqual([120_000n]);
          expect(await moneyViolations(world.database)).toEqual([]);
          expect(await balancesOf(world.database)).toMatchObject({
            ...{ payable_due: 0, payout_clearing: 0, partner_receivable: 0, bank: -840_000 },
          });
        },
      }),
    BOUND_MS,
  );

  it.concurrent.each(ON_REFUSAL)(
    'at %s is replaced, and what has no account goes back once',
    (point) =>
      withDoomedWorker(point, {
        earn: twoLines(null),
        use: async (run) => {
          const { world, runId } = run;
          await release(run);
          await run.replace();
          await untilTakenOver(stateIs(run, 'partly_returned'), `over after ${point}`);
          expect(await world.database.payoutItem.count({ where: { runId, state: 'refused' } })).toBe(2);
          expect(await world.database.commission.count({ where: { state: 'returned' } })).toBe(2);
          expect(await moneyViolations(world.database)).toEqual([]);
          expect(await balancesOf(world.database)).toMatchObject({ payable_due: -680_000, payout_clearing: 0 });
          expect(await world.database.railPayment.count()).toBe(0);
          expect(await world.database.event.count({ where: { type: 'commission.not_paid' } })).toBe(2);
        },
      }),
    BOUND_MS,
  );

  it.concurrent.each(ON_CANCELLED_RUN)(
    'at %s is replaced, and every line can be paid by another run',
    (point) =>
      withDoomedWorker(point, {
        earn: twoLines(),
        use: async (run) => {
          const { world, runId } = run;
          await signalTwice(run, await storedCommand(world, { runId, name: 'cancel', by: 'paul' }));
          await run.replace();
          await untilTakenOver(stateIs(run, 'cancelled'), `cancelled after ${point}`);
          await untilTakenOver(
            async () => (await world.database.command.count({ where: { runId, state: 'done' } })) === 1,
            'the answer',
          );
          expect(await world.database.commission.count({ where: { state: 'approved' } })).toBe(2);
          expect(await moneyViolations(world.database)).toEqual([]);
          expect(await world.database.railPayment.count()).toBe(0);
        },
      }),
    BOUND_MS,
  );
});
