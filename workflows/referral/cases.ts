import type { ErrorCode } from '../../domain/errors.ts';
import { UNDER_WAY, hasEnded } from '../../domain/referral/stages.ts';
import { database } from './activityProxies.ts';
import { win } from './closing.ts';
import { lookBehind } from './lookBehind.ts';
import { readLines } from './money.ts';
import { leadBack } from './reopening.ts';
import { isoOf, now, record } from './telling.ts';
import type { Story } from './telling.ts';

type Order = NonNullable<Awaited<ReturnType<typeof database.caseOrder>>>;

/**
 * A case was decided in favour of the partner, or about money. The message only says to look: what the record asks for
 * happens, once. Each order leaves an entry that names the case, also where it has come too late to have an effect, and from
 * then on the record asks for it no more.
 */
export async function caseDecided(story: Story): Promise<void> {
  const order = await database.caseOrder({ referralId: story.input.referralId });
  if (order === null) {
    await readLines(story); // what a case about money had stopped goes on
    return lookBehind(story);
  }
  const refused = await carryOut(story, order);
  if (refused === undefined) return;
  const said = { command: order.effect, code: refused, caseId: order.caseId };
  await record(story, { cause: { by: 'system' }, events: [{ type: 'command.refused', public: said }] });
  await caseDecided(story); // another case may have waited behind this one
}

async function carryOut(story: Story, order: Order): Promise<ErrorCode | undefined> {
  switch (order.effect) {
    case 'credit':
      return credit(story, order);
    case 'adjust':
      return adjust(story, order);
    case 'reinstate':
      return reinstate(story, order);
    case 'link':
      return linkDeal(story, order);
    default:
      return order satisfies never;
  }
}

/** A deal that was opened beside the registration is the one of this referral: the credit was the partner's all the time. */
async function linkDeal(story: Story, order: Order & { effect: 'link' }): Promise<ErrorCode | undefined> {
  const { state, input } = story;
  if (!UNDER_WAY.includes(state.stage)) return 'not_allowed_in_stage';
  state.linkedDealId = order.dealId;
  await record(story, {
    cause: { by: 'system' },
    events: [{ type: 'deal.linked', public: { caseId: order.caseId }, private: { dealId: order.dealId } }],
  });
  await database.writeDealLinks({ referralId: input.referralId });
  return undefined;
}

/** The amount was wrong: a line of its own says by how much, and others approve it. */
async function adjust(story: Story, order: Order & { effect: 'adjust' }): Promise<ErrorCode | undefined> {
  const refused = await database.adjustByCase({ referralId: story.input.referralId, at: isoOf(now()), order });
  await readLines(story);
  return refused ?? undefined;
}

async function credit(story: Story, order: Order & { effect: 'credit' }): Promise<ErrorCode | undefined> {
  if (story.state.stage === 'won') return 'not_allowed_in_stage';
  const refusal = await win(story, {
    cause: { by: 'system' },
    deal: { ...order.deal, closedBy: order.decidedBy },
    facts: { caseId: order.caseId },
  });
  return refusal?.code;
}

/** Only the end that was contested is taken back: it may have been reopened, and have ended again, meanwhile. */
async function reinstate(story: Story, order: Order & { effect: 'reinstate' }): Promise<ErrorCode | undefined> {
  const { state } = story;
  if (!hasEnded(state.stage) || state.outcome?.at !== order.endedAt) return 'not_allowed_in_stage';
  const isUndecided = state.left?.stage === 'submitted' || state.left?.stage === 'in_review';
  const refusal = await leadBack(story, {
    how: 'reinstated',
    place: 'intake',
    cause: { by: 'system' },
    facts: { caseId: order.caseId },
    ...(isUndecided ? { to: 'accepted' } : {}),
  });
  return refusal?.code;
}
