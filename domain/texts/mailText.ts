import type { PayoutCalendar } from '../commission/payoutCalendar.ts';
import { withPayDay } from '../commission/progress.ts';
import type { Subject } from '../notifications/subjects.ts';
import type { Situation } from '../referral/nextStep.ts';
import { asReadAt } from '../referral/promises.ts';
import { DEAL_STAGES } from '../referral/stages.ts';
import { CATALOGUES } from './catalogue.ts';
import { factsOf, quoted, type FactRecord } from './facts.ts';
import { createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';
import type { MailKey } from './mailKeys.ts';
import { commandReasonText, writingFor } from './sentence.ts';
import type { MailLayoutTexts, MailText, MailWriting, Names } from './shape.ts';

const SUBJECT_LENGTH_MAX = 180;

export const MAIL_KEYS = Object.keys(CATALOGUES[DEFAULT_LANGUAGE].mails) as [MailKey, ...MailKey[]];

export type MailTextArgs = {
  language?: Language | undefined;
  key: MailKey;
  facts: FactRecord;
  forPartner: boolean;
  names: Names & { previousOwner?: string | undefined; author?: string | undefined };
  number: string | undefined;
  /** What people wrote to the partner: with the qualification, and with any other step. */
  feedback?: string | null | undefined;
  message?: string | null | undefined;
  question?: string | null | undefined;
  answer?: string | null | undefined;
  /** Of the referral's policy, for mails about a line that is to be paid. */
  payoutCalendar?: PayoutCalendar | undefined;
  /** When the thing happened; near times get seconds, and every time its day, since a mail is kept. */
  at: Date;
  zone?: string | undefined;
};

/** Subject, sentence and next step of one mail. Nothing in it breaks a line, so nothing in it can become a header. */
export function mailTextFor(args: MailTextArgs): MailText {
  const { language = DEFAULT_LANGUAGE, key, number } = args;
  const writing = mailWriting(args, language);
  const { subject, sentence, next } = CATALOGUES[language].mails[key](writing);
  const numbered = number === undefined ? subject : `[${number}] ${subject}`;
  return { subject: quoted(numbered, SUBJECT_LENGTH_MAX) ?? key, sentence, next };
}

function mailWriting(args: MailTextArgs, language: Language): MailWriting {
  const { key, names, number, at, zone } = args;
  const isDealStage = (DEAL_STAGES as readonly string[]).includes(key);
  const said = isDealStage ? { ...args.facts, stage: key } : args.facts;
  const facts = withPayDay(said, { calendar: args.payoutCalendar, now: at });
  const format = createFormat({ language, zone, now: at, dayAlways: true });
  const writing = writingFor({
    language,
    facts,
    names,
    number: number ?? '',
    dueAt: undefined,
    feedback: args.feedback,
    question: args.question,
    format,
  });
  const assignCode = writing.facts.text('reasonCode');
  return {
    ...writing,
    forPartner: args.forPartner,
    sentence: (reader, situation) => {
      const read = asReadAt({ situation, facts }, at);
      return CATALOGUES[language].sentences[reader][read.situation]({ ...writing, facts: factsOf(read.facts) });
    },
    situation: situationIn(writing.facts.text('situation'), language),
    assignReason: assignCode === undefined ? undefined : commandReasonText('assign', assignCode, language),
    previousOwner: quoted(names.previousOwner),
    author: quoted(names.author),
    message: quoted(args.message ?? undefined),
    answer: quoted(args.answer ?? undefined),
  };
}

const situationIn = (name: string | undefined, language: Language): Situation | undefined =>
  name !== undefined && Object.hasOwn(CATALOGUES[language].sentences.partner, name) ? (name as Situation) : undefined;

/** A mail in a few words, for a list of mails. */
export const mailSubject = (subject: Subject, language: Language): string => CATALOGUES[language].mailSubjects[subject];

export const mailName = (key: MailKey, language: Language): string => CATALOGUES[language].mailNames[key];

export const mailLayoutTexts = (language: Language = DEFAULT_LANGUAGE): MailLayoutTexts => CATALOGUES[language].layout;
