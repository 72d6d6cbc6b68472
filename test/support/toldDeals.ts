import { proposeAddition, takeEffect } from '../../domain/commission/adjustment.ts';
import { nothingSpent } from '../../domain/commission/caps.ts';
import { clawbackOf } from '../../domain/commission/clawback.ts';
import { additionsTo, correctedEarning, settleLines } from '../../domain/commission/correction.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { DecidableLine, LineStep } from '../../domain/commission/lineStep.ts';
import { linesFor, type DueLine } from '../../domain/commission/lines.ts';
import type { PlanRule, RuleKind } from '../../domain/commission/plan.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { shareIn, sharedLine, type Share } from '../../domain/commission/split.ts';
import { money, type MoneyJson } from '../../domain/money.ts';
import { UNTOUCHED } from './moneyStates.ts';

const at = '2027-01-20T10:00:00.000Z';
const ACCRUED_AT = '2026-12-15T12:00:00.000Z';
const FACTS = {
  ...{
    productLine: null,
    country: null,
    region: null,
    partnerId: 'prt_1',
    tier: null,
    receivedAt: ACCRUED_AT,
    quality: 4,
  },
} as unknown as Parameters<typeof linesFor>[2];
const eur = (amount: number): MoneyJson => ({ amount, currency: 'EUR' });
const dealOf = (amount: number) => ({ dealId: 'D-1', amount: eur(amount), firstYearNet: eur(amount) });

const RULES: readonly PlanRule[] = [
  {
    ...{ kind: 'deal_percent', basisPoints: 1_234, base: 'first_year_net', trigger: 'signed', when: {} },
    ...{ above: eur(20_000), capPerDeal: eur(90_000) },
  },
  { kind: 'deal_flat', amount: eur(50_001), trigger: 'signed', when: { values: [{ currency: 'EUR', from: 300_000 }] } },
  { kind: 'deal_flat', amount: eur(7), trigger: 'signed', when: {} },
  {
    kind: 'spiff',
    amount: eur(7_777),
    budget: { amount: eur(1_000_000_000), period: 'plan' },
    trigger: 'signed',
    when: {},
  },
];
const PLAN = { versionId: 'pv_1', rules: RULES };

type Kept = DecidableLine & { planVersionId: string; ruleIndex: number; explanation: LineExplanation };

/** One deal, what was told of it, and its lines as the rules of the domain have made them. */
export type Told = {
  deal: number;
  refunded: bigint;
  corrections: number;
  lines: Kept[];
  posted: bigint;
  adjusted: bigint;
  /** Of a split, whose part it is. */
  share: Share | null;
  /** What the whole earned something of when it was won. */
  kinds: readonly RuleKind[];
};

const shareOfLine = (explanation: LineExplanation): Pick<DecidableLine, 'share'> => {
  const step = shareIn(explanation);
  return step === undefined ? {} : { share: { ...step, whole: BigInt(step.of.amount) } };
};

const lineOf = ({ kind, amount: earned, explanation, ruleIndex }: DueLine): Kept => ({
  ...{ ...UNTOUCHED, commissionId: `com_${kind}`, partnerId: 'prt_1', kind, state: 'approved', explanation },
  ...{ amount: earned, earned, clawed: { before: 0n, after: 0n }, netted: { settled: 0n, repaid: 0n } },
  ...{ accruedAt: ACCRUED_AT, payableFrom: ACCRUED_AT, holdOver: true, contentHash: 'h', approvalsRequired: 1 },
  ...{ planVersionId: 'pv_1', ruleIndex, ...shareOfLine(explanation) },
});

/** Lines of kinds that the deal has earned something of, and of which this part was nothing until now. */
function accrue(told: Told): void {
  const due = linesFor(PLAN, dealOf(told.deal), FACTS, nothingSpent(ACCRUED_AT))
    .filter(({ kind }) => told.kinds.includes(kind) && !told.lines.some((line) => line.kind === kind))
    .flatMap((line) => sharedLine(line, told.share))
    .map(lineOf);
  told.posted += due.reduce((sum, { earned }) => sum + earned.amountMinor, 0n);
  told.lines.push(...due);
}

export function won(amount: number, share: Share | null = null): Told {
  const kinds = linesFor(PLAN, dealOf(amount), FACTS, nothingSpent(ACCRUED_AT)).map(({ kind }) => kind);
  const told = { deal: amount, refunded: 0n, corrections: 0, lines: [], posted: 0n, adjusted: 0n, share, kinds };
  accrue(told);
  return told;
}

const refundsOf = ({ deal, refunded }: Told) => ({
  ...{ deal: BigInt(deal), window: 'P180D', at },
  refunds:
    refunded === 0n
      ? []
      : [{ id: `rfd_${String(refunded)}`, amount: money(refunded, 'EUR'), refundedOn: '2027-01-19' }],
});

