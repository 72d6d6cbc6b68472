import type { FindingRecord, ReconciliationRecord } from '../../adapters/database/reconciliationPort.ts';
import { isFinance } from '../../domain/approval/payees.ts';
import { mayAccept, type Permission } from '../../domain/approval/separation.ts';
import { moneyFromJson, plainAmount } from '../../domain/money.ts';
import { explainedOf } from '../../domain/reconciliation/explained.ts';
import {
  COMPARISONS,
  comparisonsMade,
  FINDING_KINDS,
  kindsFoundBy,
  type Comparison,
  type FindingKind,
  type Side,
} from '../../domain/reconciliation/finding.ts';
import { explainedInWords, separationSentence } from '../../domain/texts/moneyWords.ts';
import { commandActorOf, type PersonCaller } from '../auth/caller.ts';
import { financePersonOf } from './commission.ts';

/** By which comparison it shows that a source could be read. */
const SOURCES = { referrals: 'deals', crm: 'deals', ledger: 'books', bank: 'bank' } as const satisfies Record<
  string,
  Comparison
>;

export function presentReconciliation(
  { last, asOf, running, open, findings }: ReconciliationRecord,
  caller: PersonCaller,
) {
  const made = comparisonsMade(last?.compared ?? {});
  const isWhole = made.length === COMPARISONS.length;
  const compared = made.reduce((sum, comparison) => sum + (last?.compared[comparison] ?? 0), 0);
  const openOf = (kinds: readonly FindingKind[]): number => kinds.reduce((sum, kind) => sum + (open[kind] ?? 0), 0);
  // What an earlier comparison found stands, but is no part of what this one has compared.
  const { explained, percent } = explainedOf({ compared, open: openOf(kindsFoundBy(made)), isWhole });
  return {
    asOf: last?.startedAt ?? null,
    agree: isWhole && compared > 0 && openOf(FINDING_KINDS) === 0,
    sources: Object.entries(SOURCES).map(([source, comparison]) => ({
      source,
      // Our own record is read even where there is nothing to compare it with.
      state:
        last === null ? 'never' : last.compared[comparison] === null && source !== 'referrals' ? 'unreadable' : 'read',
      asOf: asOf[comparison],
    })),
    running,
    compared,
    explained,
    explainedPercent: percent,
    definition: explainedInWords(caller.language),
    data: findings.map((finding) => presentFinding(finding, caller)),
  };
}

export const mayAcceptFinding = ({ owner, exclusions }: FindingRecord, caller: PersonCaller): Permission =>
  mayAccept(financePersonOf(caller), { ownerId: owner?.id ?? null, exclusions });

export function presentFinding(record: FindingRecord, caller: PersonCaller) {
  const { exclusions: _exclusions, ...finding } = record;
  if (!isFinance(commandActorOf(caller)) || finding.accepted !== null) return finding;
  const permission = mayAcceptFinding(record, caller);
  const why = permission.allowed ? null : separationSentence(permission.why, caller.language);
  return { ...finding, mayAccept: { allowed: permission.allowed, why } };
}

export const FINDING_COLUMNS = [
  'kind',
  'number',
  'partner',
  'run',
  'account',
  'ours',
  'oursAmount',
  'oursOn',
  'theirs',
  'theirsAmount',
  'theirsOn',
  'currency',
  'since',
  'owner',
  'acceptedBy',
  'acceptReason',
];

const decimalOf = ({ amount }: Side): string | null => (amount === null ? null : plainAmount(moneyFromJson(amount)));

/** As a row of a table. Two currencies make a difference, too, and then both are named. */
export function findingRow({ ours, theirs, ...finding }: FindingRecord) {
  const currencies = [ours.amount, theirs.amount].flatMap((amount) => (amount === null ? [] : [amount.currency]));
  return {
    kind: finding.kind,
    number: finding.number,
    partner: finding.partner?.name ?? null,
    run: finding.runId,
    account: finding.account,
    ours: ours.says,
    oursAmount: decimalOf(ours),
    oursOn: ours.on,
    theirs: theirs.says,
    theirsAmount: decimalOf(theirs),
    theirsOn: theirs.on,
    currency: [...new Set(currencies)].join(' / '),
    since: finding.since,
    owner: finding.owner?.name ?? null,
    acceptedBy: finding.accepted?.by.name ?? null,
    acceptReason: finding.accepted?.reason ?? null,
  };
}
