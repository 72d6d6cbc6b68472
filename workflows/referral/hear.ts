import { allHandlersFinished, condition, continueAsNew } from '@temporalio/workflow';
import { deadlinesOf } from '../../domain/referral/deadlines.ts';
import { allowedIn } from '../../domain/cases/kinds.ts';
import { parseCommand } from '../../domain/referral/parseCommand.ts';
import type { HintKind, InboxMessage } from '../../domain/referral/storyState.ts';
import { isAllowedIn } from '../../domain/referral/stages.ts';
import type { ReferralCommandName, Stage } from '../../domain/referral/stages.ts';
import type { ReferralInput } from '../messages.ts';
import { database } from './activityProxies.ts';
import { contact } from './attempts.ts';
import { crmChanged } from './attribution.ts';
import { assign } from './owners.ts';
import { advance, withdraw } from './people.ts';
import { qualify } from './qualifying.ts';
import { answer, ask } from './questions.ts';
import { close } from './closing.ts';
import { decideExtension, requestExtension } from './extension.ts';
import { crmRecorded } from './crmRecord.ts';
import { review } from './reviewing.ts';
import { caseDecided } from './cases.ts';
import { accrueWaiting, adjustCommission, clawBack, correctDeal, decideCommission, linesChanged } from './money.ts';
import { passTime, strikeUntil } from './clocks.ts';
import { fetchGivenBefore } from './givenBefore.ts';
import { reopen, undoWithdraw } from './reopening.ts';
import { message } from './news.ts';
import { refuse, refuseStranger } from './refuse.ts';
import type { Handled } from './refuse.ts';
import { claimClosed, claimPromoted, claimYielded } from './waiting.ts';
import { isPageFull, waitForNews } from './newsOrTime.ts';
import { now, record, rememberAnswer } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

/** Where a hint says to look. */
const LOOKS: Readonly<Record<HintKind, (story: Story) => Promise<void>>> = {
  claimPromoted,
  claimClosed,
  claimYielded,
  caseDecided,
  crmChanged,
  dealRefund: clawBack,
  dealPayment: accrueWaiting,
  dealCorrected: correctDeal,
  linesChanged,
  rateConfirmed: accrueWaiting,
};

const HANDLERS: {
  [Name in ReferralCommandName]: (story: Story, command: AdmittedCommand & { name: Name }) => Promise<Handled>;
} = {
  review,
  contact,
  qualify,
  assign,
  advance,
  close,
  withdraw,
  undoWithdraw,
  reopen,
  ask,
  answer,
  message,
  requestExtension,
  decideExtension,
  approveCommission: decideCommission,
  rejectCommission: decideCommission,
  freeze: decideCommission,
  unfreeze: decideCommission,
  adjust: adjustCommission,
};

/**
 * Listens for as long as the referral is in one of `stages`: takes one message at a time, lets clocks strike, and sleeps
 * in between. `further` may end it earlier, for work that is done while the stage stays.
 */
export async function hear(story: Story, stages: readonly Stage[], further: () => boolean = () => true): Promise<void> {
  while (stages.includes(story.state.stage) && further()) {
    if (story.state.inbox.length > 0) {
      await takeInNext(story);
      continue;
    }
    const deadline = deadlinesOf(story.state, story.policy)[0];
    if (deadline !== undefined && deadline.at <= now()) {
      if (!(await fetchGivenBefore(story, deadline))) await passTime(story, deadline);
      continue;
    }
    await turnPage(story);
    await waitForNews(story, deadline?.at);
  }
}

/** Continue-as-new when the history has grown long: only between messages, with the whole state. */
async function turnPage(story: Story): Promise<void> {
  if (!isPageFull(story)) return;
  await condition(() => allHandlersFinished() || story.state.inbox.length > 0);
  if (story.state.inbox.length > 0) return;
  const input = { ...story.input, resume: story.state };
  delete input.resumeFromRecord; // the first page was taken from the record, this one is handed over
  await continueAsNew<(input: ReferralInput) => Promise<Stage>>(input);
}

/** A message leaves the inbox when it has had its effect. */
export async function takeInNext(story: Story): Promise<void> {
  const [message] = story.state.inbox;
  if (message !== undefined) await takeIn(story, message);
  story.state.inbox.shift();
  if (story.state.inbox.length === 0 && story.state.dropped > 0) await noteDropped(story);
}

/** A flood is not swallowed: the record says how much was turned away, and commands of ours among it come once more. */
async function noteDropped(story: Story): Promise<void> {
  const count = story.state.dropped;
  story.state.dropped = 0;
  await record(story, {
    cause: { by: 'system' },
    events: [{ type: 'command.refused', public: { code: 'busy', count } }],
    redeliver: true,
  });
}

async function takeIn(story: Story, message: InboxMessage): Promise<void> {
  if (message.kind === 'command') return answerCommand(story, message.name as ReferralCommandName, message.given);
  if (message.kind === 'unreadable') return tellUnreadable(story, message);
  if (message.kind === 'crmRecorded') return crmRecorded(story, message.against);
  return LOOKS[message.kind](story);
}

/** Seen → first answer stands; wrong stage → refused before any other rule; not admitted → refused; else decided. */
async function answerCommand(story: Story, name: ReferralCommandName, given: unknown): Promise<void> {
  const { state, input } = story;
  const parsed = parseCommand(name, given);
  if (!parsed.ok) return; // counted when it came
  const { commandId } = parsed.command;
  if (state.seen[commandId] !== undefined) return;
  const admission = await database.admitCommand({
    referralId: input.referralId,
    command: parsed.command,
    texts: parsed.texts,
  });
  const raw = admission.rowId !== commandId;
  const command = Object.assign(parsed.command, {
    source: raw ? 'temporal' : 'api',
    rowId: admission.rowId ?? commandId,
    givenAt: now() - (admission.admitted ? admission.waitedMs : 0),
  }) as AdmittedCommand;
  if (!admission.admitted && admission.rowId === null) return refuseStranger(story, command, { ...admission, given });
  if (!isAllowedIn(state.stage, name)) {
    return refuse(story, command, {
      code: 'not_allowed_in_stage',
      facts: { stage: state.stage, allowed: allowedIn(state.stage) },
    });
  }
  if (!admission.admitted) return refuse(story, command, admission);
  await strikeUntil(story, command.givenAt);
  const handle = HANDLERS[name] as (story: Story, command: AdmittedCommand) => Promise<Handled>;
  const handled = await handle(story, command);
  if ('refusal' in handled) return refuse(story, command, handled.refusal);
  rememberAnswer(state, commandId, handled);
}

/** Once for all that have come, also after a worker died: what the record tells of is not told again. */
async function tellUnreadable(story: Story, { name, problem }: { name: string; problem: string }): Promise<void> {
  const { state } = story;
  const count = state.unreadable - state.unreadableTold;
  if (count <= 0) return;
  state.unreadableTold = state.unreadable;
  await record(story, {
    cause: { by: 'system' },
    events: [{ type: 'command.refused', public: { command: name, code: 'invalid_request', problem, count } }],
  });
}
