import { createPayoutDraftActivities } from '../../activities/payoutDrafts.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createPayoutDesk } from '../../adapters/database/payoutDesk.ts';
import { createPayoutDrafts } from '../../adapters/database/payoutDrafts.ts';
import { newId } from '../../adapters/ids.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import { inActivityContext } from './inActivityContext.ts';
import type { MoneyWorld } from './moneyWorld.ts';
import { testVault } from './payees.ts';
import { PAY_DAY } from './payoutRuns.ts';

/** Lines that are accrued and approved in time belong to the period that ends with January. */
export const CUT_OFF = '2027-02-01T00:00:00.000Z';
export const NEXT_CUT_OFF = '2027-03-01T00:00:00.000Z';

export const draftActivities = (worker: Database, { linesMax = 10_000 }: { linesMax?: number | undefined } = {}) =>
  inActivityContext(
    createPayoutDraftActivities({ drafts: createPayoutDrafts(worker, { rails: ['manual', 'csv'], linesMax }) }),
  );

/** All that is due by then, as the workflow does it; how many runs it made. */
export async function draftAll(worker: Database, at: string, linesMax?: number): Promise<number> {
  const { openPeriods, closePeriod } = draftActivities(worker, { linesMax });
  let made = 0;
  for (const period of await openPeriods({ at, passedBy: [] })) made += await closePeriod({ period, at });
  return made;
}

/** A program says when it pays once its policy is published; those of won referrals are only pinned. */
export async function publishPolicy(
  { database, programId, staff }: MoneyWorld,
  { version = 1_000, ...policy }: { version?: number } & Partial<Policy> = {},
): Promise<void> {
  const drafted = { programId, version, body: { ...defaultPolicy('EUR'), ...policy }, draftedBy: staff.olga };
  const published = { publishedBy: staff.ines, publishedAt: new Date() };
  await database.policyVersion.create({ data: { id: newId('policyVersion'), ...drafted, ...published } });
}

export async function prepareDraft(api: Database, { runId, by }: { runId: string; by: string }): Promise<void> {
  await createPayoutDesk(api, testVault).once(undefined, async (writes) => {
    await writes.prepareDraft({ runId, by, at: new Date(PAY_DAY) });
    return { status: 200, headers: {}, text: '' };
  });
}
