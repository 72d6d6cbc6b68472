import { fillEmbeddedCrm } from '../../adapters/crm/embeddedDesk.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { until } from './storyWorld.ts';
import type { StoryWorld } from './storyWorld.ts';

const DAY_MS = 86_400_000;

type DealWish = { owner?: string; daysAgo?: number; productLine?: string; referralNumber?: string };

/** Somebody of the house has a deal with this company: opened now, or so many days ago. */
export async function openDeal(world: StoryWorld, name: string, wish: DealWish = {}): Promise<string> {
  const { owner, daysAgo, productLine, referralNumber } = wish;
  const user = owner === undefined ? null : await world.database.user.findUniqueOrThrow({ where: { id: owner } });
  const dealId = `deal_${name}${referralNumber ?? ''}${productLine ?? ''}`;
  await fillEmbeddedCrm(world.database, {
    accounts: [{ id: `acc_deal_${name}`, name, domain: `${name}.example` }],
    deals: [
      {
        id: dealId,
        accountId: `acc_deal_${name}`,
        name: `${name} 2027`,
        ownerEmail: user?.email ?? 'somebody@elsewhere.example',
        ...(daysAgo === undefined ? {} : { openedAt: new Date(Date.now() - daysAgo * DAY_MS) }),
        ...(productLine === undefined ? {} : { productLine }),
        ...(referralNumber === undefined ? {} : { referralNumber }),
      },
    ],
  });
  return dealId;
}

export const companyNamed = (name: string) => ({
  company: { name: `${name} GmbH`, domain: `${name}.example`, country: 'DE' },
  prospect: { name: 'Jana Falk', email: `jana@${name}.example` },
});

let swept = 0;

/**
 * The sweep of one hour; gives how many deals are new. Its end is looked for and not awaited as a result: while somebody
 * awaits one, the server skips time, and the registration would lapse meanwhile.
 */
export async function sweep({ client, database }: StoryWorld): Promise<number> {
  const before = await database.parallelDeal.count();
  const workflowId = `deal-sweep-${String((swept += 1))}`;
  const handle = await client.workflow.start('dealSweep', { workflowId, taskQueue: TASK_QUEUE, args: [] });
  await until(async () => (await handle.describe()).status.name === 'COMPLETED', 'the end of the sweep');
  return (await database.parallelDeal.count()) - before;
}

/** The case that was opened for a deal that was found, with its story running. */
export async function caseOfDeal(world: StoryWorld, referralId: string): Promise<string> {
  await world.relay();
  const rows = () => world.database.parallelDeal.findMany({ where: { referralId, caseId: { not: null } } });
  await until(async () => (await rows()).length > 0, 'a case about a deal');
  await world.relay();
  return (await rows())[0]?.caseId ?? '';
}
