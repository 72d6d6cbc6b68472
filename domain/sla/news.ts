import { UNDER_WAY } from '../referral/stages.ts';
import type { ReferralCommandName, Stage } from '../referral/stages.ts';
import { cancelClock, findClock, meetClock, startClock } from './clocks.ts';
import type { Clock } from './clocks.ts';

/** From acceptance until the deal is decided the partner hears from us every so often. */
export const NEWS_PROMISED_IN = UNDER_WAY;

/**
 * What is done first with a qualified referral; whatever of it comes first keeps the promise of the handover. A message does so
 * from its owner alone, for anybody of ours may write one.
 */
const CLOSER_ACTIVITY: readonly ReferralCommandName[] = ['contact', 'advance', 'close'];

/** The partner's own word is no news from us. */
const OF_THE_PARTNER: readonly string[] = ['withdraw', 'undoWithdraw', 'answer', 'requestExtension'];

/** A step as its clocks see it: the stage it leads to, and what a person did (undefined where no person did it). */
export type SeenStep = {
  stage: Stage;
  /** `side`: whose message it was; `byOwner`: who has the referral did it. */
  command: { name: ReferralCommandName; givenAt: number; side?: 'partner' | 'vendor'; byOwner?: boolean } | undefined;
  /** Somebody did it in the CRM. */
  inCrm?: boolean;
  /** The partner learns something by it. */
  tellsPartner: boolean;
  at: number;
};

const isOurs = (command: SeenStep['command']): command is NonNullable<SeenStep['command']> =>
  command !== undefined && command.side !== 'partner' && !OF_THE_PARTNER.includes(command.name);

/** What a person of ours does, here or in the CRM, and the partner is told of. What happens by itself is none. */
const isNews = ({ command, inCrm, tellsPartner }: SeenStep): boolean =>
  tellsPartner && (inCrm === true || isOurs(command));

const isFirstActivity = ({ name, byOwner }: NonNullable<SeenStep['command']>): boolean =>
  CLOSER_ACTIVITY.includes(name) || (name === 'message' && byOwner === true);

/**
 * The promises that every step of the story may keep: the closer has begun, the partner has heard from us. News keeps the
 * promise that runs, and the next one begins; so it does where it was missed. `ended` is the one before, if any. Where no
 * news is promised any more it is given up.
 */
export function followStep(
  clocks: readonly Clock[],
  step: SeenStep,
  statusUpdateMs: number,
): { clocks: Clock[]; ended: Clock | undefined } {
  const { command, stage, at } = step;
  const hasBegun = isOurs(command) && isFirstActivity(command);
  const handed = hasBegun ? meetClock(clocks, 'handover', command.givenAt) : [...clocks];
  const told = isNews(step) ? meetClock(handed, 'status_update', command?.givenAt ?? at) : handed;
  const present = findClock(told, 'status_update');
  if (!NEWS_PROMISED_IN.includes(stage)) return { clocks: cancelClock(told, 'status_update'), ended: undefined };
  if (present?.state === 'running') return { clocks: told, ended: undefined };
  const next = startClock(told, { kind: 'status_update', startedAt: at, dueAt: at + statusUpdateMs });
  return { clocks: next, ended: present };
}
