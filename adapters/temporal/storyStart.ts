import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES, TASK_QUEUE, payoutRunWorkflowId, referralWorkflowId } from '../../workflows/messages.ts';
import type { PayoutRunInput, ReferralInput } from '../../workflows/messages.ts';

const PARTNER = defineSearchAttributeKey(SEARCH_ATTRIBUTES.partner, SearchAttributeType.KEYWORD);
const PROGRAM = defineSearchAttributeKey(SEARCH_ATTRIBUTES.program, SearchAttributeType.KEYWORD);

/** How a story is started, whoever starts it. */
export const storyStart = (input: ReferralInput) => ({
  workflowId: referralWorkflowId(input.referralId),
  taskQueue: TASK_QUEUE,
  args: [input] as [ReferralInput],
  typedSearchAttributes: [
    { key: PARTNER, value: input.partnerId },
    { key: PROGRAM, value: input.programId },
  ],
});

/**
 * A run after one that ended or was lost. One that is still open is used instead, so a story is never doubled: Temporal has
 * at most one open run of a workflow id.
 */
export const storyAgain = (beginning: Omit<ReferralInput, 'resume' | 'resumeFromRecord'>) => ({
  ...storyStart({ ...beginning, resumeFromRecord: true }),
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
});

/** The same for a payout run, which reads from the record how far it is. */
export const runAgain = (input: PayoutRunInput) => ({
  workflowId: payoutRunWorkflowId(input.runId),
  taskQueue: TASK_QUEUE,
  args: [input] as [PayoutRunInput],
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
});
