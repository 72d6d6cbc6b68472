import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../adapters/ids.ts';
import type { RailItem } from '../../../adapters/rails/port.ts';
import { createStripeRail } from '../../../adapters/rails/stripe.ts';
import { AppError } from '../../../domain/errors.ts';
import { money } from '../../../domain/money.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import {
  startFakeStripe,
  STRIPE_TEST_KEY,
  type FakeStripe,
  type StripeFault,
} from '../../../scripts/servers/fakeStripe.ts';

const account = (accountId: string): PayeeAccount => ({ kind: 'stripe', accountId });
const item = (amountMinor = 480_000n, currency = 'EUR'): RailItem => ({
  itemId: newId('item'),
  runId: newId('run'),
  partnerId: newId('partner'),
  amount: money(amountMinor, currency),
});

let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await startFakeStripe();
});
afterAll(() => stripe.close());

const railTo = (paidTo: PayeeAccount, secretKey = STRIPE_TEST_KEY) =>
  createStripeRail(
    { payees: { forItems: (ids) => Promise.resolve(new Map(ids.map((id) => [id, paidTo]))) } },
    { secretKey, apiUrl: stripe.url },
  );

describe('a transfer by Stripe', () => {
  const rail = () => railTo(account('acct_1Connected1'));

  // A connection that closes is tried once more by the library itself, with the same key.
  it.each<{ faults: StripeFault[]; paid: number }>([
    { faults: ['drop', 'drop'], paid: 0 },
    { faults: ['dropAnswer', 'dropAnswer'], paid: 1 },
    { faults: ['error'], paid: 0 },
  ])(
    'that goes wrong ($faults) says nothing about the money, and is paid once by the repeat',
    async ({ faults, paid }) => {
      const wanted = item();
      stripe.next(...faults);
      await expect(rail().submit(wanted, wanted.itemId)).rejects.toMatchObject({ code: 'rail_unavailable' });
      expect(stripe.timesPaid(wanted.itemId)).toBe(paid);
      expect((await rail().lookup(wanted.itemId)) === undefined).toBe(paid === 0);
      await rail().submit(wanted, wanted.itemId);
      expect(stripe.timesPaid(wanted.itemId)).toBe(1);
    },
  );

  it.each<StripeFault>(['delay', 'again', 'drop', 'dropAnswer'])(
    'is paid once when the network does this to it: %s',
    async (fault) => {
      const wanted = item();
      stripe.next(fault);
      const receipt = await rail().submit(wanted, wanted.itemId);
      expect(await rail().lookup(wanted.itemId)).toEqual(receipt);
      expect(stripe.timesPaid(wanted.itemId)).toBe(1);
    },
  );

  it('is paid once by its key while Stripe has it and does not find it yet', async () => {
    const wanted = item();
    stripe.next('hide', 'hide');
    await expect(rail().submit(wanted, wanted.itemId)).rejects.toMatchObject({ code: 'rail_unavailable' });
    expect(await rail().lookup(wanted.itemId)).toBeUndefined();
    const receipt = await rail().submit(wanted, wanted.itemId);
    expect(await rail().lookup(wanted.itemId)).toEqual(receipt);
    expect(stripe.timesPaid(wanted.itemId)).toBe(1);
  });

  it('that is refused for good stays so for its key, and another item of the same account is paid', async () => {
    const [wanted, other] = [item(), item()];
    stripe.next('refuse');
    for (const _time of [1, 2])
      expect(await rail().submit(wanted, wanted.itemId)).toEqual({ refused: 'account_closed' });
    expect(await rail().submit(other, other.itemId)).toEqual({ reference: expect.any(String) });
    expect([stripe.timesPaid(wanted.itemId), stripe.timesPaid(other.itemId)]).toEqual([0, 1]);
  });

  it('is looked for by its group, so it is not made again when its key is forgotten', async () => {
    const wanted = item();
    const first = await rail().submit(wanted, wanted.itemId);
    stripe.forgetKeys();
    expect(await rail().submit(wanted, wanted.itemId)).toEqual(first);
    expect(stripe.timesPaid(wanted.itemId)).toBe(1);
  });

  it.each([
    { code: 'account_closed', refused: 'account_closed' },
    { code: 'resource_missing', refused: 'account_not_usable' },
    { code: 'transfers_not_allowed', refused: 'account_not_usable' },
    { code: 'amount_too_small', refused: 'amount_not_supported' },
  ])('is refused for good where Stripe says $code', async ({ code, refused }) => {
    const accountId = `acct_1${code.replaceAll('_', '')}`;
    stripe.refuse(accountId, code);
    const wanted = item();
    expect(await railTo(account(accountId)).submit(wanted, wanted.itemId)).toEqual({ refused });
  });

  it('waits where tomorrow may be different, and says neither key nor account', async () => {
    stripe.refuse('acct_1poor00001', 'balance_insufficient');
    const wanted = item();
    for (const [to, key] of [
      ['acct_1poor00001', STRIPE_TEST_KEY],
      ['acct_1Connected1', 'sk_test_wrong'],
    ] as const) {
      const failure: unknown = await railTo(account(to), key)
        .submit(wanted, wanted.itemId)
        .catch((error: unknown) => error);
      if (!(failure instanceof AppError)) throw new Error('it went through');
      expect(failure.code).toBe('rail_unavailable');
      expect(`${failure.message} ${String(failure.cause)} ${JSON.stringify(failure)}`).not.toMatch(/sk_test|acct_/);
    }
    expect(stripe.timesPaid(wanted.itemId)).toBe(0);
  });

  it.each([
    { currency: 'EUR', minor: 480_050n, sent: 480_050 },
    { currency: 'JPY', minor: 480_000n, sent: 480_000 },
    { currency: 'ISK', minor: 480_000n, sent: 48_000_000 },
    { currency: 'UGX', minor: 480_000n, sent: 48_000_000 },
    { currency: 'MGA', minor: 48_000_000n, sent: 480_000 },
    { currency: 'KWD', minor: 480_120n, sent: 480_120 },
  ])('says the same amount in $currency as Stripe counts it', async ({ currency, minor, sent }) => {
    const wanted = item(minor, currency);
    await rail().submit(wanted, wanted.itemId);
    expect(stripe.transfers().find(({ group }) => group === wanted.itemId)?.amount).toBe(sent);
  });

  it.each([
    { currency: 'MGA', minor: 48_000_050n, why: 'a part of an ariary' },
    { currency: 'KWD', minor: 480_124n, why: 'a third decimal' },
    { currency: 'ISK', minor: 1_000_000n, why: 'nine digits as Stripe counts' },
  ])('refuses what Stripe cannot carry in $currency: $why', async ({ currency, minor }) => {
    const wanted = item(minor, currency);
    expect(await rail().submit(wanted, wanted.itemId)).toEqual({ refused: 'amount_not_supported' });
    expect(stripe.timesPaid(wanted.itemId)).toBe(0);
  });

  it('refuses for good a currency that Stripe does not carry, so that the run does not ask for it without end', async () => {
    const wanted = item(480_000n, 'CUP');
    expect(await rail().submit(wanted, wanted.itemId)).toEqual({ refused: 'currency_not_supported' });
    expect(stripe.timesPaid(wanted.itemId)).toBe(0);
  });

  it('takes no more than Stripe does at once, and no other account', async () => {
    const large = item(100_000_000n);
    expect(await rail().submit(large, large.itemId)).toEqual({ refused: 'amount_not_supported' });
    const other = railTo({ kind: 'manual', holder: 'x', instructions: 'cash' });
    expect(await other.submit(large, large.itemId)).toEqual({ refused: 'account_not_usable' });
  });
});
