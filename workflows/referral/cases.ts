import { hasEnded } from '../../domain/referral/stages.ts';
import { database } from './activityProxies.ts';
import { win } from './closing.ts';
import { leadBack } from './reopening.ts';
import { record } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * A case was decided in favour of the partner. The message only says to look: what the record asks for happens, once. Each
 * effect leaves an entry that names the case, and from then on the record asks for it no more.
 */
export async function caseDecided(story: Story): Promise<void> {
  const { state, input } = story;
  const order = await database.caseOrder({ referralId: input.referralId });
  if (order === null) return;
  const { caseId } = order;
  if (order.effect === 'credit') {
    if (state.stage === 'won') return;
    state.outcome = null;
    await win(story, {
      cause: { by: 'system' },
      deal: { ...order.deal, closedBy: order.decidedBy },
      facts: { caseId },
    });
    return;
  }
  if (!hasEnded(state.stage) || state.outcome?.at !== order.endedAt) return;
  const isUndecided = state.left?.stage === 'submitted' || state.left?.stage === 'in_review';
  const refusal = await leadBack(story, {
    how: 'reinstated',
    place: 'intake',
    cause: { by: 'system' },
    facts: { caseId },
    ...(isUndecided ? { to: 'accepted' } : {}),
  });
  if (refusal !== undefined) {
    const said = { command: 'reinstate', code: refusal.code, caseId };
    await record(story, { cause: { by: 'system' }, events: [{ type: 'command.refused', public: said }] });
  }
}
