import { describe, expect, it } from '@jest/globals';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import type { Crm } from '../../adapters/crm/port.ts';
import { createReconciliations } from '../../adapters/database/reconciliations.ts';
import type { Database } from '../../adapters/database/client.ts';
import { AppError } from '../../domain/errors.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { openDeal, companyNamed } from '../support/dealSteps.ts';
import { accepted } from '../support/storySteps.ts';
import { storyTests } from '../support/storyTests.ts';
import { until, type StoryWorld } from '../support/storyWorld.ts';

const inWorld = storyTests();
let compared = 0;

const begin = ({ client }: StoryWorld) => {
  const workflowId = `reconciliation-${String((compared += 1))}`;
  return client.workflow.start('reconciliation', { workflowId, taskQueue: TASK_QUEUE, args: [] });
};

/** As the schedule starts it; its end is looked for and not awaited, so that no claim lapses meanwhile. */
async function compare(world: StoryWorld): Promise<void> {
  const handle = await begin(world);
  await until(async () => (await handle.describe()).status.name === 'COMPLETED', 'the end of the comparison');
}

const read = ({ database }: StoryWorld) => createReconciliations(database).read();

/** Silent for so many questions about deals. */
function silentFor(times: number) {
  let asked = 0;
  return (database: Database): Crm => {
    const crm = createEmbeddedCrm(database);
    return {
      ...crm,
      readDeals: (about) => {
        asked += 1;
        return asked <= times ? Promise.reject(new AppError({ code: 'crm_unavailable' })) : crm.readDeals(about);
      },
    };
  };
}

describe('the comparison', () => {
  it(
    'finds what was closed in the CRM while it is open here, and nothing once a person has followed',
    inWorld(async (world) => {
      const { referralId } = await accepted(world, companyNamed('compared'));
      const { number } = await world.database.referral.findUniqueOrThrow({ where: { id: referralId } });
      const dealId = await openDeal(world, 'compared', { referralNumber: number });
      await compare(world);
      expect(await read(world)).toMatchObject({ findings: [], last: { compared: { deals: 1 } } });
      await world.database.crmDeal.update({ where: { id: dealId }, data: { open: false } });
      await compare(world);
      expect((await read(world)).findings).toMatchObject([{ kind: 'open_here_closed_there', number }]);
      await world.database.crmDeal.update({ where: { id: dealId }, data: { open: true } });
      await compare(world);
      expect((await read(world)).findings).toEqual([]);
    }),
  );

  it(
    'asks a CRM that is silent again after a while, until it answers',
    inWorld(
      async (world) => {
        await accepted(world, companyNamed('silent'));
        expect(await (await begin(world)).result()).toBe(true);
        expect(await read(world)).toMatchObject({ last: { compared: { deals: expect.any(Number) } } });
      },
      { crm: silentFor(2) },
    ),
  );

  it(
    'a CRM that stays away is no reason not to compare the others',
    inWorld(
      async (world) => {
        await accepted(world, companyNamed('away'));
        expect(await (await begin(world)).result()).toBe(true);
        expect(await read(world)).toMatchObject({
          last: { compared: { deals: null, bank: expect.any(Number), books: expect.any(Number) } },
        });
      },
      { crm: silentFor(99) },
    ),
  );

  it(
    'is begun for who asks by the relay, once',
    inWorld(async (world) => {
      const desk = createReconciliations(world.database);
      const at = new Date();
      await desk.once(undefined, async (writes) => {
        await writes.start({ by: world.vendor.samir, at });
        return { status: 202, headers: {}, text: '' };
      });
      await world.relay();
      await world.relay();
      await until(async () => (await read(world)).running === null, 'the end of the comparison');
      expect(await read(world)).toMatchObject({ asOf: { deals: at.toISOString(), bank: at.toISOString() } });
    }),
  );
});
