import { wonDealOf, type AccrueArgs } from '../../activities/accruable.ts';
import { accrualOf, accruingOf } from '../../activities/accrual.ts';
import type { AccrualFacts, WaitingLine } from '../../adapters/database/moneyPort.ts';
import { nothingSpent } from '../../domain/commission/caps.ts';
import { clawBackLine } from '../../domain/commission/clawback.ts';
import type { DecidableLine } from '../../domain/commission/lineStep.ts';
import type { PlanRule, Trigger } from '../../domain/commission/plan.ts';
import { refusePayment, refuseRefund, type DealRefund } from '../../domain/commission/refunds.ts';
import type { DealProgress } from '../../domain/commission/triggers.ts';
import { journalFor, type Journal } from '../../domain/ledger/postings.ts';
import { money, moneyToJson, type Money } from '../../domain/money.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { NOT_ADJUSTED } from './moneyStates.ts';

const AT = '2027-02-15T09:00:00.000Z';
const TODAY = AT.slice(0, 10);
const eur = (amount: number) => ({ amount, currency: 'EUR' });

export const CONTRACT = 900_011;
export const FIRST_YEAR = 300_007;
const DEAL: AccrueArgs['deal'] = {
  dealId: 'D-1',
  amount: eur(CONTRACT),
  firstYearNet: eur(FIRST_YEAR),
  closedOn: TODAY,
  closedBy: 'timo',
};

const TRIGGERS: readonly Trigger[] = ['signed', 'invoiced', 'paid'];
const triggerAt = (choice: number): Trigger => TRIGGERS[choice % TRIGGERS.length] ?? 'paid';

/** A rule of each kind that stands for itself; the choice says when each of them accrues. */
const rulesBy = (choice: number): PlanRule[] => [
  {
    kind: 'deal_percent',
    basisPoints: 1_234,
    base: 'total_contract_net',
    trigger: triggerAt(choice),
    when: {},
  },
  { kind: 'deal_flat', amount: eur(50_001), trigger: triggerAt(choice >> 2), when: {} },
  {
    kind: 'spiff',
    amount: eur(7_777),
    budget: { amount: eur(1_000_000_000), period: 'plan' },
    trigger: triggerAt(choice >> 4),
    when: {},
  },
];

type Kept = DecidableLine & { accrualKey: string };

/** One won deal: what was told of it, in the order it was told, and what its story has made of it. */
export type TriggerStory = {
  rules: readonly PlanRule[];
  moved: Record<keyof DealProgress, { amount: Money }[]>;
  refunds: DealRefund[];
  waiting: WaitingLine[];
  lines: Kept[];
  journals: Journal[];
  /** How many lines were made that had waited. */
  awaited: number;
};

export const sumOf = (moved: readonly { amount: Money }[]): bigint =>
  moved.reduce((sum, { amount }) => sum + amount.amountMinor, 0n);

export const progressOf = ({ moved }: TriggerStory): DealProgress => ({
  invoiced: sumOf(moved.invoiced),
  paid: sumOf(moved.paid),
});

const factsOf = (story: TriggerStory): AccrualFacts => ({
  partnerId: 'prt_1',
  programId: 'prg_1',
  policy: defaultPolicy('EUR'),
  ruleFacts: {
    productLine: 'platform',
    country: 'DE',
    region: null,
    partnerId: 'prt_1',
    tier: null,
    receivedAt: AT,
    quality: null,
  },
  plan: { versionId: 'plv_1', rules: story.rules, draftedBy: 'olga' },
  payeeFingerprint: null,
  exclusions: [],
  stoppedBy: [],
  payoutCurrency: 'EUR',
  wonByAnother: false,
  payeeId: 'prt_1',
  share: null,
  rates: [],
  waiting: story.waiting,
  known: [...story.waiting, ...story.lines].map(({ accrualKey }) => accrualKey),
  ended: [],
  rejected: [],
  seen: {},
  payments: [],
  refunds: [],
  accrued: [],
  progress: progressOf(story),
});

