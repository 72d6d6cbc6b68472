import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createOutbox } from '../../adapters/database/outbox.ts';
import type { Outbox } from '../../adapters/database/outbox.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

const RUSH = 32;
const LIMIT = 100;

let ground: Ground;
let outbox: Outbox;
let partner: Partner;

beforeAll(async () => {
  ground = await createGround();
  outbox = createOutbox(ground.database);
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  partner = await createPartner(ground.database, { programIds: [programId] });
}, 300_000);

afterAll(() => ground.close());

beforeEach(async () => {
  await ground.database.outboxRow.deleteMany();
  await ground.database.referral.updateMany({ data: { stage: 'accepted' } });
});

/** Each leaves a story to start and a mail. */
async function receiveMany(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await receive(ground.database, submissionOf(partner));
}

const kindsOf = (taken: { kind: string }[]): string[] => [...new Set(taken.map(({ kind }) => kind))];

describe('the lanes of the outbox', () => {
  it('are taken each for itself, oldest first', async () => {
    await receiveMany(3);
    const stories = await outbox.claim('temporal', LIMIT);
    const mails = await outbox.claim('mail', LIMIT);
    expect([kindsOf(stories), stories.length]).toEqual([['start_story'], 3]);
    expect([kindsOf(mails), mails.length]).toEqual([['mail'], 3]);
    expect(stories.map(({ id }) => id)).toEqual(
      stories.map(({ id }) => id).sort((one, other) => (one < other ? -1 : 1)),
    );
  });

  it('let mails wait while many referrals wait for their decision', async () => {
    await receiveMany(RUSH);
    expect(await outbox.claim('mail', LIMIT)).toEqual([]);
    expect(await outbox.claim('temporal', LIMIT)).toHaveLength(RUSH);
    const decided = await ground.database.referral.findFirstOrThrow({ where: { stage: 'submitted' } });
    await ground.database.referral.update({ where: { id: decided.id }, data: { stage: 'accepted' } });
    expect(await outbox.claim('mail', LIMIT)).toHaveLength(RUSH);
  });

  it('let no mail wait longer than half a minute', async () => {
    await receiveMany(RUSH);
    const [first] = await ground.database.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
    const longAgo = new Date(Date.now() - 31_000);
    await ground.database.outboxRow.update({ where: { id: first?.id ?? 0n }, data: { availableAt: longAgo } });
    expect((await outbox.claim('mail', LIMIT)).map(({ id }) => id)).toEqual([first?.id]);
  });
});
