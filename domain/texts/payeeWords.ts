import type { GateReason } from '../approval/payable.ts';
import type { DocumentProblem } from '../documents/gate.ts';
import type { PayeeProblem } from '../payees/state.ts';
import { piece } from './facts.ts';
import { amountText, createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';
import { isTaxProblem, taxSentence } from './taxWords.ts';

/** What a partner is told of an own payee, and what the house is told of it; `until` is in words already. */
type PayeeWords = Readonly<Record<PayeeProblem | 'ready', (until: string | undefined) => string>>;

type Words = {
  partner: PayeeWords;
  internal: PayeeWords;
  /** What holds a line back although it is approved. */
  gates: Readonly<Record<'partner' | 'internal', Readonly<Record<'agreement_missing' | DocumentProblem, string>>>>;
  /** What is there for a payment so far, and from how much on it is made. */
  belowMinimum: Readonly<Record<'partner' | 'internal', (soFar: string, minimum: string) => string>>;
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
      partner: {
        agreement_missing:
          'Payments wait until your administrator has accepted the agreement of the program, under “Payout and tax”.',
        document_missing:
          'A payment needs an invoice. Please upload yours under “Documents”, or let us write it for you (self-billing), with a valid tax form; payments wait for it.',
        document_unverified: 'Your invoice is here. Finance looks at it; the payment waits until then.',
        document_differs:
          'Less is owed by now than your invoice says. Please upload a credit note for the difference under “Documents”; the payment waits for it.',
        vendor_missing:
          'We write your invoice, and our own name and address for it are not recorded yet. We have to do that; you have nothing to do.',
      },
      internal: {
        agreement_missing:
          'The partner has not accepted the agreement of the program that was in force when the referral was received, nor a later one.',
        document_missing:
          'There is no invoice of the partner, and none can be written for it: the partner has not accepted self-billing, or has no valid tax form.',
        document_unverified: 'There is an invoice of the partner to look at: accept it or reject it under “Documents”.',
        document_differs:
          'Less is owed by now than the partner’s invoice says. The partner was asked for a credit note.',
        vendor_missing:
          'Name and address of your own company are not recorded, so no invoice can be written for the partner. An administrator enters them under “Company details”.',
      },
    },
    belowMinimum: {
      partner: (soFar, minimum) =>
        `${soFar} is there for your next payment. It is made once there is ${minimum}; until then the amount stays yours and is carried over.`,
      internal: (soFar, minimum) => `${soFar} so far; paid out from ${minimum} on, and carried over until then.`,
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
      partner: {
        agreement_missing:
          'Zahlungen warten, bis Ihre Administration die Vereinbarung des Programms angenommen hat, unter „Auszahlung und Steuer“.',
        document_missing:
          'Eine Zahlung braucht eine Rechnung. Bitte laden Sie Ihre unter „Belege“ hoch, oder lassen Sie uns sie für Sie schreiben (Gutschriftverfahren), mit gültigem Steuerformular; Zahlungen warten darauf.',
        document_unverified: 'Ihre Rechnung ist da. Die Buchhaltung prüft sie; die Zahlung wartet bis dahin.',
        document_differs:
          'Inzwischen steht Ihnen weniger zu, als in Ihrer Rechnung steht. Bitte laden Sie unter „Belege“ eine Rechnungskorrektur über den Unterschied hoch; die Zahlung wartet darauf.',
        vendor_missing:
          'Wir schreiben Ihre Gutschrift, und unser eigener Name und unsere Anschrift dafür sind noch nicht hinterlegt. Das ist unsere Aufgabe; Sie haben nichts zu tun.',
      },
      internal: {
        agreement_missing:
          'Der Partner hat die Vereinbarung des Programms, die beim Eingang der Empfehlung galt, nicht angenommen, und keine spätere.',
        document_missing:
          'Es gibt keine Rechnung des Partners, und für ihn kann keine geschrieben werden: Er hat dem Gutschriftverfahren nicht zugestimmt oder hat kein gültiges Steuerformular.',
        document_unverified:
          'Eine Rechnung des Partners ist zu prüfen: Nehmen Sie sie unter „Belege“ an, oder lehnen Sie sie ab.',
        document_differs:
          'Dem Partner steht inzwischen weniger zu, als in seiner Rechnung steht. Er ist um eine Rechnungskorrektur gebeten.',
        vendor_missing:
          'Name und Anschrift Ihres eigenen Unternehmens sind nicht hinterlegt, deshalb kann für den Partner keine Gutschrift geschrieben werden. Die Administration trägt sie unter „Unternehmensdaten“ ein.',
      },
    },
    belowMinimum: {
      partner: (soFar, minimum) =>
        `Für Ihre nächste Zahlung sind ${soFar} beisammen. Gezahlt wird ab ${minimum}; bis dahin bleibt Ihnen der Betrag erhalten und wird vorgetragen.`,
      internal: (soFar, minimum) => `Bisher ${soFar}; gezahlt wird ab ${minimum}, bis dahin wird vorgetragen.`,
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

/** Ends of what is in force: of the cooling-off of an account, of the validity of a tax form. */
type Ends = { coolingOff: string | null | undefined; validUntil: string | null | undefined };

/** Why a line is held back behind a gate, for who may act on it. */
export function gateSentence(reason: GateReason, { coolingOff, validUntil }: Ends, reading: Reading): string {
  if (isPayeeProblem(reason)) return payeeSentence(reason, coolingOff ?? null, reading);
  if (isTaxProblem(reason)) return taxSentence(reason, validUntil ?? null, reading);
  const gates = WORDS[reading.language ?? DEFAULT_LANGUAGE].gates[reading.forPartner ? 'partner' : 'internal'];
  return isKnownGate(reason, gates) ? gates[reason] : reason;
}

type SoFar = { soFar: number; minimum: number; currency: string };

/** Why an approved line is not paid yet: what is there for its payee is less than is paid out. Amounts in minor units. */
export function minimumSentence(
  { soFar, minimum, currency }: SoFar,
  { language = DEFAULT_LANGUAGE, forPartner }: Pick<Reading, 'language' | 'forPartner'>,
): string {
  const inWords = (amount: number): string => amountText(BigInt(amount), currency, language);
  return WORDS[language].belowMinimum[forPartner ? 'partner' : 'internal'](inWords(soFar), inWords(minimum));
}

type Gates = Words['gates']['partner'];

const isKnownGate = (reason: string, gates: Gates): reason is keyof Gates => Object.hasOwn(gates, reason);
