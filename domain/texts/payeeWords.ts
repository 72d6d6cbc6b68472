import type { GateReason } from '../approval/payable.ts';
import type { PayeeProblem } from '../payees/state.ts';
import { piece } from './facts.ts';
import { createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';

/** What a partner is told of an own payee, and what the house is told of it; `until` is in words already. */
type PayeeWords = Readonly<Record<PayeeProblem | 'ready', (until: string | undefined) => string>>;

type Words = {
  partner: PayeeWords;
  internal: PayeeWords;
  /** What holds a line back although it is approved. */
  gates: Readonly<Record<'agreement_missing' | 'tax_form_missing' | 'document_missing', string>>;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    partner: {
      payee_missing: () => 'There is no account to pay to. You can refer now; for payments, enter one.',
      payee_unverified: () => 'Finance has not verified your account yet. Nothing is paid to it before.',
      payee_cooling_off: (until) =>
        `Your account is verified. Payments go to it${piece(' from ', until, ' on')}, so that you could object to a change.`,
      ready: () => 'Your account is verified. Payments go to it.',
    },
    internal: {
      payee_missing: () => 'The partner has no account on file.',
      payee_unverified: () => 'The account is not verified. Call the partner on a number you know.',
      payee_cooling_off: (until) =>
        `The account was changed lately. It can be paid to${piece(' from ', until, ' on')}.`,
      ready: () => 'The account is verified.',
    },
    gates: {
      agreement_missing: 'The agreement is not accepted.',
      tax_form_missing: 'The tax form is missing.',
      document_missing: 'The document is missing.',
    },
  },
  de: {
    partner: {
      payee_missing: () =>
        'Es gibt noch kein Konto für Zahlungen. Sie können schon empfehlen; für Zahlungen tragen Sie bitte eines ein.',
      payee_unverified: () => 'Die Buchhaltung hat Ihr Konto noch nicht geprüft. Vorher wird nichts darauf gezahlt.',
      payee_cooling_off: (until) =>
        `Ihr Konto ist geprüft. Zahlungen gehen${piece(' ab ', until)} dorthin, damit Sie einer Änderung widersprechen könnten.`,
      ready: () => 'Ihr Konto ist geprüft. Zahlungen gehen dorthin.',
    },
    internal: {
      payee_missing: () => 'Der Partner hat kein Konto hinterlegt.',
      payee_unverified: () =>
        'Das Konto ist nicht geprüft. Rufen Sie den Partner unter einer Nummer an, die Sie kennen.',
      payee_cooling_off: (until) =>
        `Das Konto wurde vor Kurzem geändert. Zahlungen sind${piece(' ab ', until)} möglich.`,
      ready: () => 'Das Konto ist geprüft.',
    },
    gates: {
      agreement_missing: 'Die Vereinbarung ist nicht angenommen.',
      tax_form_missing: 'Das Steuerformular fehlt.',
      document_missing: 'Der Beleg fehlt.',
    },
  },
};

type Reading = { language?: Language | undefined; zone?: string | undefined; now: Date; forPartner: boolean };

/** What can be said of a payee, with what to do. `until`: the end of the cooling-off. */
export function payeeSentence(
  problem: PayeeProblem | null,
  until: string | null,
  { language = DEFAULT_LANGUAGE, zone, now, forPartner }: Reading,
): string {
  const words = WORDS[language][forPartner ? 'partner' : 'internal'];
  return words[problem ?? 'ready'](createFormat({ language, zone, now }).moment(until ?? undefined));
}

const isPayeeProblem = (reason: GateReason): reason is PayeeProblem => Object.hasOwn(WORDS.en.partner, reason);

/** Why a line is held back behind a gate, for who may act on it. */
export function gateSentence(reason: GateReason, until: string | null, reading: Reading): string {
  if (isPayeeProblem(reason)) return payeeSentence(reason, until, reading);
  const { gates } = WORDS[reading.language ?? DEFAULT_LANGUAGE];
  return isKnownGate(reason, gates) ? gates[reason] : reason;
}

const isKnownGate = (reason: string, gates: Words['gates']): reason is keyof Words['gates'] =>
  Object.hasOwn(gates, reason);