/** The story looks at its deal: what is due accrues, what is not waits, and what was refunded is taken back. */
function look(story: TriggerStory): void {
  const facts = factsOf(story);
  const args = wonDealOf({ referralId: 'ref_1', at: AT, deal: DEAL });
  const { spentOf } = nothingSpent(AT);
  const { plan } = facts;
  if (plan === null) return;
  for (const line of accrualOf(args, facts, { plan, spentOf, accruing: accruingOf(args, facts) }).lines) {
    const { accrualKey, kind, amount, explanation } = line;
    const id = line.id ?? `com_${kind}`;
    if (line.state === 'waiting_trigger') {
      story.waiting.push({ id, accrualKey, kind, amount: moneyToJson(amount), explanation, waitsFor: 'trigger' });
      continue;
    }
    if (line.id !== undefined) story.awaited += 1;
    story.waiting = story.waiting.filter((one) => one.id !== id);
    story.lines.push({
      accrualKey,
      kind,
      amount,
      commissionId: id,
      partnerId: facts.partnerId,
      earned: amount,
      clawed: { before: 0n, after: 0n },
      netted: { settled: 0n, repaid: 0n },
      ...NOT_ADJUSTED,
      accruedAt: AT,
      payableFrom: AT,
      state: 'holding',
      holdOver: false,
      contentHash: line.contentHash,
      approvalsRequired: line.approvalsRequired,
      approvedBy: [],
      exclusions: [],
      frozenFor: [],
      freezeReason: null,
      run: null,
    });
    story.journals.push(journalFor({ kind: 'accrued', source: id, partnerId: facts.partnerId, amount }));
  }
  story.lines = story.lines.map((line) => takenBack(story, line));
}

function takenBack(story: TriggerStory, line: Kept): Kept {
  const known = { deal: BigInt(CONTRACT), refunds: story.refunds, window: 'P180D', at: AT };
  const step = clawBackLine(line, known);
  if (step?.clawed === undefined) return line;
  story.journals.push(...step.journals);
  const { before, after } = step.clawed;
  return {
    ...line,
    state: step.state,
    clawed: { before, after },
    amount: money(line.earned.amountMinor - before, line.amount.currency),
  };
}

/** As much as the choice says, or all that may still come; what the rules refuse is not told. */
function tell(story: TriggerStory, what: 'invoiced' | 'paid' | 'refunded', choice: number): void {
  const { moved, refunds } = story;
  const deals = [{ amount: money(BigInt(CONTRACT), 'EUR'), closedOn: TODAY }];
  const earlier = what === 'refunded' ? refunds : moved[what];
  const left = BigInt(CONTRACT) + (what === 'refunded' ? 0n : sumOf(refunds)) - sumOf(earlier);
  const amountMinor = choice % 4 === 0 ? left : choice % 4 === 1 ? BigInt(FIRST_YEAR) : BigInt(choice * 3_571 + 1);
  const amount = money(amountMinor, 'EUR');
  if (amountMinor === 0n) return;
  const wish = { amount, on: TODAY };
  if (what === 'refunded') {
    if (refuseRefund({ deals, refunds, wish, today: TODAY }) !== null) return;
    refunds.push({ id: `rfd_${String(refunds.length)}`, amount, refundedOn: TODAY });
  } else if (refusePayment({ deals, earlier, refunds, wish, today: TODAY }) === null) {
    moved[what].push({ amount });
  }
}

const TOLD = ['invoiced', 'invoiced', 'paid', 'paid', 'refunded'] as const;

/** After each of these the story may have looked or not; in the end it has. */
export function triggerStory(bytes: Uint8Array): TriggerStory {
  const [choice = 0, ...events] = bytes;
  const story: TriggerStory = {
    rules: rulesBy(choice),
    moved: { invoiced: [], paid: [] },
    refunds: [],
    waiting: [],
    lines: [],
    journals: [],
    awaited: 0,
  };
  look(story);
  for (let at = 0; at + 1 < events.length; at += 2) {
    const event = events[at] ?? 0;
    tell(story, TOLD[event % TOLD.length] ?? 'paid', events[at + 1] ?? 0);
    if (event >= 128) look(story);
  }
  look(story);
  return story;
}
