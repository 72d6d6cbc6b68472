import { crashPoint } from '../adapters/crashPoint.ts';
import type {
  AccrualFacts,
  CorrectableLine,
  CountersToHold,
  Lines,
  StoredLine,
} from '../adapters/database/moneyPort.ts';
import { proposeAddition } from '../domain/commission/adjustment.ts';
import { additionsTo, settleLines, type CorrectedEarning } from '../domain/commission/correction.ts';
import { countedAt, earningByNow } from '../domain/commission/earningByNow.ts';
import type { DealCorrection } from '../domain/commission/explanation.ts';
import type { StoryLine } from '../domain/commission/line.ts';
import { countersFor } from '../domain/commission/lines.ts';
import { shareCorrected } from '../domain/commission/splitMail.ts';
import { shareIn } from '../domain/commission/split.ts';
import { AppError } from '../domain/errors.ts';
import type { Deal } from '../domain/referral/storyState.ts';
import { wonDealOf, type AccrueArgs } from './accruable.ts';
import { accrue } from './accrual.ts';
import { keyIn } from './paymentLines.ts';

/** A deal has a line of each kind for each of two partners, and each may change once between looking and writing. */
const LOOKS_MAX = 50;

/** The deal as it was corrected last. */
export type CorrectArgs = Omit<AccrueArgs, 'deal'> & { deal: Deal & { corrected: DealCorrection } };

type Settling = { referralId: string; dealId: string; at: string; correctionId?: string };

/** What refunds and corrections take back of the lines of a deal: what is owed follows from what is known of it alone. */
export async function settle(lines: Lines, args: Settling): Promise<void> {
  const { at } = args;
  const known = await lines.clawbackFacts(args);
  const steps = settleLines(known.lines, { ...known, ...args });
  if (steps.length === 0) return;
  crashPoint('clawback.before');
  await lines.writeAll({ steps, at, answered: null });
  crashPoint('clawback.after');
}

/**
 * What the rules of the pinned plan earn of the deal by now is written to its lines; then what waits and what earned nothing is looked
 * at anew, what is too much is taken back, and what is missing is added as lines of their own. Each step is safe to repeat by itself.
 */
export async function correct(lines: Lines, args: CorrectArgs): Promise<StoryLine[]> {
  const { referralId, at, deal } = args;
  const { dealId, corrected } = deal;
  crashPoint('correction.before');
  const won = wonDealOf(args);
  const all = await lines.correctable({ referralId, dealId, at });
  // What an earlier win has left is not owed once more.
  const known = all.filter(({ kind, accrualKey, explanation }) => {
    const share = shareIn(explanation) ?? null;
    return accrualKey === keyIn(won, { share }, { kind });
  });
  const isLatest = await writeEarnings(lines, args, known);
  crashPoint('correction.written');
  if (!isLatest) return lines.storyLines({ referralId, dealId });
  const bonusAt = known.find(({ kind }) => kind === 'deal_percent')?.accruedAt;
  await accrue(lines, { ...won, isCorrected: true, bonusAt });
  const settling = { referralId, dealId, at, correctionId: corrected.correctionId };
  await settle(lines, settling);
  await add(lines, settling);
  crashPoint('correction.after');
  return lines.storyLines({ referralId, dealId });
}

/** False: a later correction is recorded, and says what is earned. */
async function writeEarnings(
  lines: Lines,
  args: CorrectArgs,
  correctable: readonly CorrectableLine[],
): Promise<boolean> {
  const { referralId, at, deal } = args;
  const { dealId, corrected: correction } = deal;
  const ofPayees = await lines.accrualFacts({ referralId, dealId, at });
  const [facts, other] = ofPayees; // both parts of a split are of one whole, whoever it is owed to
  const { plan } = facts;
  const corrected = { referralId, at, deal };
  if (plan === null) return lines.correct(null, corrected, () => ({ lines: [], mail: null }));
  const figures = await lines.figures(referralId);
  const open = correctable.filter(({ correctionId }) => correctionId !== correction.correctionId);
  const keys = correctable.flatMap(({ kind }) => ofPayees.map((payee) => keyIn(wonDealOf(args), payee, { kind })));
  const hold = holdFor(open, { deal, facts, versionId: plan.versionId, keys });
  return lines.correct(hold.counters.length === 0 ? null : hold, corrected, (spentOf) => {
    const made = open.flatMap((line) => {
      const spending = { at: countedAt(line), spentOf, isCorrected: true };
      const { ruleFacts, progress } = facts;
      const known = { plan, deal, facts: ruleFacts, spending, correction, at, progress, figures };
      const other = correctable.find(({ id, kind }) => kind === line.kind && id !== line.id);
      const earned = earningByNow({ ...line, other }, known);
      return earned === null ? [] : [{ id: line.id, earnedMinor: line.earnedMinor, ...earned }];
    });
    return { lines: made, mail: other === undefined ? null : shareCorrected(made, { ...other, ...correction }) };
  });
}

type Known = { deal: Deal; facts: AccrualFacts };

function holdFor(
  open: readonly CorrectableLine[],
  known: Known & { versionId: string; keys: string[] },
): CountersToHold {
  const { deal, facts, versionId, keys } = known;
  const { partnerId, ruleFacts, plan } = facts;
  return {
    planVersionId: versionId,
    partnerId,
    accrualKeys: keys,
    counters: open.flatMap((line) => {
      const when = { at: countedAt(line), isCorrected: true };
      return plan === null ? [] : countersFor(plan, deal, ruleFacts, when, ({ kind }) => kind === line.kind);
    }),
    stoppedBy: [],
  };
}

/** One after the other, each looked at anew: what is added to one line may ask for more approvals of the next. */
async function add(lines: Lines, args: Required<Settling>): Promise<void> {
  const { referralId, at, correctionId } = args;
  const correction = await lines.correction(referralId);
  if (correction?.correctionId !== correctionId) return; // a later one has come, and says what is missing
  for (let look = 1; look <= LOOKS_MAX; look += 1) {
    const known = await lines.clawbackFacts(args);
    const [next] = additionsTo<StoredLine>(known.lines, { ...known, ...args });
    if (next === undefined) return;
    const { of, ...earned } = next;
    const proposal = proposeAddition(of, { ...earned, id: lines.newLineId(), at, correctionId });
    const accrualKey = additionKey(of.commissionId, correctionId, earned);
    await lines.adjust({ of, at, accrualKey, reasonFrom: null, caseId: null, correctionId, proposal, answered: null });
  }
  throw new AppError({ code: 'busy' });
}

/** What is added before more of it has come is told apart by its amount. */
const additionKey = (commissionId: string, correctionId: string, { earned, explanation }: CorrectedEarning): string =>
  [
    `correction:${correctionId}:${commissionId}`,
    ...(explanation.moreWaits === true ? [String(earned.amountMinor)] : []),
  ].join(':');
