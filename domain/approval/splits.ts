import type { ErrorCode } from '../errors.ts';
import { isOpen, type Stage } from '../referral/stages.ts';
import type { CommandActor, CommandSubject } from './rights.ts';

export const SPLIT_ANSWERS = ['agreed', 'declined', 'withdrawn'] as const;

/** `withdrawn`: by the house, before it was answered. */
export type SplitAnswer = (typeof SPLIT_ANSWERS)[number];
export type SplitState = 'proposed' | SplitAnswer;

/** `isLate`: lines of the deal stand already. */
type SplitSubject = { stage: Stage; standing: SplitState | null; isLate: boolean };

/** `otherId`: the partner that it would be shared with, once somebody has named one. */
type ProposedSubject = SplitSubject & { otherId?: string };

type Refusal = { code: ErrorCode; why: string };

/** A person of the house may share what a referral earns: who leads sales, or manages the partner that it takes something from. */
export function refuseProposal(
  actor: CommandActor,
  referral: Pick<CommandSubject, 'managerId' | 'partnerId'>,
  { stage, standing, isLate, otherId }: ProposedSubject,
): Refusal | null {
  if (!isManager(actor, referral))
    return { code: 'forbidden', why: 'The partner’s manager or a sales manager proposes a split.' };
  if (!isOpen(stage) || isLate)
    return { code: 'not_allowed_in_stage', why: 'A split is agreed before the deal has earned anything.' };
  if (standing === 'agreed') return { code: 'already_exists', why: 'A split was agreed; it stands as it is.' };
  if (otherId === referral.partnerId)
    return { code: 'invalid_request', why: 'A split is with another partner than the one that referred the company.' };
  return null;
}

/** Only who gives something away agrees to it; until then the house may take the proposal back. */
export function refuseAnswer(
  actor: CommandActor,
  referral: Pick<CommandSubject, 'managerId' | 'partnerId'>,
  { answer, state, stage, isLate }: Omit<SplitSubject, 'standing'> & { answer: SplitAnswer; state: SplitState },
): Refusal | null {
  const isTheirs = actor.partnerId === referral.partnerId && actor.roles.includes('partner_admin');
  if (answer === 'withdrawn' && !isManager(actor, referral))
    return { code: 'forbidden', why: 'The partner’s manager or a sales manager takes a proposal back.' };
  if (answer !== 'withdrawn' && !isTheirs)
    return { code: 'forbidden', why: 'The partner’s administrator agrees to a split or declines it.' };
  if (state !== 'proposed') return { code: 'not_allowed_in_state', why: 'This proposal was answered or taken back.' };
  if (answer === 'agreed' && (!isOpen(stage) || isLate))
    return { code: 'not_allowed_in_stage', why: 'A split is agreed before the deal has earned anything.' };
  return null;
}

const isManager = (
  { userId, roles, partnerId }: CommandActor,
  { managerId }: Pick<CommandSubject, 'managerId'>,
): boolean =>
  partnerId === null &&
  (roles.includes('sales_manager') || (roles.includes('partner_manager') && userId === managerId));
