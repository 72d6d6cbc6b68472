import { takeInChanges } from '../../adapters/crm/changeFeed.ts';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import type { RecordFields } from '../../domain/referral/attribution.ts';
import { editRecord } from './editRecord.ts';
import type { StoryWorld } from './storyWorld.ts';

export const SOMEBODY = 'somebody@helioforge.example';

export const recordOf = async (world: StoryWorld, referralId: string) => {
  const { crmRecordId } = await world.row(referralId);
  return world.database.crmRecord.findUniqueOrThrow({ where: { id: crmRecordId ?? '' } });
};

/** Somebody edits the record, and the worker's loop brings it to the story, as it does every few seconds. */
export async function edit(world: StoryWorld, referralId: string, change: Partial<RecordFields> | null, by = SOMEBODY) {
  const { crmRecordId } = await world.row(referralId);
  await editRecord(world.database, { recordId: crmRecordId ?? '', by, change });
  await hearOfChanges(world);
}

async function hearOfChanges(world: StoryWorld): Promise<void> {
  await takeInChanges({ database: world.database, crm: createEmbeddedCrm(world.database) });
  await world.relay();
}

export const takenIn = async (world: StoryWorld, referralId: string, type = 'crm.restored') => {
  const events = await world.database.event.findMany({ where: { referralId, type }, orderBy: { seq: 'asc' } });
  return events.map(({ privateText }) => (JSON.parse(privateText ?? '{}') as { taken: unknown }).taken);
};
