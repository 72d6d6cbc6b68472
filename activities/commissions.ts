import { crashPoint } from '../adapters/crashPoint.ts';
import type { DecisionFacts, Lines, MoneyCommand, NewAdjustment } from '../adapters/database/moneyPort.ts';
import type { RegainClaim } from '../adapters/database/storyPort.ts';
import { proposeAdjustment, proposeByCase, takeEffect, type AdjustCommand } from '../domain/commission/adjustment.ts';
import { decideEndOfHold, decideOnLine, takeBackLines, type LineCommand } from '../domain/commission/decideLine.ts';
import type { DealCorrection } from '../domain/commission/explanation.ts';
import type { StoryLine } from '../domain/commission/line.ts';
import { isDeduction, type LineStep } from '../domain/commission/lineStep.ts';
import { moneyEvent } from '../domain/commission/moneyEvent.ts';
import { standInFor } from '../domain/commission/plan.ts';
import { AppError, type ErrorCode, type ErrorFacts } from '../domain/errors.ts';
import type { MoneyJson } from '../domain/money.ts';
import type { Actor, CommandAnswer, CommandSource } from '../domain/referral/commands.ts';
import { approvalResult } from '../domain/sla/approval.ts';
import { leadOf, wonDealOf, type AccrueArgs, type AccrueLeadArgs } from './accruable.ts';
import { accrue } from './accrual.ts';
import { asActivity } from './asActivity.ts';
import { correct, settle, type CorrectArgs } from './corrections.ts';
import { refusalIn } from './refusalIn.ts';

/** How often a decision is made anew when the line changes between looking and writing. */
const DECISIONS_MAX = 5;

/** `dealId` null: of the introduction. */
type DealArgs = { referralId: string; dealId: string | null };

const ofDeal = ({ referralId, dealId }: DealArgs): { referralId: string; dealId: string } => ({
  referralId,
  dealId: dealId ?? standInFor('lead', referralId),
});

/** `claim`: how the referral comes back into the queue. */
export type TakeBackArgs = {
  dealId: string;
  commissionIds: string[];
  actor: Actor;
  source: CommandSource;
  claim: RegainClaim;
};
/** `true`, or why nothing was. */
type TakenBack = true | 'money_moved' | 'referred_again';
/** `givenAt`: when the person said so, where nobody could hear it at once. */
export type DecideArgs = { referralId: string; at: string; givenAt?: string; command: LineCommand };
export type AdjustArgs = { referralId: string; at: string; command: AdjustCommand };
export type CaseAdjustArgs = {
  referralId: string;
  at: string;
  order: { caseId: string; commissionId: string; amount: MoneyJson; decidedBy: string };
};
export type Adjusted = { answer: CommandAnswer };
export type Decided = { answer: CommandAnswer; line: StoryLine | null };

/** What is owed for a won deal, and what becomes of it until a run takes it. Short, database only, safe to repeat. */
export const createCommissionActivities = ({ lines }: { lines: Lines }) => ({
  /**
   * The lines of the deal by the plan of the day of receipt, in the currency of the payout, with who may not approve them; less
   * the share of what was refunded before they accrued, for instance before the deal is won again.
   */
  accrueLines: asActivity((args: AccrueArgs): Promise<StoryLine[]> => accrueDeal(lines, args)),

  /** The same for the introduction itself, once it is qualified. */
  accrueLead: asActivity((args: AccrueLeadArgs): Promise<StoryLine[]> => accrue(lines, leadOf(args))),

  /** The lines as the record has them now: of the deal, or without one of the introduction. */
  readLines: asActivity((args: DealArgs): Promise<StoryLine[]> => lines.storyLines(ofDeal(args))),

  /** One approval or rejection, with its answer, in one transaction. The same command again gets the first answer. */
  decideLine: asActivity((args: DecideArgs): Promise<Decided> => decide(lines, args)),

  /** A proposal to add to a line or to take from it, with its answer; gives the lines of the deal. The same command again gets the first answer. */
  adjustLine: asActivity((args: AdjustArgs): Promise<Adjusted> => adjust(lines, args)),

  /** What a case that was upheld asks of a line; gives why not, where it has come too late. Safe to repeat. */
  adjustByCase: asActivity((args: CaseAdjustArgs): Promise<ErrorCode | null> => adjustByCase(lines, args)),

  /**
   * The deal is taken up again: it has its claim or place in line, and nothing is owed for it any more; or why not. All or nothing, after
   * what refunds take of its lines: what was owed back of a payment that came back keeps nothing from being taken back. Safe to repeat.
   */
  takeBackLines: asActivity((args: TakeBackArgs): Promise<TakenBack> => takeBack(lines, args)),

  /**
   * What refunds and adjustments take back of the lines of the deal, or without one of the introduction, so far as that has not
   * happened yet. All or nothing, safe to repeat.
   */
  clawBack: asActivity(async ({ at, ...deal }: DealArgs & { at: string }): Promise<StoryLine[]> => {
    const args = ofDeal(deal);
    await settle(lines, { ...args, at });
    return lines.storyLines(args);
  }),

  /** How the worth of the deal was corrected last; null: it was not. */
  readCorrection: asActivity(({ referralId }: { referralId: string }): Promise<DealCorrection | null> =>
    lines.correction(referralId),
  ),

  /** What a correction of the deal makes of its lines, so far as that has not happened yet. Safe to repeat. */
  correctLines: asActivity((args: CorrectArgs): Promise<StoryLine[]> => correct(lines, args)),

  /** What was pending is due. */
  endHold: asActivity(async (args: { referralId: string; commissionId: string; at: string }): Promise<StoryLine> => {
    for (let attempt = 1; attempt <= DECISIONS_MAX; attempt += 1) {
      const facts = await lines.decisionFacts({ ...args, userId: '', commandId: '' });
      if (facts === undefined) throw new AppError({ code: 'not_found', detail: args.commissionId });
      const step = decideEndOfHold(facts.line, args.at);
      if (step === null) return facts.storyLine;
      const written = await lines.write({ line: facts.line, at: args.at, step, answered: null });
      if (written !== 'stale') return written;
    }
    throw new AppError({ code: 'busy' });
  }),
});

