import type { CommandCall } from '../bench/journey.ts';
import type { Caller } from '../bench/people.ts';
import type { PlannedReferral } from './plan.ts';
import type { ChaosWorld } from './world.ts';

export type Move = { by: Caller; call: CommandCall };

const asked: CommandCall = { name: 'ask', body: { question: 'Which sites are meant?' } };
const answered: CommandCall = { name: 'answer', body: { answer: 'Both of them.' } };
const moreTime: CommandCall = { name: 'extension', body: { days: 30, reasonCode: 'decision_pending' } };
const granted: CommandCall = { name: 'extension-decision', body: { decision: 'approve' } };
const undone: CommandCall = { name: 'undo-withdraw', body: {} };
const reopened: CommandCall = { name: 'reopen', body: { reasonCode: 'new_information' } };

/**
 * What people do besides, once for a referral in a stage: a question with its answer, more time, and two changes of mind, which
 * take up again a story that has ended. Refusals are answers too.
 */
export function movesBesides({ people }: ChaosWorld, { fate, by }: PlannedReferral, stage: string): Move[] {
  const { greta } = people.staff;
  if (stage === 'accepted' && fate === 'paid') {
    return [
      { by: greta, call: asked },
      { by, call: answered },
      { by, call: moreTime },
      { by: greta, call: granted },
    ];
  }
  if (stage === 'withdrawn' && fate === 'withdrawn') return [{ by, call: undone }];
  if (stage === 'lost') return [{ by: greta, call: reopened }];
  return [];
}
