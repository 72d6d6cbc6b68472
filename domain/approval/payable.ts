import { hasApprovals, type CommissionState } from '../commission/states.ts';
import type { DocumentProblem } from '../documents/gate.ts';
import type { PayeeProblem } from '../payees/state.ts';
import type { TaxProblem } from '../tax/profile.ts';

/** Why a line does not go into a run or drops out of it; read by finance. */
export type NotPayableReason =
  | 'holding'
  | 'awaiting_approval'
  | 'frozen'
  | 'after_cut_off'
  | 'partner_not_active'
  | 'content_changed'
  | 'payee_changed'
  | PayeeProblem
  | TaxProblem
  | DocumentProblem
  | 'approvals_missing'
  | 'state_changed'
  | 'below_minimum'
  | 'run_full'
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
  /** The account in force is not the one that the content, and so every approval, is about. */
  payeeChanged: boolean;
  /** Why the account in force cannot be paid to; counts where the policy asks for a payee. */
  payee: PayeeProblem | null;
  /** Why the tax profile in force does not do; counts where the policy asks for a form. */
  tax: TaxProblem | null;
  /** Why the line has no document that says what is owed; counts where the policy asks for one. */
  document: DocumentProblem | null;
  partnerActive: boolean;
  gates: readonly string[];
  /** `agreement`, where that gate is open. */
  openGates: readonly string[];
};

/** What holds a line back behind a gate of the policy; null where the gate is open. */
export type GateReason = PayeeProblem | TaxProblem | DocumentProblem | `${string}_missing`;

type Gated = Pick<PayableLine, 'gates' | 'payee' | 'tax' | 'document' | 'openGates'>;

/** The first gate that holds; one that nobody knows holds. */
export function heldByGate({ gates, payee, tax, document, openGates }: Gated): GateReason | null {
  const found: Readonly<Record<string, GateReason | null>> = { payee, tax_form: tax, document };
  const reasons = gates.map((gate): GateReason | null => {
    if (gate in found) return found[gate] ?? null;
    return openGates.includes(gate) ? null : `${gate}_missing`;
  });
  return reasons.find((reason) => reason !== null) ?? null;
}

/**
 * Checked when a run is prepared and once more when it is released. `expected` is the state the line must be in at that
 * moment.
 */
export function notPayable(
  line: PayableLine,
  at: { cutOff: Date; expected: CommissionState },
): NotPayableReason | null {
  if (line.state === 'holding' || line.state === 'awaiting_approval' || line.state === 'frozen') return line.state;
  // What the bank sent back is paid again without another approval, as long as nothing of it changes and the sum asks for no more.
  const isReturned = at.expected === 'approved' && line.state === 'returned';
  if (line.state !== at.expected && !isReturned) return 'state_changed';
  if (line.payableFrom.getTime() > at.cutOff.getTime()) return 'after_cut_off';
  if (!line.holdOver) return 'holding';
  if (!line.contentIntact) return 'content_changed';
  if (line.payeeChanged) return 'payee_changed';
  if (!hasApprovals({ approvals: line.validApprovals, approvalsRequired: line.approvalsRequired }))
    return 'approvals_missing';
  if (!line.partnerActive) return 'partner_not_active';
  return heldByGate(line);
}