async function takeBack(lines: Lines, args: TakeBackArgs): Promise<TakenBack> {
  const { claim, dealId, commissionIds, actor, source } = args;
  const { referralId, at } = claim;
  await settle(lines, { referralId, dealId, at });
  const facts = await Promise.all(
    commissionIds.map((commissionId) => lines.decisionFacts({ referralId, commissionId, userId: '', commandId: '' })),
  );
  const known = facts.flatMap((fact) => (fact === undefined ? [] : [fact.line]));
  const steps = takeBackLines(known, { actor, source, at });
  if (steps === null) return 'money_moved';
  return (await lines.takeBack({ steps, claim })) || 'referred_again';
}

async function accrueDeal(lines: Lines, args: AccrueArgs): Promise<StoryLine[]> {
  const of = { referralId: args.referralId, dealId: args.deal.dealId };
  await accrue(lines, wonDealOf(args));
  await settle(lines, { ...of, at: args.at });
  return lines.storyLines(of);
}

async function decide(lines: Lines, args: DecideArgs): Promise<Decided> {
  const { referralId, at, givenAt = at, command } = args;
  const asked = { referralId, userId: command.actor.id, commandId: command.commandId };
  for (let attempt = 1; attempt <= DECISIONS_MAX; attempt += 1) {
    const facts = await lines.decisionFacts({ ...asked, commissionId: command.payload.commissionId });
    if (facts === undefined) return refused(lines, { ...args, refusal: { code: 'not_found', facts: {} } });
    if (facts.firstAnswer !== null) return { answer: facts.firstAnswer, line: facts.storyLine };
    crashPoint('approval.before');
    const written = await write(lines, { at, givenAt, command, facts });
    crashPoint('approval.after');
    if (written === 'stale') continue;
    if ('refusal' in written) return refused(lines, { ...args, facts, refusal: written.refusal });
    return { answer: { outcome: 'done' }, line: written };
  }
  throw new AppError({ code: 'busy' });
}

type Refusal = { code: ErrorCode; facts: ErrorFacts };
type Written = StoryLine | 'stale' | { refusal: Refusal };
type WriteArgs = Required<Pick<DecideArgs, 'at' | 'givenAt' | 'command'>> & { facts: DecisionFacts };

/** The rule is asked here, and by the database, whose no is an answer as well. */
async function write(lines: Lines, { at, givenAt, command, facts }: WriteArgs): Promise<Written> {
  const { line, storyLine, person } = facts;
  const decision = decideOnLine(line, person, command, at);
  if ('refused' in decision) return { refusal: decision.refused };
  const by = person.userId;
  const result = approvalResult(line, { name: command.name, by, givenAt });
  const step = result === undefined ? decision.step : { ...decision.step, clockResults: [{ ...result, ownerId: by }] };
  try {
    return line.adjustment !== null && isDeduction(line) && step.state === 'clawed_back'
      ? await deduct(lines, { at, command, line, storyLine, step, adjusts: line.adjustment.adjusts })
      : await lines.write({ line, at, step, answered: { command, state: 'done' } });
  } catch (error) {
    return { refusal: refusalIn(error) };
  }
}

