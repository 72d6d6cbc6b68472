import type { DealCorrection } from '../commission/explanation.ts';
import type { MoneyJson } from '../money.ts';
import { amountText, DEFAULT_LANGUAGE, type Language } from './format.ts';

type Words = {
  corrected: string;
  deal: (from: string, to: string) => string;
  firstYear: (from: string, to: string) => string;
  earns: (now: string, before: string) => string;
  added: string;
  reason: (reason: string) => string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    corrected: 'The deal was corrected.',
    deal: (from, to) => `The deal was corrected from ${from} to ${to}.`,
    firstYear: (from, to) => `The first year's net amount was corrected from ${from} to ${to}.`,
    earns: (now, before) => `It earns ${now} now; at first it was ${before}.`,
    added: 'This is what it earns in addition.',
    reason: (reason) => `The reason: “${reason}”`,
  },
  de: {
    corrected: 'Das Geschäft wurde korrigiert.',
    deal: (from, to) => `Das Geschäft wurde von ${from} auf ${to} korrigiert.`,
    firstYear: (from, to) => `Der Nettobetrag des ersten Jahres wurde von ${from} auf ${to} korrigiert.`,
    earns: (now, before) => `Inzwischen sind damit ${now} verdient; zuerst waren es ${before}.`,
    added: 'Das ist, was zusätzlich verdient ist.',
    reason: (reason) => `Die Begründung: „${reason}“`,
  },
};

/**
 * `correction`: null for the other partner of a split, who does not read what the deal is worth. `earned`: of the line by now and at first;
 * null where the line itself is what the correction has added.
 */
type Corrected = {
  correction: DealCorrection | null;
  earned: { now: MoneyJson; before: MoneyJson } | null;
  reason: string;
};

/** What a correction of the deal did to a line, and why. */
export function correctionSentence(
  { correction, earned, reason }: Corrected,
  language: Language = DEFAULT_LANGUAGE,
): string {
  const words = WORDS[language];
  const said = ({ amount, currency }: MoneyJson): string => amountText(BigInt(amount), currency, language);
  return [
    ...(correction === null ? [words.corrected] : figuresInWords(correction, { words, said })),
    earned === null ? words.added : words.earns(said(earned.now), said(earned.before)),
    words.reason(reason),
  ].join(' ');
}

function figuresInWords(
  { from, to }: DealCorrection,
  { words, said }: { words: Words; said: (amount: MoneyJson) => string },
): string[] {
  const changed = (figure: keyof typeof from): boolean => from[figure].amount !== to[figure].amount;
  return [
    ...(changed('amount') ? [words.deal(said(from.amount), said(to.amount))] : []),
    ...(changed('firstYearNet') ? [words.firstYear(said(from.firstYearNet), said(to.firstYearNet))] : []),
  ];
}
