import type { ErrorCode } from '../errors.ts';
import type { CommandPayloads } from '../referral/commands.ts';
import type { ReferralCommandName, Stage } from '../referral/stages.ts';
import type { Role } from './roles.ts';

/** Who asks: a person, or an API key (its id, no roles, its partner). */
export type CommandActor = { userId: string; roles: readonly string[]; partnerId: string | null };

/** What of a referral decides who may do what. */
export type CommandSubject = {
  stage: Stage;
  /** Of one that has ended: the stage it was in before. */
  leftStage: Stage | null;
  partnerId: string;
  ownerId: string | null;
  /** Who stands in for the owner at this moment. */
  deputyIds: readonly string[];
  /** The partner's own partner manager. */
  managerId: string | null;
  unassigned: boolean;
  /** Who sent it (a person or a key), and the person at the partner on whose behalf. */
  submittedByUserId: string | null;
  onBehalfOfUserId: string | null;
  /** Who has a part in what stands against it: a deal of the house with the company, or another partner's referral. */
  interestedIds: readonly string[];
};

export type CommandPermission = { allowed: true } | { allowed: false; code: ErrorCode; why: string };

export type CommandQuestion = {
  actor: CommandActor;
  referral: CommandSubject;
  command: ReferralCommandName;
  payload: Readonly<Record<string, unknown>>;
  /** Who gave the command that this one confirms, when it confirms one. */
  confirmedActorId?: string | undefined;
};

const ALLOWED: CommandPermission = { allowed: true };
const refuse = (why: string, code: ErrorCode = 'forbidden'): CommandPermission => ({ allowed: false, code, why });

const has = ({ roles, partnerId }: CommandActor, role: Role): boolean => partnerId === null && roles.includes(role);

/**
 * The table "who may do what" of docs/product.md, for commands on a referral that the actor may read. The same rule
 * stands before HTTP and before a signal from any Temporal client.
 */
export function mayCommand(question: CommandQuestion): CommandPermission {
  switch (question.command) {
    case 'review':
      return mayReview(question);
    case 'contact':
    case 'qualify':
    case 'advance':
      return mayWork(question);
    case 'close':
      return mayClose(question);
    case 'assign':
      return mayAssign(question);
    case 'withdraw':
    case 'undoWithdraw':
      return mayWithdraw(question);
    case 'message':
      return mayTellOfMessage(question);
    case 'ask':
      return mayAskPartner(question);
    case 'answer':
    case 'requestExtension':
      return maySpeakForPartner(question);
    case 'decideExtension':
    case 'reopen':
      return mayManage(question);
    case 'approveCommission':
    case 'rejectCommission':
    case 'unfreeze':
      return has(question.actor, 'finance_approver') ? ALLOWED : refuse('Only a finance approver decides about money.');
    case 'freeze':
      return has(question.actor, 'finance_approver') || has(question.actor, 'finance_preparer')
        ? ALLOWED
        : refuse('Only people of finance stop a payment.');
    case 'adjust':
      return has(question.actor, 'finance_preparer')
        ? ALLOWED
        : refuse('Only who prepares payments proposes an adjustment.');
    default:
      return question.command satisfies never;
  }
}

/** A deputy may do what the owner may, while the owner is away. */
const isOwner = ({ actor, referral }: Pick<CommandQuestion, 'actor' | 'referral'>): boolean =>
  actor.partnerId === null && (actor.userId === referral.ownerId || referral.deputyIds.includes(actor.userId));

/**
 * The ladder may hand a review to another manager on duty, who then owns it; an administrator owns one only where every manager
 * has a part in it.
 */
function mayReview(question: CommandQuestion): CommandPermission {
  const { actor, referral } = question;
  const isManager =
    has(actor, 'sales_manager') ||
    (has(actor, 'partner_manager') && (actor.userId === referral.managerId || isOwner(question))) ||
    (has(actor, 'program_admin') && actor.userId === referral.ownerId);
  if (!isManager) return refuse('The partner’s manager or a sales manager reviews.');
  if (actor.userId === referral.submittedByUserId) {
    return refuse('Who submitted a referral on behalf of a partner does not review it.', 'separation_of_duties');
  }
  if (referral.interestedIds.includes(actor.userId)) {
    return refuse(
      'Who has a deal with this company, or a part in a referral that stands against this one, does not review it.',
      'separation_of_duties',
    );
  }
  return ALLOWED;
}

const mayWork = (question: CommandQuestion): CommandPermission =>
  has(question.actor, 'sales_manager') || isOwner(question)
    ? ALLOWED
    : refuse('The owner, a deputy or a sales manager does this.');

/** Who works on it asks, and while it is in review whoever may review it. */
function mayAskPartner(question: CommandQuestion): CommandPermission {
  const asOwner = mayWork(question);
  if (asOwner.allowed || question.referral.stage !== 'in_review') return asOwner;
  return mayReview(question);
}

/** A win without a deal id is confirmed by a sales manager who is not the one who closed it. */
function mayClose(question: CommandQuestion): CommandPermission {
  const { confirms } = question.payload as Partial<CommandPayloads['close']>;
  if (confirms === undefined) return mayWork(question);
  if (!has(question.actor, 'sales_manager')) return refuse('A sales manager confirms a win.');
  return question.confirmedActorId === question.actor.userId
    ? refuse('A second person confirms a win: not the one who closed it.', 'separation_of_duties')
    : ALLOWED;
}

