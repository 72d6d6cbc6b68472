import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { clawbackOf } from '../../../domain/commission/clawback.ts';
import { nothingSpent } from '../../../domain/commission/caps.ts';
import { inPayoutCurrency } from '../../../domain/commission/conversion.ts';
import { linesFor } from '../../../domain/commission/lines.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { formatMoney, money, type MoneyJson } from '../../../domain/money.ts';

const DOCUMENT = new URL('../../../docs/money.md', import.meta.url);
const AT = '2026-12-15T12:00:00.000Z';
const eur = (amount: number): MoneyJson => ({ amount, currency: 'EUR' });

const RULE: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_250,
  base: 'first_year_net',
  above: eur(2_000_000),
  capPerDeal: eur(1_500_000),
  trigger: 'signed',
  when: {},
};
const DEAL = { dealId: 'D-1', amount: eur(18_234_567), firstYearNet: eur(18_234_567) };
const RATE = { id: 'rate_1', from: 'EUR', to: 'JPY', rate: '162.3517', day: '2026-12-14', source: 'ECB' };
const FACTS = {
  productLine: null,
  country: 'JP',
  region: null,
  partnerId: 'prt_1',
  tier: null,
  receivedAt: AT,
  quality: 4,
};

/** The example of the document as rows: what is reckoned, and what comes out. */
function rowsOfExample(): string[] {
  const due = linesFor({ versionId: 'plv_1', rules: [RULE] }, DEAL, FACTS, nothingSpent(AT));
  const { lines } = inPayoutCurrency(due, { payoutCurrency: 'JPY', rates: [RATE], at: AT });
  const [line] = lines;
  if (line === undefined || lines.length !== 1) throw new Error('not one line');
  expect(recompute(line.explanation)).toEqual(line.amount);
  const [base, above, percent, cap, rate] = line.explanation.steps.map(({ amount }) =>
    formatMoney(money(BigInt(amount.amount), amount.currency)),
  );
  const takenBy = (refunded: bigint): bigint =>
    clawbackOf({ kind: line.kind, earned: line.amount.amountMinor, refunded, deal: BigInt(DEAL.amount.amount) });
  const jpy = (amountMinor: bigint): string => formatMoney(money(amountMinor, 'JPY'));
  const [first, both] = [takenBy(3_000_000n), takenBy(10_000_000n)];
  return [
    `| base | the first year's net amount | ${base ?? ''} |`,
    `| above | 182,345.67 − 20,000.00 | ${above ?? ''} |`,
    `| percent | 162,345.67 × 12.5 ÷ 100 = 20,293.20875, half up | ${percent ?? ''} |`,
    `| cap per deal | the smaller of 20,293.21 and 15,000.00 | ${cap ?? ''} |`,
    `| convert | 15,000.00 × 162.3517 = 2,435,275.5, half up | ${rate ?? ''} |`,
    `| refund of 30,000.00 | 2,435,276 × 30,000.00 ÷ 182,345.67 = 400,658.15…, half up, taken back | ${jpy(first)} |`,
    `| 70,000.00 more | 2,435,276 × 100,000.00 ÷ 182,345.67 = 1,335,527.18…, half up, less what was taken back before | ${jpy(both - first)} |`,
    `| left | 2,435,276 − 1,335,527 | ${jpy(line.amount.amountMinor - both)} |`,
  ];
}

/** Without the blanks that fill a table up. */
const narrow = (text: string): string => text.replaceAll(/ +/g, ' ');

it('the commission of docs/money.md that is reckoned by hand is the one that the rules give', () => {
  const document = narrow(readFileSync(DOCUMENT, 'utf8'));
  const missing = rowsOfExample().filter((row) => !document.includes(row));
  expect(missing).toEqual([]);
});

it('every product in it is the exact one', () => {
  expect((16_234_567n * 1_250n * 10n).toString()).toBe('202932087500');
  expect((15_000n * 1_623_517n).toString()).toBe('24352755000');
  const inHundredths = (refundedMinor: bigint): bigint => (2_435_276n * refundedMinor * 100n) / 18_234_567n;
  expect([inHundredths(3_000_000n), inHundredths(10_000_000n)]).toEqual([40_065_815n, 133_552_718n]);
});
