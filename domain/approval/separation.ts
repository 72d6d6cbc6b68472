import type { ErrorCode } from '../errors.ts';
import { COMMISSION_TRANSITIONS, isDecidable, isRejectable, type CommissionState } from '../commission/states.ts';

/** Why somebody may not approve a line, whatever their role. */
export type ExclusionReason =
  | 'closed_deal'
  | 'confirmed_win'
  | 'qualified_lead'
  | 'drafted_plan'
  | 'edited_payee'
  | 'verified_payee'
  | 'recorded_payment'
  | 'proposed_adjustment'
  | 'recorded_correction'
  | 'recorded_refund'
  | 'decided_case'
  | 'proposed_split';
export type Exclusion = { userId: string; reason: ExclusionReason };

export type FinancePerson = { userId: string; roles: readonly string[]; active: boolean };

/** A line as the four-eyes rule sees it; `approvedBy` counts only approvals of the present content. */
export type ApprovableLine = {
  state: CommissionState;
  contentHash: string;
  approvalsRequired: number | null;
  approvedBy: readonly string[];
  exclusions: readonly Exclusion[];
};

/** `why` is a closed code for the text catalogue and the reader; `who` is the person it is about. */
export type SeparationWhy =
  | ExclusionReason
  | 'not_finance_approver'
  | 'not_finance_preparer'
  | 'not_finance'
  | 'not_proposer'
  | 'prepared_run'
  | 'not_preparer_of_run'
  | 'owns_difference'
  | 'approved_already'
  | 'state'
  | 'content'
  | 'threshold';

export type Permission = { allowed: true } | { allowed: false; code: ErrorCode; who: string; why: SeparationWhy };

const ALLOWED: Permission = { allowed: true };
const refuse = (code: ErrorCode, who: string, why: SeparationWhy): Permission => ({ allowed: false, code, who, why });

export const isApprover = ({ roles, active }: FinancePerson): boolean => active && roles.includes('finance_approver');

/** Who has a part in it takes no part in the decision, whatever their role. */
function unlessExcluded({ userId }: FinancePerson, exclusions: readonly Exclusion[]): Permission {
  const exclusion = exclusions.find((one) => one.userId === userId);
  return exclusion === undefined ? ALLOWED : refuse('separation_of_duties', userId, exclusion.reason);
}

/** The state comes first: a command that makes no sense now is told so before anything about persons. */
export function mayApprove(person: FinancePerson, line: ApprovableLine, contentHash: string): Permission {
  if (!isDecidable(line.state)) return refuse('not_allowed_in_state', person.userId, 'state');
  if (!isApprover(person)) return refuse('forbidden', person.userId, 'not_finance_approver');
  if (contentHash !== line.contentHash) return refuse('content_changed', person.userId, 'content');
  const separate = unlessExcluded(person, line.exclusions);
  if (!separate.allowed) return separate;
  if (line.approvedBy.includes(person.userId)) return refuse('already_approved', person.userId, 'approved_already');
  if (line.approvalsRequired === null) return refuse('threshold_missing', person.userId, 'threshold');
  return ALLOWED;
}

/** Who may reject may also be who approved: taking one's own yes back harms nobody. */
export function mayReject(person: FinancePerson, line: ApprovableLine, contentHash: string): Permission {
  if (!isRejectable(line.state)) return refuse('not_allowed_in_state', person.userId, 'state');
  if (!isApprover(person)) return refuse('forbidden', person.userId, 'not_finance_approver');
  if (contentHash !== line.contentHash) return refuse('content_changed', person.userId, 'content');
  return unlessExcluded(person, line.exclusions);
}

/** Whether a run has the line, and how far the run is; null: none. */
export type RunAround = 'prepared' | 'under_way' | null;

/** Finance stops a line for this, besides the cases that do. */
export const BY_FINANCE = 'finance';

/** `frozenFor`: what keeps the line frozen, finance or cases by their ids. */
export type FreezableLine = Pick<ApprovableLine, 'state' | 'exclusions'> & {
  frozenFor: readonly string[];
  run: RunAround;
};

/** Stopping harms nobody who had no right to the money, so both roles may and nobody is excluded. What is released is not stopped. */
export function mayFreeze(person: FinancePerson, line: FreezableLine): Permission {
  if (!isFreezable(line) || line.frozenFor.includes(BY_FINANCE))
    return refuse('not_allowed_in_state', person.userId, 'state');
  const mayStop = isApprover(person) || mayPrepare(person).allowed;
  return mayStop ? ALLOWED : refuse('forbidden', person.userId, 'not_finance');
}