type DeductArgs = Pick<DecideArgs, 'at' | 'command'> &
  Pick<DecisionFacts, 'line' | 'storyLine'> & { step: LineStep; adjusts: string };

/** The last approval of a deduction and what it takes from its line are one transaction. */
async function deduct(lines: Lines, { at, command, line, storyLine, step, adjusts }: DeductArgs): Promise<Written> {
  const { referralId } = line;
  const of = await lines.decisionFacts({ referralId, commissionId: adjusts, userId: '', commandId: '' });
  if (of === undefined) throw new AppError({ code: 'not_found', detail: adjusts });
  const { actor, source } = command;
  const taken = takeEffect(line, of.line, { actor, source, at });
  if ('refused' in taken) return { refusal: taken.refused };
  const steps = [
    { line, step },
    { line: of.line, step: taken.step },
  ];
  await lines.writeAll({ steps, at, answered: { command, state: 'done' } });
  return { ...storyLine, state: step.state };
}

async function adjust(lines: Lines, args: AdjustArgs): Promise<Adjusted> {
  const { referralId, at, command } = args;
  const asked = { referralId, userId: command.actor.id, commandId: command.commandId };
  for (let attempt = 1; attempt <= DECISIONS_MAX; attempt += 1) {
    const facts = await lines.decisionFacts({ ...asked, commissionId: command.payload.commissionId });
    if (facts === undefined) return notAdjusted(lines, args, { code: 'not_found', facts: {} });
    if (facts.firstAnswer !== null) return { answer: facts.firstAnswer };
    const { line: of, person } = facts;
    const proposed = proposeAdjustment(of, person, command, { id: lines.newLineId(), at });
    if ('refused' in proposed) return notAdjusted(lines, args, proposed.refused);
    crashPoint('adjust.before');
    const { commandId } = command;
    const adjustment = { of, at, accrualKey: `adjust:${commandId}`, reasonFrom: commandId, caseId: null, ...proposed };
    const written = await propose(lines, { ...adjustment, answered: { command, state: 'done' } });
    crashPoint('adjust.after');
    if (written === 'stale') continue;
    return 'refusal' in written ? notAdjusted(lines, args, written.refusal) : { answer: { outcome: 'done' } };
  }
  throw new AppError({ code: 'busy' });
}

async function adjustByCase(lines: Lines, { referralId, at, order }: CaseAdjustArgs): Promise<ErrorCode | null> {
  const { caseId, commissionId } = order;
  for (let attempt = 1; attempt <= DECISIONS_MAX; attempt += 1) {
    const facts = await lines.decisionFacts({ referralId, commissionId, userId: '', commandId: '' });
    if (facts === undefined) return 'not_found';
    const proposed = proposeByCase(facts.line, order, { id: lines.newLineId(), at });
    if ('refused' in proposed) return proposed.refused.code;
    const key = { accrualKey: `case:${caseId}`, reasonFrom: null, caseId };
    const written = await propose(lines, { ...key, of: facts.line, at, proposal: proposed.proposal, answered: null });
    if (written !== 'stale') return 'refusal' in written ? written.refusal.code : null;
  }
  throw new AppError({ code: 'busy' });
}

/** The database says the last word here as well. */
const propose = async (
  lines: Lines,
  adjustment: NewAdjustment,
): Promise<StoryLine[] | 'stale' | { refusal: Refusal }> =>
  lines.adjust(adjustment).catch((error: unknown) => ({ refusal: refusalIn(error) }));

const notAdjusted = async (lines: Lines, args: AdjustArgs, refusal: Refusal): Promise<Adjusted> => ({
  answer: (await refused(lines, { ...args, refusal })).answer,
});

type RefusalArgs = Omit<DecideArgs, 'command'> & { command: MoneyCommand; facts?: DecisionFacts; refusal: Refusal };

async function refused(lines: Lines, { referralId, at, command, facts, refusal }: RefusalArgs): Promise<Decided> {
  const event = moneyEvent({
    at,
    type: 'command.refused',
    actor: command.actor,
    source: command.source,
    public: { command: command.name, code: refusal.code },
  });
  await lines.refuse({ referralId, at, event, answered: { command, state: 'refused', ...refusal } });
  return { answer: { outcome: 'refused', ...refusal }, line: facts?.storyLine ?? null };
}