function applied(told: Told, line: Kept, step: LineStep): void {
  const { before, after } = step.clawed ?? line.clawed;
  told.posted -= step.journals.reduce((sum, { entries }) => sum + (entries[0]?.amount.amountMinor ?? 0n), 0n);
  const amount = money(line.earned.amountMinor - before, 'EUR');
  told.lines = told.lines.map((one) =>
    one.commissionId === line.commissionId ? { ...line, state: step.state, clawed: { before, after }, amount } : one,
  );
}

function settle(told: Told, correctionId?: string): void {
  const known = { ...refundsOf(told), ...(correctionId === undefined ? {} : { correctionId }) };
  for (const { line, step } of settleLines(told.lines, known)) applied(told, line, step);
}

function correct(told: Told, amount: number): void {
  told.corrections += 1;
  const correctionId = `cor_${String(told.corrections)}`;
  const correction = { correctionId, from: dealOf(told.deal), to: dealOf(amount) };
  told.deal = amount;
  const spending = { ...nothingSpent(ACCRUED_AT), isCorrected: true };
  const correcting = { plan: PLAN, deal: dealOf(amount), facts: FACTS, spending, correction, at };
  told.lines = told.lines.map((line) => {
    if (line.adjustment !== null) return line;
    const { explanation: first } = line;
    const known = { kind: line.kind as RuleKind, explanation: first, corrected: null, deniedMinor: 0n, rates: [] };
    const earned = correctedEarning(known, correcting);
    if ('awaitsRate' in earned) throw new Error('in one currency');
    return { ...line, corrected: { correctionId, ...earned }, ...shareOfLine(earned.explanation) };
  });
  accrue(told);
  settle(told, correctionId);
  for (const { of, ...earned } of additionsTo(told.lines, { ...refundsOf(told), correctionId })) {
    const id = `com_${correctionId}_${of.commissionId}`;
    const {
      amount: added,
      explanation,
      journals,
    } = proposeAddition(of, {
      ...{ ...earned, id, at, correctionId },
    });
    told.posted += journals[0]?.entries[0]?.amount.amountMinor ?? 0n;
    told.lines.push({
      ...of,
      ...{
        commissionId: id,
        kind: 'adjustment',
        state: 'awaiting_approval',
        amount: added,
        earned: added,
        explanation,
      },
      ...{ clawed: { before: 0n, after: 0n }, deducted: { done: 0n, proposed: 0n }, run: null, adjustable: false },
      adjustment: { adjusts: of.commissionId, reduces: false, correctionId },
    });
    delete told.lines.at(-1)?.corrected;
  }
}

/** People take something off the first line. */
function adjust(told: Told, minor: bigint): void {
  const [line] = told.lines;
  if (line === undefined) return;
  const open = { ...line, deducted: { done: line.deducted.done, proposed: minor } };
  const deduction = {
    ...line,
    commissionId: `com_${String(minor)}_${String(told.adjusted)}`,
    amount: money(minor, 'EUR'),
  };
  const taken = takeEffect(deduction, open, { actor: { kind: 'user', id: 'ines' }, source: 'api', at });
  if ('refused' in taken) return;
  told.adjusted += minor;
  applied(told, { ...line, deducted: { done: line.deducted.done + minor, proposed: 0n } }, taken.step);
}

export const standing = ({ lines }: Told): bigint =>
  lines.reduce((sum, { earned, clawed }) => sum + earned.amountMinor - clawed.before - clawed.after, 0n);

/** What the deal as it is known now earns, less its refunds; of kinds that it earned something of when it was won. */
export function wanted({ deal, refunded, lines }: Told): bigint {
  const due = linesFor(PLAN, dealOf(deal), FACTS, nothingSpent(ACCRUED_AT));
  const kinds = lines.filter(({ adjustment }) => adjustment === null).map(({ kind }) => kind);
  return due
    .filter(({ kind }) => kinds.includes(kind))
    .reduce(
      (sum, { kind, amount: { amountMinor: earned } }) =>
        sum + earned - clawbackOf({ kind, earned, refunded, deal: BigInt(deal) }),
      0n,
    );
}

export const isProven = (told: Told): boolean =>
  told.lines.every(
    ({ explanation, earned, corrected }) =>
      recompute(explanation).amountMinor === earned.amountMinor &&
      (corrected === undefined || recompute(corrected.explanation).amountMinor === corrected.earned.amountMinor),
  );

export function tell(told: Told, what: string, amount: number): void {
  if (what === 'correct' && BigInt(amount) >= told.refunded && amount !== told.deal) correct(told, amount);
  if (what === 'adjust') adjust(told, BigInt(amount));
  if (what === 'pay')
    told.lines = told.lines.map((line) =>
      line.state === 'approved' || line.state === 'awaiting_approval'
        ? { ...line, state: 'paid', run: 'under_way' }
        : line,
    );
  if (what === 'refund') {
    const sum = told.refunded + BigInt(amount);
    told.refunded = sum > BigInt(told.deal) ? BigInt(told.deal) : sum;
    settle(told);
  }
}
