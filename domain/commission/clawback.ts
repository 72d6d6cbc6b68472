import { durationMs } from '../duration.ts';
import type { Actor, CommandSource } from '../referral/commands.ts';
import { journalFor, type Journal, type PostingKind } from '../ledger/postings.ts';
import { money, type Money } from '../money.ts';
import type { DecidableLine, LineStep } from './lineStep.ts';
import type { MailFacts } from '../texts/mailKeys.ts';
import { amountFacts, lineFacts, moneyEvent, type MoneyMail } from './moneyEvent.ts';
import { refundedOf, type DealRefund } from './refunds.ts';
import { isForLead } from './plan.ts';
import { shareOf, type Share } from './split.ts';
import type { CommissionState } from './states.ts';

/** A fixed extra, or one by volume, is no share of its deal: it stays, or goes back whole with the whole deal. */
const BONUSES: readonly string[] = ['spiff', 'tier_bonus'];

/** Who agreed to an adjustment knew of the deal, and decides anew when it goes back: no refund takes anything of it. */
const BY_PEOPLE = 'adjustment';

/**
 * What of a line is taken back in all once so much of its deal was refunded: the same share of it, half-up, and never more than
 * was earned. It depends on the sum alone, so the order and the number of refunds change nothing. What was owed for the introduction
 * was earned by it, and stays.
 */
export function clawbackOf(args: {
  kind: string;
  earned: bigint;
  refunded: bigint;
  /** Both in the currency of the deal; the line may be in another. */
  deal: bigint;
}): bigint {
  const { kind, earned, refunded, deal } = args;
  if (
    deal <= 0n ||
    refunded <= 0n ||
    kind === BY_PEOPLE ||
    isForLead({ kind }) ||
    (refunded < deal && BONUSES.includes(kind))
  )
    return 0n;
  const share = refunded < deal ? refunded : deal;
  return (2n * earned * share + deal) / (2n * deal);
}

/**
 * What was earned before refunds of which so much (above zero) is left, once so much of its deal was refunded; the least where several
 * amounts round to that.
 */
export function earnedBefore(args: { kind: string; left: bigint; refunded: bigint; deal: bigint }): bigint {
  const { kind, left, refunded, deal } = args;
  const kept = deal - clawbackOf({ kind, earned: deal, refunded, deal });
  return ((2n * left - 1n) * deal) / (2n * kept) + 1n;
}

/** Refunds by the day on which the customer got the money: within the policy's window from the accrual of the line, its last day included. */
export const countingRefunds = <Refund extends Pick<DealRefund, 'refundedOn'>>(
  refunds: readonly Refund[],
  line: Pick<DecidableLine, 'accruedAt'>,
  window: string,
): Refund[] => {
  if (refunds.length === 0) return [];
  const lastDay = new Date(Date.parse(line.accruedAt) + durationMs(window)).toISOString().slice(0, 10);
  return refunds.filter(({ refundedOn }) => refundedOn <= lastDay);
};

export type Refunded = {
  /** The net amount of the deal, in minor units. */
  deal: bigint;
  refunds: readonly DealRefund[];
  /** ISO 8601. */
  window: string;
  at: string;
};

/**
 * What the refunds of its deal ask of a line beyond what was taken back already: their share of what was earned, whatever people took off
 * before or after them, and never more than is left. Null when that is nothing. Before it is paid the
 * line itself shrinks, and with its content every approval is void; what is paid or on its way is owed back by the partner. A
 * payment that came back is not owed back any more: the line shrinks by that too. What waits for a rate is taken back once it is
 * converted, for nothing was booked for it.
 */
export function clawBackLine(line: DecidableLine, { deal, refunds, window, at }: Refunded): LineStep | null {
  if (['rejected', 'clawed_back', 'waiting_trigger'].includes(line.state)) return null;
  const { clawed, part } = line;
  const counting = countingRefunds(refunds, line, window);
  const refunded = refundedIn(counting);
  const share = part === undefined ? { refunded, deal } : { refunded: refundedOf(part, refunded), deal: part.received };
  const earned = line.earned.amountMinor;
  const taken = clawed.before + clawed.after;
  const missing = takenBackOf(line, { earned, ...share }) - (taken - line.deducted.done);
  const left = earned - taken;
  return takeBack(line, missing < left ? missing : left, { occasion: counting.at(-1)?.id ?? '', at, by: REFUND });
}

export const refundedIn = (refunds: readonly Pick<DealRefund, 'amount'>[]): bigint =>
  refunds.reduce((total, { amount }) => total + amount.amountMinor, 0n);

/** So much is taken from a line, in the way of a refund; null where that changes nothing. The caller has seen that so much is left. */
export function takeBack(line: DecidableLine, due: bigint, told: Told): LineStep | null {
  const isPaid = hasLeft(line);
  const taken = takenFrom(line, due > 0n ? due : 0n, isPaid);
  const changes = taken.before + taken.after + taken.cameBack > 0n;
  if (!changes && !(taken.isGone && line.state === 'paid')) return null;
  return stepOf(line, { ...taken, ...told, isPaid });
}

/**
 * What refunds take back of so much that is owed of a line. Of one that two partners share, what is left of the whole is shared, so
 * that both together give back exactly that; where finance has rejected what a correction added to a part, or a rate has made it
 * another amount, it gives back its own share, for there is no common whole any more.
 */
