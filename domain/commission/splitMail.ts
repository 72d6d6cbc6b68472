import { moneyToJson, type Money } from '../money.ts';
import type { AwaitsRate, CorrectedEarning } from './correction.ts';
import type { LineExplanation } from './explanation.ts';
import type { MoneyMail } from './moneyEvent.ts';
import { moneyFacts } from './progress.ts';
import { shareIn } from './split.ts';

type NewLine = {
  state: 'holding' | 'waiting_trigger';
  amount: Money;
  payoutCurrency: string | null;
  explanation: LineExplanation;
};

type Corrected = { earnedMinor: bigint } & (CorrectedEarning | AwaitsRate);

/** What the other partner of a split hears of a correction of the deal: what of the own parts it changes, in the currency of the first. */
export function shareCorrected(
  lines: readonly Corrected[],
  { payeeId: partnerId, correctionId }: { payeeId: string; correctionId: string },
): MoneyMail | null {
  const theirs = lines.flatMap((line) =>
    'earned' in line && shareIn(line.explanation)?.side === 'partner' ? [line] : [],
  );
  const [first] = theirs;
  if (first === undefined) return null;
  const { currency } = first.earned;
  const parts = theirs.filter(({ earned }) => earned.currency === currency);
  const from = parts.reduce((total, { earnedMinor }) => total + earnedMinor, 0n);
  const to = parts.reduce((total, { earned }) => total + earned.amountMinor, 0n);
  if (from === to) return null;
  const facts = { fromMinor: Number(from), amountMinor: Number(to), currency, correctionId };
  return { text: 'split_corrected', receiver: { kind: 'partner', partnerId }, facts };
}

/** The other partner of a split hears of the deal by this: nothing of the referral is theirs to read. */
export function shareEarned(lines: readonly NewLine[], to: { partnerId: string; payableFrom: string }): MoneyMail {
  const { amountMinor, currency, alsoMinor, alsoCurrency, payableFrom, lineState, awaits } = moneyFacts(
    lines.map(({ state, amount, payoutCurrency, explanation: { trigger } }) => ({
      state,
      amount: moneyToJson(amount),
      payableFrom: to.payableFrom,
      awaits: state === 'waiting_trigger' && payoutCurrency === null ? (trigger ?? null) : null,
    })),
  );
  return {
    text: 'split_earned',
    receiver: { kind: 'partner', partnerId: to.partnerId },
    facts: { amountMinor, currency, alsoMinor, alsoCurrency, payableFrom, lineState, awaits },
  };
}
