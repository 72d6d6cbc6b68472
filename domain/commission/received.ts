import { money, moneyToJson } from '../money.ts';
import type { LineExplanation } from './explanation.ts';
import type { ReceivedPart, WonDeal } from './plan.ts';

/** What the customer of a deal has paid at once, in minor units of its currency. */
export type Payment = { id: string; amountMinor: bigint };

/** `paymentId`: null for what is still to come. */
export type DealPart = { paymentId: string | null; part: ReceivedPart };

/**
 * A deal by the payments of its customer, in the order in which they were recorded, each after all that came before it; the last
 * is what is still to come. What is earned of a part is what all up to its end earn less what all before it have earned, so the
 * parts come to exactly what the whole does, however it was paid.
 */
export function partsOf({ amount: { amount, currency } }: WonDeal, payments: readonly Payment[]): DealPart[] {
  const partOf = (received: bigint, before: bigint): ReceivedPart => ({
    received: moneyToJson(money(received, currency)),
    before: moneyToJson(money(before, currency)),
  });
  let before = 0n;
  const parts = payments.map(({ id, amountMinor }): DealPart => {
    const part = partOf(amountMinor, before);
    before += amountMinor;
    return { paymentId: id, part };
  });
  const toCome = BigInt(amount) - before;
  return toCome > 0n ? [...parts, { paymentId: null, part: partOf(toCome, before) }] : parts;
}

/** What had come before the part that a line is of, in minor units. */
export function receivedBefore({ steps }: Pick<LineExplanation, 'steps'>): number {
  const step = steps.find((one) => one.step === 'received');
  return step === undefined ? 0 : step.before.amount;
}

/** What of a part went back to the customer, who gets back what was paid first. It depends on the sum of the refunds alone. */
export function refundedOf({ received, before }: { received: bigint; before: bigint }, refunded: bigint): bigint {
  const beyond = refunded > before ? refunded - before : 0n;
  return beyond < received ? beyond : received;
}
