import type { CommandActor } from '../approval/rights.ts';
import type { Role } from '../approval/roles.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { CaseCommandName } from './caseState.ts';
import { canDecide, decidingRoles, possibleDeciders } from './decider.ts';
import type { Involved } from './decider.ts';
import { isAboutMoney } from './kinds.ts';
import type { CaseKind } from './kinds.ts';

/** Whose referral it is: the partner, and who sent it or for whom it was sent. */
export type CaseSubject = { partnerId: string; submitterIds: readonly string[]; openedBy: string | null };

export type CasePermission = { allowed: true } | { allowed: false; code: ErrorCode; why: string; facts: ErrorFacts };

const ALLOWED: CasePermission = { allowed: true };
const refuse = (why: string, code: ErrorCode = 'forbidden', facts: ErrorFacts = {}): CasePermission => ({
  allowed: false,
  code,
  why,
  facts,
});

/** Who sent the referral, the partner's administrator, or a key of the partner that may write. */
export function maySpeakForPartner(actor: CommandActor, subject: CaseSubject, isKey: boolean): CasePermission {
  const { partnerId, userId, roles } = actor;
  const isTheirs = partnerId === subject.partnerId;
  const speaks =
    isKey || roles.includes('partner_admin') || [...subject.submitterIds, subject.openedBy].includes(userId);
  return isTheirs && speaks ? ALLOWED : refuse('Who sent the referral, or the partner’s administrator, does this.');
}

const ANSWERERS: readonly Role[] = ['partner_manager', 'sales_manager'];

const mayAnswerForDeal = ({ userId, roles }: CommandActor, involved: readonly Involved[]): CasePermission =>
  roles.includes('sales_manager') || involved.some((one) => one.userId === userId && one.why === 'owns_deal')
    ? ALLOWED
    : refuse('Whose deal it is, or a sales manager, says what it is.');

/** The first answer explains, so it may come from somebody who was there; a decision may not. */
export function mayCommandCase(args: {
  command: CaseCommandName;
  kind: CaseKind;
  actor: CommandActor;
  isKey: boolean;
  subject: CaseSubject;
  involved: readonly Involved[];
  /** Who of the house there is. */
  people: readonly { userId: string; roles: readonly string[] }[];
}): CasePermission {
  const { command, kind, actor, subject, isKey } = args;
  if (command === 'withdrawCase' && kind === 'parallel_deal')
    return refuse('The house has found it, so it is not for the partner to take back.');
  if (command === 'withdrawCase' || command === 'secondLook') return maySpeakForPartner(actor, subject, isKey);
  if (actor.partnerId !== null || isKey) return refuse('People of the vendor do this.');
  if (command === 'answerCase' && kind === 'parallel_deal') return mayAnswerForDeal(actor, args.involved);
  if (command === 'answerCase') {
    const roles: readonly Role[] = isAboutMoney(kind)
      ? [...ANSWERERS, 'finance_preparer', 'finance_approver']
      : ANSWERERS;
    return roles.some((role) => actor.roles.includes(role)) ? ALLOWED : refuse('A manager gives the first answer.');
  }
  const isTheirs = canDecide(kind, actor.roles);
  const why = args.involved.filter(({ userId }) => userId === actor.userId).map((one) => one.why);
  if (isTheirs && why.length > 0)
    return refuse(
      'Who took part in it, or has a part in what stands against it, does not decide.',
      'separation_of_duties',
      { who: actor.userId, why },
    );
  const standsIn = possibleDeciders(args).eligible.some(({ userId }) => userId === actor.userId);
  return isTheirs || (standsIn && actor.roles.includes('program_admin'))
    ? ALLOWED
    : refuse(`Deciding needs one of these roles: ${decidingRoles(kind).join(', ')}.`);
}
