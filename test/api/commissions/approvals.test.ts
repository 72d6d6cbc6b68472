import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { commissionActivities, dealOf, SIGNED_AT, type StaffName } from '../../support/moneyWorld.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

type Item = { id: string; contentHash: string };

async function accruedLine(): Promise<Item> {
  const { world } = money;
  const { referralId } = await world.wonReferral();
  const deal = dealOf(world, 4_800_000);
  const [line] = await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
  if (line === undefined) throw new Error('nothing accrued');
  return { id: line.commissionId, contentHash: line.contentHash };
}

const linesOf = async (count: number): Promise<Item[]> => {
  const lines: Item[] = [];
  for (let made = 0; made < count; made += 1) lines.push(await accruedLine());
  return lines;
};

async function approve(items: unknown, who: StaffName, { key, signedInAt }: { key?: string; signedInAt?: Date } = {}) {
  return money.api.call('POST', '/v1/commissions/approvals', {
    session: await money.sessionOf(who, signedInAt),
    body: { items },
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
}

const approvalsOf = (items: readonly Item[]): Promise<number> =>
  money.world.database.commissionApproval.count({ where: { commissionId: { in: items.map(({ id }) => id) } } });

describe('approving several lines at once', () => {
  it('gives a result for each, in their order', async () => {
    const items = await linesOf(3);
    const { status, body } = await approve(items, 'ines');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: items.map(({ id }) => ({ id, outcome: 'done', state: 'holding', approvals: 1, approvalsRequired: 1 })),
    });
    expect(await approvalsOf(items)).toBe(3);
  });

  it('refuses what has changed, is unknown, decided or not for this person, each with its reason, and approves the rest', async () => {
    const [good, stale, decided, own] = (await linesOf(4)) as [Item, Item, Item, Item];
    await approve([decided], 'ines');
    await money.world.database.commissionExclusion.create({
      data: { commissionId: own.id, userId: money.world.staff.ines, reason: 'drafted_plan' },
    });
    const unknown = { id: good.id.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')), contentHash: good.contentHash };
    const items = [{ ...stale, contentHash: 'f'.repeat(64) }, decided, good, own, unknown];
    const { status, body } = await approve(items, 'ines');
    expect(status).toBe(200);
    const results = (body as { data: { id: string; outcome: string; code?: string; why?: string }[] }).data;
    expect(results.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      [stale.id, 'refused', 'content_changed'],
      [decided.id, 'refused', 'already_approved'],
      [good.id, 'done', undefined],
      [own.id, 'refused', 'separation_of_duties'],
      [unknown.id, 'refused', 'not_found'],
    ]);
    for (const { outcome, why } of results) if (outcome === 'refused') expect(why).toMatch(/\.$/);
    expect(await approvalsOf([stale, own])).toBe(0);
  });

  it('the same key again gives the same answer and counts once; for other lines it is refused', async () => {
    const [first, other] = (await linesOf(2)) as [Item, Item];
    const key = randomUUID();
    const once = await approve([first], 'ines', { key });
    const again = await approve([first], 'ines', { key });
    expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([200, 'true', once.text]);
    expect((await approve([first, other], 'ines', { key })).body).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await approvalsOf([first, other])).toBe(1);
  });

  it('a request that was broken off goes on under its key: what was approved is not approved again', async () => {
    const items = await linesOf(2);
    const key = randomUUID();
    await approve(items, 'ines', { key });
    await money.world.database
      .$executeRaw`UPDATE idempotency_records SET response = NULL, status = NULL WHERE key = ${key}`;
    const again = await approve(items, 'ines', { key });
    expect((again.body as { data: { outcome: string }[] }).data.map(({ outcome }) => outcome)).toEqual([
      'done',
      'done',
    ]);
    expect(await approvalsOf(items)).toBe(2);
  });

  it('a double click has one answer: the second request waits for the first and says the same', async () => {
    const items = await linesOf(2);
    const key = randomUUID();
    const [one, other] = await Promise.all([approve(items, 'ines', { key }), approve(items, 'ines', { key })]);
    expect((one.body as { data: { outcome: string }[] }).data.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect([other.status, other.text]).toEqual([200, one.text]);
    expect(await approvalsOf(items)).toBe(2);
  });

  it('what the first request has stored and not ended is under way, not refused, with the same command', async () => {
    const items = await linesOf(1);
    const key = randomUUID();
    money.away(true);
    const once = await approve(items, 'ines', { key });
    // As it is while the first request runs: its commands are stored, and no answer is kept yet.
    await money.world.database
      .$executeRaw`UPDATE idempotency_records SET response = NULL, status = NULL WHERE created_at > now() - interval '1 minute'`;
    const meanwhile = await approve(items, 'ines', { key });
    money.away(false);
    expect(once.body).toMatchObject({ data: [{ outcome: 'pending' }] });
    expect(meanwhile.body).toEqual(once.body);
  });

  it('asks for a fresh proof of who it is before anything is approved, and then goes on under the same key', async () => {
    const items = await linesOf(1);
    const key = randomUUID();
    const longAgo = new Date(Date.now() - 3_600_000);
    expect((await approve(items, 'ines', { key, signedInAt: longAgo })).body).toMatchObject({
      code: 'step_up_required',
    });
    expect(await approvalsOf(items)).toBe(0);
    expect((await approve(items, 'ines', { key })).body).toMatchObject({ data: [{ outcome: 'done' }] });
  });

  it('is stored while Temporal is away', async () => {
    const items = await linesOf(2);
    money.away(true);
    const { status, body } = await approve(items, 'ines');
    money.away(false);
    expect(status).toBe(200);
    const { data } = body as { data: { outcome: string; commandId: string }[] };
    expect(data.map(({ outcome }) => outcome)).toEqual(['pending', 'pending']);
    const waiting = await money.world.database.command.findMany({
      where: { id: { in: data.map((one) => one.commandId) } },
    });
    expect(waiting).toHaveLength(2);
  });

  it('is for who approves, and for 1 to 200 lines, each named once', async () => {
    const [line] = (await linesOf(1)) as [Item];
    expect((await approve([line], 'paul')).status).toBe(403);
    for (const items of [[], [line, line], Array.from({ length: 201 }, () => line)])
      expect((await approve(items, 'ines')).status).toBe(400);
  });
});
