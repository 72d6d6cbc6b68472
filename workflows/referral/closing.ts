import { dayOutOfRange } from '../../domain/givenDay.ts';
import { isStandIn, standInFor } from '../../domain/commission/plan.ts';
import { isPartOf } from '../../domain/referral/firstYear.ts';
import { isReasonFor } from '../../domain/referral/reasons.ts';
import type { Deal, PendingWin, StoryState } from '../../domain/referral/storyState.ts';
import { cancelClock, meetClock } from '../../domain/sla/clocks.ts';
import { CreditedElsewhere } from './creditedElsewhere.ts';
import { accrue } from './money.ts';
import { dropQuestion, endAs } from './ending.ts';
import type { Handled, Refusal } from './refuse.ts';
import { enter, goOnFrom, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';

type Close = AdmittedCommand & { name: 'close' };

/** Won with amount, date and deal, or lost with a reason. A win without a deal id needs a second person. */
export async function close(story: Story, command: Close): Promise<Handled> {
  const { outcome, reasonCode, confirms } = command.payload;
  // A deal that was linked is as good as one that is named.
  const dealId = command.payload.dealId ?? story.state.linkedDealId ?? undefined;
  if (outcome === 'lost') {
    if (!isReasonFor('lost', reasonCode)) return { refusal: { code: 'reason_required', facts: { stage: 'lost' } } };
    await endAs(story, { stage: 'lost', reasonCode, cause: { by: command }, mail: 'lost' });
    return { outcome: 'done' };
  }
  if (confirms !== undefined) return confirmWin(story, command, confirms);
  const claimed = claimedWin(command);
  if (claimed === undefined) return { refusal: { code: 'invalid_request', facts: { lacks: ['amount', 'closedOn'] } } };
  if (!isPartOf(claimed.amount, claimed.firstYearNet))
    return { refusal: { code: 'invalid_request', facts: { field: 'firstYearNet' } } };
  const since = Date.parse(story.state.origin?.firstWonOn ?? story.input.submittedAt);
  const outOfRange = dayOutOfRange({ field: 'closedOn', day: claimed.closedOn, since, now: now() });
  if (outOfRange !== undefined) return { refusal: outOfRange };
  if (dealId === undefined) return askSecondPerson(story, command, claimed);
  // What stands for a deal without a number needs its second person.
  if (isStandIn(dealId)) return { refusal: { code: 'invalid_request', facts: { lacks: ['dealId'] } } };
  const refusal = await win(story, { cause: { by: command }, deal: { ...dealOf(claimed), dealId } });
  return refusal === undefined ? { outcome: 'done' } : { refusal };
}

function claimedWin({ payload, commandId, rowId, actor }: Close): PendingWin | undefined {
  const { amount, firstYearNet, closedOn } = payload;
  if (amount === undefined || closedOn === undefined) return undefined;
  return { commandId, rowId, closedBy: actor.id, amount, firstYearNet: firstYearNet ?? amount, closedOn };
}

const dealOf = ({ amount, firstYearNet, closedOn, closedBy }: PendingWin): Omit<Deal, 'dealId'> => ({
  amount,
  firstYearNet,
  closedOn,
  closedBy,
});

/** A later report takes the place of an earlier one, whose sender learns that it does not stand any more. */
async function askSecondPerson(story: Story, command: Close, claimed: PendingWin): Promise<Handled> {
  const supersededRow = story.state.pendingWin?.rowId;
  story.state.pendingWin = claimed;
  const { amount, closedOn, closedBy } = claimed;
  await record(story, {
    cause: { by: command },
    events: [{ type: 'win.reported', public: { amountMinor: amount.amount, currency: amount.currency, closedOn } }],
    mails: [
      {
        text: 'second_person_needed',
        receiver: { kind: 'managers' },
        facts: { amountMinor: amount.amount, currency: amount.currency, closedOn, closedBy },
      },
    ],
    answer: { outcome: 'awaiting_second_person' },
    supersededRow,
  });
  return { outcome: 'awaiting_second_person' };
}

/** What was reported counts, not what the second person sends; and it is never the first person. */
async function confirmWin(story: Story, command: Close, confirms: string): Promise<Handled> {
  const { state, input } = story;
  const pending = state.pendingWin;
  if (pending?.commandId !== confirms) return { refusal: { code: 'content_changed', facts: { confirms } } };
  if (pending.closedBy === command.actor.id) {
    return { refusal: { code: 'separation_of_duties', facts: { why: 'closed_by_you', who: [pending.closedBy] } } };
  }
  const deal = { ...dealOf(pending), dealId: standInFor('manual', input.referralId), confirmedBy: command.actor.id };
  const refusal = await win(story, { cause: { by: command }, deal, confirmedRow: pending.rowId });
  return refusal === undefined ? { outcome: 'done' } : { refusal };
}

type Win = {
  cause: Told['cause'];
  deal: Deal;
  /** What the entry says besides the deal. */
  facts?: Record<string, string>;
  confirmedRow?: string;
};

/**
 * Won: the claim has done its work and does not pass on, and what is owed is calculated. Refused where another referral is
 * credited with the deal; then everything is as it was before, and a person has to decide.
 */
export async function win(story: Story, told: Win): Promise<Refusal | undefined> {
  const before = JSON.parse(JSON.stringify(story.state)) as StoryState;
  try {
    await tellWin(story, told);
  } catch (error) {
    if (!(error instanceof CreditedElsewhere)) throw error;
    goOnFrom(story, before);
    return { code: 'deal_credited', facts: { number: error.number } };
  }
  await accrue(story);
  return undefined;
}

async function tellWin(story: Story, { cause, deal, facts, confirmedRow }: Win): Promise<void> {
  const { state } = story;
  const supersededRow = confirmedRow === undefined ? state.pendingWin?.rowId : undefined;
  state.left = { stage: state.stage, expiryLeftMs: state.expiresAt === null ? null : state.expiresAt - now() };
  const question = dropQuestion(state);
  state.clocks = cancelClock(meetClock(state.clocks, 'expiry', now()), 'first_contact');
  state.expiresAt = null;
  state.extension = { ...state.extension, request: null };
  state.pendingWin = null;
  state.outcome = null;
  const entered = enter(state, 'won');
  state.deal = deal;
  const { amount, closedOn, dealId } = deal;
  await record(story, {
    cause,
    events: [
      { ...entered, public: { ...facts, dealId, amountMinor: amount.amount, currency: amount.currency, closedOn } },
    ],
    claim: { kind: 'release', reason: 'won', passesOn: false },
    confirmedRow,
    supersededRow,
    ...(question === undefined ? {} : { question }),
  });
}
