import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDealWatch } from '../../adapters/crm/dealWatch.ts';
import type { Crm } from '../../adapters/crm/port.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createParallelDeals } from '../../adapters/database/parallelDeals.ts';
import { createVendorQuestions } from '../../adapters/database/vendorQuestions.ts';
import { createWatch } from '../../adapters/database/watch.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

/** As many as one sweep tries. */
const PAGE = 50;

let ground: Ground;
let worker: Database;

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 2 });
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

/** Deals that a case has found to be those of one referral; ids are in the order of `names`. */
async function linked(names: readonly string[]): Promise<string> {
  const { database, vendor } = ground;
  const programId = await createProgram(database, { vendor });
  const by = await createPartner(database, { programIds: [programId] });
  const { referralId } = await receive(database, submissionOf(by));
  const at = new Date();
  const about = { referralId, programId, partnerId: by.id, kind: 'parallel_deal' };
  const end = { state: 'closed', story: { effect: 'link' } };
  await database.case.createMany({
    data: names.map((name) => ({ id: `cas_${name}`, number: name, ...about, openedBy: {}, openedAt: at, ...end })),
  });
  const found = { accountId: 'acc_1', proven: true, before: false, foundBy: 'sweep', foundAt: at };
  await database.parallelDeal.createMany({
    data: names.map((name) => ({ id: `pdl_${name}`, referralId, dealId: name, caseId: `cas_${name}`, ...found })),
  });
  return referralId;
}

const stuck = () => createWatch({ database: ground.database, expected: [] }).stuck(new Date());

it('fifty links that the CRM refuses for good keep none from being written, and are listed until it takes them', async () => {
  const refused = Array.from({ length: PAGE }, (_, place) => `A${String(place + 100)}`);
  const referralId = await linked([...refused, 'Z1', 'Z2']);
  const taken: string[] = [];
  let refuses = true;
  const linkDeal: Crm['linkDeal'] = ({ dealId }) => {
    if (refuses && refused.includes(dealId)) return Promise.reject(new RangeError('no such deal'));
    taken.push(dealId);
    return Promise.resolve();
  };
  const watch = createDealWatch({
    crm: { linkDeal } as unknown as Crm,
    deals: createParallelDeals(worker),
    questions: createVendorQuestions(worker),
  });

  await watch.writeLinks();
  expect(taken).toEqual([]);
  await watch.writeLinks();
  expect(taken).toEqual(['Z1', 'Z2']);

  const listed = await stuck();
  expect(listed).toHaveLength(PAGE);
  expect(listed.filter(({ attempts }) => attempts === 2)).toHaveLength(PAGE - taken.length);
  expect(listed[0]).toMatchObject({
    referralId,
    cause: expect.stringMatching(/the CRM refuses the link to deal A1\d\d \(RangeError\)$/),
  });

  refuses = false;
  await watch.writeLinks();
  expect(taken).toHaveLength(PAGE + 2);
  expect(await stuck()).toEqual([]);
  await watch.writeLinks();
  expect(taken).toHaveLength(PAGE + 2);
});
