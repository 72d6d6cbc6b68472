import type { NextStep } from '../referral/nextStep.ts';
import { asReadAt } from '../referral/promises.ts';
import { isReasonFor, type EndStage } from '../referral/reasons.ts';
import type { Outcome } from '../referral/storyState.ts';
import { CATALOGUES } from './catalogue.ts';
import { factsOf, quoted, sentences, type FactRecord } from './facts.ts';
import { createFormat, DEFAULT_LANGUAGE, type Format, type Language } from './format.ts';
import type { Names, Reader, ReasonText, Writing } from './shape.ts';

const NAME_LENGTH_MAX = 120;

/** `now` makes near times short ("18:02" instead of "Tue 24 Nov 18:02"); `zone` is an IANA name, absent: UTC, said so. */
export type ReadingArgs = { language?: Language | undefined; zone?: string | undefined; now?: Date | undefined };

export type SentenceArgs = ReadingArgs & {
  next: NextStep;
  reader: Reader;
  names: Names;
  /** The referral's human number, `R-7K2M-94`. */
  number: string;
  /** What the qualifier wrote to the partner. */
  feedback?: string | null | undefined;
  /** What the partner is asked. */
  question?: string | null | undefined;
};

/** Why, what next, who and by when, in one or two sentences. A missing fact shortens it; it never breaks it. */
export function sentenceFor(args: SentenceArgs): string {
  const { reader, language = DEFAULT_LANGUAGE } = args;
  const next = asReadAt(args.next, args.now);
  const writing = writingFor({
    language,
    facts: next.facts,
    names: args.names,
    number: args.number,
    dueAt: next.dueAt,
    feedback: args.feedback,
    question: args.question,
    format: createFormat({ language, zone: args.zone, now: args.now }),
  });
  const catalogue = CATALOGUES[language];
  return sentences(
    catalogue.sentences[reader][next.situation](writing),
    writing.facts.number('extensionDays') === undefined ? undefined : catalogue.extensionAsked[reader](writing),
    reader === 'internal' && writing.facts.text('crmPendingSince') !== undefined
      ? catalogue.crmPending(writing)
      : undefined,
  );
}

type WritingArgs = {
  language: Language;
  facts: FactRecord;
  names: Names;
  number: string;
  dueAt: string | null | undefined;
  feedback: string | null | undefined;
  question: string | null | undefined;
  format: Format;
};

/** Everything other people typed becomes one bounded line before it enters a text of ours. */
export function writingFor({
  language,
  facts: record,
  names,
  number,
  dueAt,
  feedback,
  question,
  format,
}: WritingArgs): Writing {
  const facts = factsOf(record);
  return {
    facts,
    names: {
      owner: quoted(names.owner, NAME_LENGTH_MAX),
      prospect: quoted(names.prospect, NAME_LENGTH_MAX),
      reviewer: quoted(names.reviewer, NAME_LENGTH_MAX),
      company: quoted(names.company, NAME_LENGTH_MAX),
      submitter: quoted(names.submitter, NAME_LENGTH_MAX),
      partner: quoted(names.partner, NAME_LENGTH_MAX),
    },
    number,
    dueAt: dueAt ?? undefined,
    feedback: quoted(feedback ?? undefined),
    question: quoted(question ?? undefined),
    format,
    reason: (stage) => {
      const code = facts.text('reasonCode');
      return code === undefined ? undefined : reasonText({ stage, code, language });
    },
  };
}

/** Label, clause and advice of the code a referral ended with; a code that has no text here gets a general one. */
export function reasonText(args: { stage: EndStage; code: string; language?: Language | undefined }): ReasonText {
  const { stage, code, language = DEFAULT_LANGUAGE } = args;
  const texts: Readonly<Record<string, ReasonText>> = CATALOGUES[language].reasons[stage];
  return (isReasonFor(stage, code) ? texts[code] : undefined) ?? CATALOGUES[language].otherReason;
}

/** Commands that say why without ending anything. */
export type ReasonedCommand = 'assign' | 'reopen' | 'extension';

/** Why somebody was put in charge, an end taken up again, or more time asked for; a code that has no text here gets a general one. */
export function commandReasonText(
  command: ReasonedCommand,
  code: string,
  language: Language = DEFAULT_LANGUAGE,
): ReasonText {
  const { assignReasons, reopenReasons, extensionReasons, otherReason } = CATALOGUES[language];
  const all = { assign: assignReasons, reopen: reopenReasons, extension: extensionReasons };
  const texts: Readonly<Record<string, ReasonText>> = all[command];
  return (Object.hasOwn(texts, code) ? texts[code] : undefined) ?? otherReason;
}

type OutcomeArgs = ReadingArgs & {
  stage: EndStage;
  outcome: Outcome;
  feedback?: string | null | undefined;
};

/** The sentence of an outcome as the partner reads it: what, when, why, and from when again. */
export const outcomeSentence = ({ stage, outcome, ...reading }: OutcomeArgs): string =>
  sentenceFor({
    ...reading,
    next: { situation: stage, action: 'none', who: null, dueAt: null, facts: outcome },
    reader: 'partner',
    names: {},
    number: '',
  });
