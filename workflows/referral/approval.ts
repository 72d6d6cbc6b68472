import type { StoryLine } from '../../domain/commission/line.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { climbApproval, missedApproval, nextApprovalStep } from '../../domain/sla/approval.ts';
import { readLines } from './money.ts';
import { now, record } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * A line waits for its approval: at 50 % those who may give it are reminded, at 100 % the breach is recorded and all of finance
 * who approve are told. The line may have been frozen or bound anew without a word, so the record is asked first; the approval
 * itself is for people, whatever the time.
 */
export async function climbForApproval(story: Story, commissionId: string): Promise<void> {
  const { state, policy } = story;
  await readLines(story);
  const line = [...state.leadLines, ...state.lines].find((one) => one.commissionId === commissionId);
  const climbed = state.approvalSteps[commissionId];
  const rung = line && nextApprovalStep(line, { climbed, length: policy.approve });
  if (line === undefined || !isPromised(line) || rung === undefined || rung.at > now()) return;
  state.approvalSteps = { ...state.approvalSteps, [commissionId]: climbApproval(line, climbed) };
  const isMissed = rung.step === 'breach';
  const clock = { kind: 'approve', dueAt: line.approveBy, commissionId };
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: isMissed ? 'clock.breached' : 'clock.reminded', public: clock }],
    mails: [isMissed ? { ...mailOf(line), text: 'approval_late', receiver: { kind: 'approvers' } } : mailOf(line)],
    ...(isMissed ? { missed: [missedApproval(line)] } : {}),
  });
}

type PromisedLine = StoryLine & { approveFrom: string; approveBy: string };

const isPromised = (line: StoryLine): line is PromisedLine =>
  line.approveFrom !== undefined && line.approveBy !== undefined;

const mailOf = ({
  commissionId,
  amount,
  approvals,
  approvalsRequired,
  approveBy,
}: PromisedLine): Extract<StoryMail, { text: 'approval_due' }> => ({
  text: 'approval_due',
  receiver: { kind: 'approvers', commissionId },
  facts: {
    amountMinor: amount.amount,
    currency: amount.currency,
    approvals,
    approvalsRequired,
    dueAt: approveBy,
    commissionId,
  },
});
