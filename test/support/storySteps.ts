import { keptStatement, prepareRun, runActivities } from './payoutRuns.ts';
import { bankLine } from './statementLines.ts';
import { until } from './storyWorld.ts';
import type { StoryWorld } from './storyWorld.ts';
import { TODAY } from './today.ts';

const HOUR_MS = 3_600_000;

/** A referral that holds its claim, known to the CRM, with its owner; `hoursIn` measures from its receipt. */
export async function accepted(world: StoryWorld, changes: Parameters<StoryWorld['submit']>[0] = {}) {
  const receipt = await world.submit(changes);
  await world.isIn(receipt.referralId, 'accepted');
  await world.tells(receipt.referralId, 'crm.linked');
  const owner = (await world.row(receipt.referralId)).ownerId ?? '';
  const hoursIn = (at: Date): number => (at.getTime() - Date.parse(receipt.submittedAt)) / HOUR_MS;
  return { ...receipt, owner, hoursIn };
}

export async function contacted(world: StoryWorld, changes: Parameters<StoryWorld['submit']>[0] = {}) {
  const referral = await accepted(world, changes);
  await world.give(referral.referralId, 'contact', referral.owner, { channel: 'phone', outcome: 'reached' });
  return referral;
}

/** Everything was answered with yes; the closer is the owner from here on. */
export async function qualified(world: StoryWorld, changes: Parameters<StoryWorld['submit']>[0] = {}) {
  const referral = await contacted(world, changes);
  const answers = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
  await world.give(referral.referralId, 'qualify', referral.owner, { ...answers, outcome: 'qualified', quality: 4 });
  return { ...referral, owner: (await world.row(referral.referralId)).ownerId ?? '' };
}

type ClockRow = { kind: string; state: string; startedAt: string; dueAt: string; metAt?: string };

export async function clockOf(world: StoryWorld, referralId: string, kind: string): Promise<ClockRow | undefined> {
  return ((await world.row(referralId)).clocks as ClockRow[]).find((clock) => clock.kind === kind);
}

/** Until the record tells of so many refusals; those that came together are one entry with their number. */
export const refused = (world: StoryWorld, referralId: string, count: number): Promise<void> =>
  until(
    async () => {
      const told = (await world.timeline(referralId)).filter(({ type }) => type === 'command.refused');
      return told.reduce((sum, event) => sum + Number(event.public['count'] ?? 1), 0) === count;
    },
    `${String(count)} refusals are told`,
  );

/** A run over everything that is approved, from preparation to settled, and its stories are told. */
export async function payOut(world: StoryWorld): Promise<void> {
  const { database, vendor } = world;
  const run = await prepareRun(database, { by: vendor.paul, rail: 'manual' });
  const { decideRun, itemsToSubmit, submitItems, finishSubmission } = runActivities(database);
  const at = new Date().toISOString();
  const decide = (name: 'release' | 'confirm', by: string, payload = {}) =>
    decideRun({ runId: run.id, at, command: { commandId: name, name, actor: { kind: 'user', id: by }, payload } });
  await decide('release', vendor.viktor);
  await submitItems({ itemIds: await itemsToSubmit({ runId: run.id, limit: 100 }), attempt: 1, at });
  await finishSubmission({ runId: run.id, rail: 'manual' });
  await decide('confirm', vendor.paul, { reference: 'BANK-1', settledOn: TODAY });
  await world.relay();
}

/** The bank sends back what paid a line, and its story is told. */
export async function sendBack(world: StoryWorld, commissionId: string): Promise<void> {
  const { database, vendor } = world;
  const { item } = await database.payoutItemLine.findFirstOrThrow({
    where: { commissionId, open: true },
    include: { item: true },
  });
  const lines = [bankLine(item.id, Number(item.amountMinor), { movement: 'returned', reasonCode: 'AC04' })];
  const statementId = await keptStatement(database, { runId: item.runId, lines, by: vendor.paul });
  await runActivities(database).decideRun({
    runId: item.runId,
    at: new Date().toISOString(),
    command: {
      commandId: 'back',
      name: 'statement',
      actor: { kind: 'user', id: vendor.paul },
      payload: { statementId },
    },
  });
  await world.relay();
}
