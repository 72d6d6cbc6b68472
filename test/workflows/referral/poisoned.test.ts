import { describe, expect, it } from '@jest/globals';
import { createEmbeddedCrm } from '../../../adapters/crm/embedded.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { storyTests } from '../../support/storyTests.ts';
import { until } from '../../support/storyWorld.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

/** More than the worker has places for workflow tasks. */
const POISONED = 45;

const submit = (world: StoryWorld, name: string) =>
  world.submit({
    company: { name: `${name} GmbH`, domain: `${name}.example` },
    prospect: { name: 'Jana Falk', email: `jana@${name}.example` },
  });

describe('a fault of ours that some referrals meet again and again', () => {
  const fault = { isThere: true };
  const faulty = (database: Database): Crm => {
    const crm = createEmbeddedCrm(database);
    return {
      ...crm,
      findCompany: (keys) => {
        if (fault.isThere && keys.domains.some((domain) => domain.startsWith('poison'))) throw new TypeError('ours');
        return crm.findCompany(keys);
      },
    };
  };

  it(
    'holds up nobody else, and is over when it is mended',
    inWorld(
      async (world) => {
        const poisoned: string[] = [];
        for (let number = 0; number < POISONED; number += 1)
          poisoned.push((await submit(world, `poison${String(number)}`)).referralId);
        await until(async () => (await waitingOnServer(world, poisoned)) === POISONED, 'the faults wait on the server');

        const { referralId } = await submit(world, 'healthy');
        await world.isIn(referralId, 'accepted');
        const [first = ''] = poisoned;
        expect((await world.row(first)).stage).toBe('submitted');

        fault.isThere = false;
        await world.pass('PT2M');
        const isChecked = async (id: string): Promise<boolean> => (await world.row(id)).stage !== 'submitted';
        for (const id of poisoned) await until(() => isChecked(id), 'the check of what had the fault');
      },
      { crm: faulty },
    ),
    120_000,
  );
});

/** How many of the stories have their check as an activity that waits on the server for its next try. */
async function waitingOnServer(world: StoryWorld, ids: readonly string[]): Promise<number> {
  const pending = await Promise.all(
    ids.map(async (id) => (await world.handle(id).describe()).raw.pendingActivities?.length ?? 0),
  );
  return pending.filter((count) => count > 0).length;
}
