import { hasApprovals, type CommissionState } from '../commission/states.ts';

/** Why a line does not go into a run or drops out of it; read by finance. */
export type NotPayableReason =
  | 'holding'
  | 'awaiting_approval'
  | 'after_cut_off'
  | 'partner_not_active'
  | 'content_changed'
  | 'approvals_missing'
  | 'state_changed'
  | `${string}_missing`;

export type PayableLine = {
  state: CommissionState;
  payableFrom: Date;
  holdOver: boolean;
  approvalsRequired: number | null;
  /** Approvals of the present content by people who are not excluded. */
  validApprovals: number;
  /** Whether the stored hash is that of the present content. */
  contentIntact: boolean;
  partnerActive: boolean;
  gates: readonly string[];
};

/**
 * Checked when a run is prepared and once more when it is released. `expected` is the state the line must be in at that
 * moment. Nothing fulfils a gate of the policy yet, so a gate that is listed always holds the line back.
 */
export function notPayable(
  line: PayableLine,
  at: { cutOff: Date; expected: CommissionState },
): NotPayableReason | null {
  if (line.state === 'holding' || line.state === 'awaiting_approval') return line.state;
  if (line.state !== at.expected) return 'state_changed';
  if (line.payableFrom.getTime() > at.cutOff.getTime()) return 'after_cut_off';
  if (!line.holdOver) return 'holding';
  if (!line.contentIntact) return 'content_changed';
  if (!hasApprovals({ approvals: line.validApprovals, approvalsRequired: line.approvalsRequired }))
    return 'approvals_missing';
  if (!line.partnerActive) return 'partner_not_active';
  const gate = line.gates[0];
  return gate === undefined ? null : `${gate}_missing`;
}
