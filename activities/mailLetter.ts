import type { Mail, MailReceiverAddress, PendingMail } from '../adapters/mail/port.ts';
import { quoted } from '../domain/texts/facts.ts';
import { mailLayoutTexts, mailTextFor } from '../domain/texts/mailText.ts';

/** Made of what it tells of, its text and who reads it: every repeat has the same, whichever row it comes from. */
export const messageIdOf = (
  { userId }: Pick<MailReceiverAddress, 'userId'>,
  { payload }: Pick<PendingMail, 'payload'>,
  publicUrl: string,
): string => `${payload.eventId}.${payload.text}.${userId}@fairlead.${new URL(publicUrl).hostname}`;

/** One mail as its receiver reads it: language, zone, side. */
export function mailTo(receiver: MailReceiverAddress, pending: PendingMail, publicUrl: string): Mail {
  const { payload, referral } = pending;
  const { language, zone } = receiver;
  const text = mailTextFor({
    language,
    zone,
    key: payload.text,
    facts: payload.facts,
    forPartner: receiver.reader === 'partner',
    names: {
      owner: pending.owner,
      previousOwner: pending.previousOwner,
      author: pending.author,
      reviewer: pending.reviewer,
      prospect: referral?.prospect ?? undefined,
      company: referral?.company,
      submitter: pending.submitter,
      partner: pending.partner,
    },
    number: referral?.number,
    feedback: referral?.feedback,
    message: pending.message,
    question: pending.question,
    answer: pending.answer,
    payoutCalendar: pending.payoutCalendar,
    at: pending.at,
  });
  const words = mailLayoutTexts(language);
  return {
    messageId: messageIdOf(receiver, pending, publicUrl),
    to: { name: oneLine(receiver.name), email: receiver.email },
    subject: text.subject,
    language,
    letter: {
      greeting: words.greeting(oneLine(receiver.name)),
      ...(pending.standsInFor === undefined ? {} : { note: words.standsInFor(oneLine(pending.standsInFor)) }),
      sentence: text.sentence,
      nextStep: { label: words.nextStep, text: text.next },
      lists: [],
      facts:
        referral === undefined
          ? []
          : [
              { label: words.number, value: referral.number },
              { label: words.company, value: oneLine(referral.company) },
              ...(referral.prospect === null ? [] : [{ label: words.prospect, value: oneLine(referral.prospect) }]),
            ],
      link: linkOf(pending, { words, publicUrl }),
    },
  };
}

type Link = { label: string; url: string };

/** A case has a page of its own, which also opens for who may not read the referral; so has a line that is to be decided. */
function linkOf(
  { payload, referral }: PendingMail,
  {
    words,
    publicUrl,
  }: {
    words: Readonly<Record<'open' | 'openCase' | 'openCommission' | 'openRun' | 'openHome', string>>;
    publicUrl: string;
  },
): Link {
  const { caseId, commissionId, runId } = payload.facts as Partial<
    Record<'caseId' | 'commissionId' | 'runId', string | null>
  >;
  if (typeof caseId === 'string') return { label: words.openCase, url: `${publicUrl}/cases/${caseId}` };
  if (typeof commissionId === 'string')
    return { label: words.openCommission, url: `${publicUrl}/commissions/${commissionId}` };
  if (typeof runId === 'string') return { label: words.openRun, url: `${publicUrl}/runs/${runId}` };
  if (referral?.isReadable !== true) return { label: words.openHome, url: publicUrl };
  return { label: words.open, url: `${publicUrl}/referrals/${payload.referralId ?? ''}` };
}

export const oneLine = (text: string): string => quoted(text) ?? '–';