export const isFreezable = ({ state, run }: Pick<FreezableLine, 'state' | 'run'>): boolean =>
  run !== 'under_way' && (state === 'frozen' || COMMISSION_TRANSITIONS[state].includes('frozen'));

/** Letting it go on is a decision about money: for approvers who had no part in it. What a case stopped goes on with its decision. */
export function mayUnfreeze(person: FinancePerson, line: FreezableLine): Permission {
  if (!line.frozenFor.includes(BY_FINANCE)) return refuse('not_allowed_in_state', person.userId, 'state');
  if (!isApprover(person)) return refuse('forbidden', person.userId, 'not_finance_approver');
  return unlessExcluded(person, line.exclusions);
}

type ReleasableRun = { preparedBy: string | null; exclusions: readonly Exclusion[] };

/** Never the preparer, and nobody who is excluded for one of the lines that would be paid. */
export function mayRelease(person: FinancePerson, run: ReleasableRun): Permission {
  // The reason that no role could change comes first.
  if (person.userId === run.preparedBy) return refuse('separation_of_duties', person.userId, 'prepared_run');
  if (!isApprover(person)) return refuse('forbidden', person.userId, 'not_finance_approver');
  return unlessExcluded(person, run.exclusions);
}

export function mayConfirm(person: FinancePerson): Permission {
  const mayTouchRuns = person.roles.includes('finance_preparer') || person.roles.includes('finance_approver');
  return person.active && mayTouchRuns ? ALLOWED : refuse('forbidden', person.userId, 'not_finance_preparer');
}

export const mayPrepare = (person: FinancePerson): Permission =>
  person.active && person.roles.includes('finance_preparer')
    ? ALLOWED
    : refuse('forbidden', person.userId, 'not_finance_preparer');

/**
 * Who puts a payee back prepares: of a prepared run, who prepared it, for they are who may not release it; of a draft, who prepares
 * runs. Leaving out gives nobody money, so all of finance may.
 */
export function mayPutBack(person: FinancePerson, { preparedBy }: Pick<ReleasableRun, 'preparedBy'>): Permission {
  if (preparedBy !== null && preparedBy !== person.userId) {
    return refuse('separation_of_duties', person.userId, 'not_preparer_of_run');
  }
  return mayPrepare(person).allowed ? ALLOWED : refuse('forbidden', person.userId, 'not_preparer_of_run');
}

/** What has accrued can be adjusted, whoever had a part in it: it is approved by others. `adjustable`: no adjustment itself. */
export function mayAdjust(person: FinancePerson, { adjustable }: { adjustable: boolean }): Permission {
  if (!adjustable) return refuse('not_allowed_in_state', person.userId, 'state');
  return mayPrepare(person).allowed ? ALLOWED : refuse('forbidden', person.userId, 'not_proposer');
}

type Difference = { /** Who can see to it. */ ownerId: string | null; exclusions: readonly Exclusion[] };

/** That both sides are right as they are is said by somebody whom the difference does not concern. */
export const mayAccept = (person: FinancePerson, { ownerId, exclusions }: Difference): Permission =>
  person.userId === ownerId
    ? refuse('separation_of_duties', person.userId, 'owns_difference')
    : unlessExcluded(person, exclusions);

/** Approvers who could still give, or have given, an approval of this line; the rest with why not. */
export function eligibleApprovers(
  people: readonly FinancePerson[],
  exclusions: readonly Exclusion[],
): {
  eligible: string[];
  barred: Exclusion[];
} {
  const approvers = people.filter(isApprover).map(({ userId }) => userId);
  const barred = exclusions.filter(({ userId }) => approvers.includes(userId));
  return { eligible: approvers.filter((userId) => !barred.some((one) => one.userId === userId)), barred };
}

/** Said as soon as the line exists, not when somebody first tries: the rule cannot be met by those who are here. */
export type ApprovalBlock =
  | { code: 'threshold_missing' }
  | { code: 'too_few_approvers'; required: number; eligible: string[]; barred: Exclusion[] };

export function approvalBlock(
  line: Pick<ApprovableLine, 'state' | 'approvalsRequired' | 'approvedBy' | 'exclusions'>,
  people: readonly FinancePerson[],
): ApprovalBlock | null {
  if (!isDecidable(line.state)) return null;
  if (line.approvalsRequired === null) return { code: 'threshold_missing' };
  const { eligible, barred } = eligibleApprovers(people, line.exclusions);
  const possible = new Set([...eligible, ...line.approvedBy]).size;
  if (possible >= line.approvalsRequired) return null;
  return { code: 'too_few_approvers', required: line.approvalsRequired, eligible, barred };
}