/** The owner gives it back and does not choose who gets it: that is for the rules and the managers. */
function mayAssign(question: CommandQuestion): CommandPermission {
  const { actor, payload } = question;
  if (has(actor, 'sales_manager') || has(actor, 'partner_manager')) return ALLOWED;
  const { reasonCode, ownerId } = payload as Partial<CommandPayloads['assign']>;
  if (!isOwner(question)) return refuse('A sales manager or partner manager assigns.');
  return reasonCode === 'hand_back' && ownerId === undefined
    ? ALLOWED
    : refuse('The owner may only hand back, to nobody by name.');
}

const QUALIFIED_ON: readonly Stage[] = ['qualified', 'opportunity', 'proposal', 'negotiation'];

function mayWithdraw({ actor, referral }: CommandQuestion): CommandPermission {
  const isAdmin = actor.partnerId === referral.partnerId && actor.roles.includes('partner_admin');
  if (isAdmin) return ALLOWED;
  const isSubmitter = [referral.submittedByUserId, referral.onBehalfOfUserId].includes(actor.userId);
  if (!isSubmitter) return refuse('Who submitted it, or the partner’s administrator, withdraws.');
  // Who undoes has to be one who could have taken it back where it stood.
  return QUALIFIED_ON.includes(referral.leftStage ?? referral.stage)
    ? refuse('Once it is qualified only the partner’s administrator withdraws.')
    : ALLOWED;
}

/** What the partner may ask for: who submitted it, the administrator, a key of the company. */
const maySpeakForPartner = ({ actor, referral }: CommandQuestion): CommandPermission =>
  actor.partnerId === referral.partnerId &&
  (actor.roles.includes('partner_admin') ||
    actor.userId.startsWith('key_') ||
    [referral.submittedByUserId, referral.onBehalfOfUserId].includes(actor.userId))
    ? ALLOWED
    : refuse('Who submitted it, or the partner’s administrator, does this.');

const mayManage = ({ actor, referral }: CommandQuestion): CommandPermission =>
  has(actor, 'sales_manager') || (has(actor, 'partner_manager') && actor.userId === referral.managerId)
    ? ALLOWED
    : refuse('The partner’s manager or a sales manager decides this.');

/** Everybody their own; who leads or administers, anybody's. */
export const mayPlanAbsenceOf = (actor: CommandActor, userId: string): boolean =>
  actor.partnerId === null &&
  (actor.userId === userId ||
    (['sales_manager', 'partner_manager', 'program_admin'] as const).some((role) => has(actor, role)));

/**
 * Partner and owner write to each other; people of the house who work on it besides. An internal note is for them alone.
 * For a referral that the actor may read.
 */
export function mayWrite(args: {
  actor: CommandActor;
  referral: CommandSubject;
  internal: boolean;
}): CommandPermission {
  const { actor, referral, internal } = args;
  if (actor.partnerId !== null) {
    if (actor.partnerId !== referral.partnerId) return refuse('It belongs to another partner.');
    return internal ? refuse('Notes of the house are not for partners.') : ALLOWED;
  }
  const works =
    has(actor, 'sales_manager') ||
    isOwner(args) ||
    [referral.managerId, referral.submittedByUserId].includes(actor.userId);
  return works ? ALLOWED : refuse('Who works on it writes: the owner, the partner’s manager or a sales manager.');
}

/** The message stands already; the story hears from whom it came. */
function mayTellOfMessage({ actor, referral, payload }: CommandQuestion): CommandPermission {
  const { side } = payload as Partial<CommandPayloads['message']>;
  const own = actor.partnerId === null ? 'vendor' : 'partner';
  return side === own ? mayWrite({ actor, referral, internal: false }) : refuse('A message comes from its own side.');
}

/** Which referrals somebody may read. Partners never see beyond their company, whatever roles they have. */
export type ReadScope =
  | { kind: 'partner'; partnerId: string; /** null: the whole company. */ submitterId: string | null }
  | { kind: 'internal'; userId: string; everything: boolean; unassigned: boolean; managed: boolean };

const READS_EVERYTHING: readonly Role[] = [
  'sales_manager',
  'finance_preparer',
  'finance_approver',
  'program_admin',
  'auditor',
];

export function readScope(actor: CommandActor, isKey: boolean): ReadScope {
  const { userId, partnerId, roles } = actor;
  if (partnerId !== null) {
    const wholeCompany = isKey || roles.includes('partner_admin');
    return { kind: 'partner', partnerId, submitterId: wholeCompany ? null : userId };
  }
  return {
    kind: 'internal',
    userId,
    everything: READS_EVERYTHING.some((role) => roles.includes(role)),
    unassigned: roles.includes('sales_rep'),
    managed: roles.includes('partner_manager'),
  };
}

type MoneySubject = Pick<CommandSubject, 'partnerId' | 'managerId' | 'submittedByUserId' | 'onBehalfOfUserId'>;

/** Money of a partner; sales learn only that a commission exists. */
export function mayReadMoney(actor: CommandActor, subject: MoneySubject): boolean {
  const { userId, partnerId, roles } = actor;
  if (partnerId !== null) {
    const isOwn = [subject.submittedByUserId, subject.onBehalfOfUserId].includes(userId);
    return partnerId === subject.partnerId && (roles.includes('partner_admin') || isOwn);
  }
  const readsAll = (['finance_preparer', 'finance_approver', 'auditor'] as const).some((role) => roles.includes(role));
  return readsAll || (roles.includes('partner_manager') && subject.managerId === userId);
}
