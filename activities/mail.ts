import { setTimeout as pause } from 'node:timers/promises';
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { crashPoint } from '../adapters/crashPoint.ts';
import type { Mail, MailOutbox, MailReceiverAddress, MailSender, PendingMail } from '../adapters/mail/port.ts';
import { dispositionOf } from '../domain/notifications/events.ts';
import { AppError } from '../domain/errors.ts';
import { asActivity } from './asActivity.ts';
import { digestTo } from './digestMail.ts';
import { mailTo } from './mailLetter.ts';

type MailDeps = {
  outbox: MailOutbox;
  mail: MailSender;
  /** Origin of the installation, no trailing slash: links begin with it, and its host ends the message ids. */
  publicUrl: string;
};

/**
 * One row of the outbox is one mail to one receiver (or to every administrator of a partner). What is done is never sent
 * again; a crash between sending and noting it may send a second copy, under the same message id.
 */
export function createMailActivities(deps: MailDeps) {
  const { outbox } = deps;

  /** Throws `mail_unavailable`, or `mail_refused` once everybody else has got theirs. */
  async function deliver(outboxId: string): Promise<void> {
    const pending = await outbox.findPending(outboxId);
    if (pending === undefined) return;
    let refusal: AppError | undefined;
    const open = pending.receivers.filter(({ userId }) => !pending.sentTo.includes(userId));
    for (const [place, receiver] of open.entries()) {
      try {
        const isSent = await tell(deps, { outboxId, receiver, pending });
        // After the last one the whole row is done, which says the same.
        if (isSent && (refusal !== undefined || place < open.length - 1)) {
          await noted(() => outbox.markSentTo(outboxId, receiver.userId));
        }
      } catch (error) {
        if (!(error instanceof AppError) || error.policy.retryable) throw error;
        refusal = error;
      }
    }
    if (refusal !== undefined) throw refusal;
    await noted(() => outbox.markDone(outboxId));
  }

  return {
    /** The relay's first attempt, and any other single one. */
    deliverMail: ({ outboxId }: { outboxId: string }): Promise<void> => deliver(outboxId),

    /** One attempt of the schedule: after the n-th failure the next try is `retryDelaysMs[n - 1]` away, or none. */
    retryMail: asActivity(
      async ({ outboxId, retryDelaysMs }: { outboxId: string; retryDelaysMs: readonly number[] }): Promise<void> => {
        try {
          await deliver(outboxId);
        } catch (error) {
          const code = error instanceof AppError ? error.code : 'internal_error';
          await outbox.noteFailure(outboxId, code);
          const nextDelayMs = retryDelaysMs[activityInfo().attempt - 1];
          const isFinal = nextDelayMs === undefined || (error instanceof AppError && !error.policy.retryable);
          throw ApplicationFailure.create({
            type: code,
            message: code,
            nonRetryable: isFinal,
            ...(isFinal ? {} : { nextRetryDelay: nextDelayMs }),
          });
        }
      },
    ),

    /** From now on the mail is listed with the stuck work. */
    giveUpMail: asActivity(({ outboxId, code }: { outboxId: string; code: string }): Promise<void> =>
      outbox.markDead(outboxId, code),
    ),
  };
}

/** Within the lease of a row, after the ten seconds that sending may have taken. */
const NOTE_WITHIN_MS = 15_000;
const NOTE_AGAIN_MS = 250;

/** What went out is noted as soon as the database is back: its absence alone sends nobody a second copy. */
async function noted(note: () => Promise<void>): Promise<void> {
  const until = performance.now() + NOTE_WITHIN_MS;
  for (;;) {
    try {
      await note();
      return;
    } catch (error) {
      const mayPass = error instanceof AppError && error.policy.retryable;
      if (!mayPass || performance.now() > until) throw error;
      await pause(NOTE_AGAIN_MS);
    }
  }
}

type Telling = { outboxId: string; receiver: MailReceiverAddress; pending: PendingMail };

/** As this person wants it: now, after their quiet hours, in the mail of the week, or not at all. True: still to be noted. */
async function tell({ outbox, mail, publicUrl }: MailDeps, args: Telling): Promise<boolean> {
  const { outboxId, receiver, pending } = args;
  const { userId, reader, settings, quietUntil } = receiver;
  const disposition = dispositionOf({ key: pending.payload.text, reader, settings });
  if (disposition === 'off') return true;
  if (disposition === 'digest') {
    await outbox.keepForDigest(outboxId, userId);
    return false;
  }
  if (quietUntil !== null) {
    await outbox.postpone(outboxId, userId, quietUntil);
    return false;
  }
  crashPoint('mail.before');
  await mail.send(await writtenTo(receiver, pending, { outbox, publicUrl }));
  crashPoint('mail.after');
  return true;
}

/** The mail of the week is written from what is true when it goes out; every other one from what it tells of. */
async function writtenTo(
  receiver: MailReceiverAddress,
  pending: PendingMail,
  { outbox, publicUrl }: Pick<MailDeps, 'outbox' | 'publicUrl'>,
): Promise<Mail> {
  const { text, facts } = pending.payload;
  if (text !== 'weekly_digest') return mailTo(receiver, pending, publicUrl);
  const content = await outbox.digestOf(receiver.userId, facts.week ?? '');
  return digestTo(receiver, pending, { content, publicUrl });
}