export function takenBackOf(
  { kind, share, amount: { currency } }: Pick<DecidableLine, 'kind' | 'share' | 'amount'>,
  { earned, ...refund }: Readonly<Record<'earned' | 'refunded' | 'deal', bigint>>,
): bigint {
  if (share === undefined || partOf(share, share.whole, currency) !== earned)
    return clawbackOf({ kind, earned, ...refund });
  const left = share.whole - clawbackOf({ kind, earned: share.whole, ...refund });
  return earned - partOf(share, left, currency);
}

const partOf = (share: Share, whole: bigint, currency: string): bigint =>
  shareOf(money(whole, currency), share).amountMinor;

/** It is paid, or a released run has it: what is taken from it is owed back. */
const hasLeft = ({ state, run }: DecidableLine): boolean => state === 'paid' || run === 'under_way';

/**
 * What an approved adjustment takes from its line, in the way of a refund: before the payment the line shrinks and is approved
 * anew, after it the partner owes it. The caller has seen that so much is left.
 */
export const deductFromLine = (
  line: DecidableLine,
  { amount, occasion, at, by }: { amount: Money; occasion: string; at: string; by: Cause['by'] },
): LineStep => {
  const isPaid = hasLeft(line);
  return stepOf(line, { ...takenFrom(line, amount.amountMinor, isPaid), isPaid, occasion, at, by });
};

type Parts = { before: bigint; after: bigint; cameBack: bigint; isGone: boolean };

/**
 * From what a refund takes its share: from the line until it is paid, from the partner afterwards. Of a payment that came back, what
 * was settled by netting counts as paid, and what the partner has repaid so is not owed any less.
 */
function takenFrom({ earned, clawed, netted }: DecidableLine, due: bigint, isPaid: boolean): Parts {
  if (isPaid) {
    const isGone = clawed.before + clawed.after + due === earned.amountMinor;
    return { before: 0n, after: due, cameBack: 0n, isGone };
  }
  const kept = netted.settled > netted.repaid ? netted.settled : netted.repaid;
  const cameBack = clawed.after > kept ? clawed.after - kept : 0n;
  const ofSettled = netted.settled > clawed.after ? netted.settled - clawed.after : 0n;
  const after = due < ofSettled ? due : ofSettled;
  const before = due - after;
  return {
    ...{ before, after, cameBack },
    isGone: earned.amountMinor - clawed.before - cameBack - before === netted.settled,
  };
}

/** `cameBack`: of what the partner owed, for the payment itself came back. */
type Taken = Parts & Told & { isPaid: boolean };

/** `occasion`: what makes it happen to the line once more. */
type Told = Cause & { occasion: string; at: string };

/** Who or what takes it: refunds and corrections by themselves, or the last person whose approval an adjustment needed. */
type Cause = { by: { actor: Actor; source: CommandSource | 'story'; what: 'clawed_back' | 'corrected' | 'adjusted' } };

export const REFUND: Cause['by'] = { actor: { kind: 'system', id: 'refund' }, source: 'story', what: 'clawed_back' };
export const CORRECTION: Cause['by'] = {
  actor: { kind: 'system', id: 'correction' },
  source: 'story',
  what: 'corrected',
};

function stepOf(line: DecidableLine, taken: Taken): LineStep {
  const { before, after, cameBack, isPaid, at, by } = taken;
  const { currency } = line.amount;
  const due = before + after;
  const amount = money(due, currency);
  const shrinks = before + cameBack;
  const left = money(line.amount.amountMinor - shrinks, currency);
  const { commissionId, holdOver, frozenFor, freezeReason, clawed } = line;
  const state = stateAfter(line, taken);
  return {
    state,
    holdOver,
    rejectReason: null,
    frozenFor: state === 'frozen' ? frozenFor : [],
    freezeReason: state === 'frozen' ? freezeReason : null,
    approval: null,
    clawed: {
      before: clawed.before + shrinks,
      after: clawed.after + after - cameBack,
      leavesRun: shrinks > 0n && line.run === 'prepared',
    },
    journals: journalsOf(line, taken),
    events: [
      moneyEvent({
        at,
        type: `commission.${by.what}`,
        actor: by.actor,
        source: by.source,
        public: { ...lineFacts(commissionId, amount), state, leftMinor: Number(left.amountMinor) },
      }),
    ],
    mails:
      due > 0n && by.what !== 'corrected' // of a correction the story tells once, for all lines
        ? [mailOf(by.what, { ...amountFacts(amount), leftMinor: Number(left.amountMinor), paid: isPaid ? 1 : 0 })]
        : [],
  };
}

const mailOf = (what: Cause['by']['what'], facts: MailFacts['commission_clawed_back']): MoneyMail =>
  what === 'adjusted'
    ? { text: 'commission_adjusted', receiver: { kind: 'submitter' }, facts }
    : { text: 'commission_clawed_back', receiver: { kind: 'submitter' }, facts };

function journalsOf(line: DecidableLine, { before, after, cameBack, occasion }: Taken): Journal[] {
  const { commissionId: source, partnerId, amount, holdOver } = line;
  const post = (kind: PostingKind, amountMinor: bigint): Journal[] =>
    amountMinor === 0n
      ? []
      : [journalFor({ kind, source, partnerId, amount: money(amountMinor, amount.currency), occasion })];
  return [
    ...post('clawback_returned', cameBack),
    ...post('clawback_paid', after),
    ...post(holdOver ? 'clawback_due' : 'clawback_pending', before),
  ];
}

function stateAfter(line: DecidableLine, { isPaid, isGone, before, cameBack }: Taken): CommissionState {
  if (isGone && !(isPaid && line.state === 'in_run')) return 'clawed_back';
  if (isPaid || line.state === 'frozen' || line.state === 'holding') return line.state;
  return before + cameBack > 0n ? 'awaiting_approval' : line.state;
}
