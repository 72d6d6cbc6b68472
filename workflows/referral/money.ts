import { moneyFacts } from '../../domain/commission/progress.ts';
import { durationMs } from '../../domain/duration.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { Command } from '../../domain/referral/commands.ts';
import { originFacts } from '../../domain/referral/originFacts.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import { isFinal } from '../../domain/commission/states.ts';
import type { LineCommandName } from '../../domain/referral/stages.ts';
import { database } from './activityProxies.ts';
import type { Handled } from './refuse.ts';
import { isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

/** What is owed for this deal by the plan of the day of receipt, once. Only then can the partner be told the amount. */
export async function accrue(story: Story): Promise<void> {
  const { state, input, policy } = story;
  const { deal } = state;
  if (state.accrued || deal === null) return;
  state.lines = input.planVersion === null ? [] : await accrueLines(story, deal);
  state.accrued = true;
  state.clawbackUntil = now() + durationMs(policy.clawback);
  const facts = { closedOn: deal.closedOn, ...moneyFacts(state.lines), ...originFacts(state) };
  await record(story, {
    cause: { by: 'system' },
    events: [],
    mails: [{ text: 'won', receiver: { kind: 'submitter' }, facts }],
  });
}

const accrueLines = ({ state, input }: Story, deal: NonNullable<StoryState['deal']>): Promise<StoryLine[]> =>
  database.accrueLines({
    referralId: input.referralId,
    at: isoOf(now()),
    deal,
    ...(state.winsReopened === 0 ? {} : { winsReopened: state.winsReopened }),
  });

/**
 * What the introduction has earned by being qualified, once, whatever becomes of the deal. The partner is told when there is
 * something.
 */
export async function accrueLead(story: Story): Promise<void> {
  const { state } = story;
  if (state.leadBonus !== 'promised') return;
  state.leadLines = await accrueLeadLines(story);
  state.leadBonus = 'accrued';
  if (state.leadLines.length === 0) return;
  await record(story, {
    cause: { by: 'system' },
    events: [],
    mails: [{ text: 'lead_bonus', receiver: { kind: 'submitter' }, facts: moneyFacts(state.leadLines) }],
  });
}

const accrueLeadLines = ({ state, input: { referralId } }: Story): Promise<StoryLine[]> =>
  database.accrueLead({ referralId, at: isoOf(now()), qualifiedBy: state.qualifiedBy });

const accruedIn = (lines: readonly StoryLine[]): number => lines.filter(({ awaits }) => awaits === undefined).length;

const someWait = (lines: readonly StoryLine[]): boolean => lines.some((line) => line.state === 'waiting_trigger');

/**
 * A rate was confirmed, or the deal was invoiced or paid: what waited for that is owed now, and its hold begins. From the accrual
 * of a line refunds count for the whole window.
 */
export async function accrueWaiting(story: Story): Promise<void> {
  const { state, policy } = story;
  if (someWait(state.leadLines)) state.leadLines = await accrueLeadLines(story);
  if (state.deal?.corrected !== undefined) return correctLines(story, state.deal);
  if (state.deal === null || !(someWait(state.lines) || state.lines.some(({ byPayment }) => byPayment === true)))
    return;
  const accrued = accruedIn(state.lines);
  state.lines = await accrueLines(story, state.deal);
  if (accruedIn(state.lines) > accrued) state.clawbackUntil = now() + durationMs(policy.clawback);
  await clawBack(story);
}

/** Finance has corrected what the deal is worth: its lines follow, and the partner is told both figures. */
export async function correctDeal(story: Story): Promise<void> {
  const { state, input } = story;
  if (state.stage !== 'won' || state.deal === null) return;
  const found = await database.readCorrection({ referralId: input.referralId });
  if (found === null || found.correctionId === state.deal.corrected?.correctionId) return;
  const { amount: from, firstYearNet } = state.deal;
  const { correctionId, to } = found;
  state.deal = { ...state.deal, ...to, corrected: { correctionId, to, from: { amount: from, firstYearNet } } };
  await correctLines(story, state.deal);
  const facts = { correctionId, fromMinor: from.amount, amountMinor: to.amount.amount, currency: to.amount.currency };
  await record(story, {
    cause: { by: 'system' },
    events: [],
    mails: [{ text: 'deal_corrected', receiver: { kind: 'submitter' }, facts }],
  });
}

/** Called again with each payment and rate: what a correction adds waits for its trigger as well. */
async function correctLines(story: Story, deal: NonNullable<StoryState['deal']>): Promise<void> {
  const { state, input, policy } = story;
  const { corrected } = deal;
  if (corrected === undefined) return;
  const accrued = accruedIn(state.lines);
  state.lines = await database.correctLines({
    referralId: input.referralId,
    at: isoOf(now()),
    deal: { ...deal, corrected },
    ...(state.winsReopened === 0 ? {} : { winsReopened: state.winsReopened }),
  });
  if (accruedIn(state.lines) > accrued) state.clawbackUntil = now() + durationMs(policy.clawback);
}

/** Every line is final and the window for clawbacks has closed. */
export const isSettled = ({ state }: Story): boolean =>
  state.clawbackUntil === null && [...state.leadLines, ...state.lines].every((line) => isFinal(line.state));

/** A person's word about a line: the rule, its row and the answer are one transaction of the activity. */
export async function decideCommission(
  story: Story,
  { rowId, givenAt, ...command }: AdmittedCommand & { name: Exclude<LineCommandName, 'adjust'> },
): Promise<Handled> {
  const { answer, line } = await database.decideLine({
    referralId: story.input.referralId,
    at: isoOf(now()),
    givenAt: isoOf(givenAt),
    command: { ...command, commandId: rowId },
  });
  if (line?.reduces === true && line.state === 'clawed_back') await readLines(story);
  else if (line !== null) replaceLine(story, line);
  return answer;
}

/** Finance proposes to add to a line or to take from it: a line of its own, which others approve. */
export async function adjustCommission(
  story: Story,
  { rowId, givenAt: _givenAt, ...command }: AdmittedCommand & Command<'adjust'>,
): Promise<Handled> {
  const { referralId } = story.input;
  const at = isoOf(now());
  const { answer } = await database.adjustLine({ referralId, at, command: { ...command, commandId: rowId } });
  await readLines(story);
  return answer;
}

/** The hold is over: what was pending is due. */
export async function endHold(story: Story, commissionId: string): Promise<void> {
  replaceLine(story, await database.endHold({ referralId: story.input.referralId, commissionId, at: isoOf(now()) }));
}

/** A run has dealt with lines of ours. What was refunded while its money was on the way ends now, and what came back is made smaller. */
export async function linesChanged(story: Story): Promise<void> {
  await readLines(story);
  const isUnfinished = (line: StoryLine): boolean =>
    line.reclaimed === true && line.state !== 'in_run' && line.state !== 'clawed_back';
  if (story.state.lines.some(isUnfinished)) await clawBack(story);
  if (story.state.leadLines.some(isUnfinished)) await takeBackFromLead(story);
}

/** An adjustment took something of what the introduction had earned, and its payment came back: the line becomes smaller by it. */
async function takeBackFromLead({ state, input: { referralId } }: Story): Promise<void> {
  state.leadLines = await database.clawBack({ referralId, dealId: null, at: isoOf(now()) });
}

/** The customer got money back: the record says how much in all, and what of each line goes back with it. */
export async function clawBack({ state, input }: Story): Promise<void> {
  if (state.stage !== 'won' || state.deal === null || state.lines.length === 0) return;
  const { dealId } = state.deal;
  state.lines = await database.clawBack({ referralId: input.referralId, dealId, at: isoOf(now()) });
}

/** The record is believed, not the message. */
export async function readLines({ state, input: { referralId } }: Story): Promise<void> {
  if (state.leadLines.length > 0) state.leadLines = await database.readLines({ referralId, dealId: null });
  if (state.deal === null || state.lines.length === 0) return;
  state.lines = await database.readLines({ referralId, dealId: state.deal.dealId });
}

function replaceLine({ state }: Story, changed: StoryLine): void {
  const isIt = ({ commissionId }: StoryLine): boolean => commissionId === changed.commissionId;
  state.leadLines = state.leadLines.map((line) => (isIt(line) ? changed : line));
  state.lines = state.lines.map((line) => (isIt(line) ? changed : line));
}
