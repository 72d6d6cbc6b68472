import type { SeparationWhy } from '../approval/separation.ts';
import type { BaseStep } from '../commission/explanation.ts';
import type { Budget } from '../commission/plan.ts';
import { formatBasisPoints, formatMoney, type Money } from '../money.ts';
import { ordinal } from './english/words.ts';
import { amountText, DEFAULT_LANGUAGE, type Language } from './format.ts';

export type MoneyWords = {
  /** Said to somebody about themselves. */
  you: Readonly<Record<SeparationWhy, string>>;
  /** Said about somebody. */
  who: Readonly<Record<SeparationWhy, (name: string) => string>>;
  base: Readonly<Record<BaseStep['base'], string>>;
  flat: Readonly<Record<'deal' | 'lead', string>>;
  adjustment: Readonly<Record<'adds' | 'reduces', string>>;
  /** Of the payments that earn, this one; null: those still to come. */
  instalment: (place: number | null, of: number | null) => string;
  received: (before: string, paid?: string) => string;
  less: Readonly<Record<'payments' | 'owed' | 'refunds', (amount: string) => string>>;
  refunded: (refunded: string, deal: string) => string;
  noRule: string;
  above: (limit: string) => string;
  volume: (limit: string, before: string) => string;
  capPerDeal: (limit: string) => string;
  per: Readonly<Record<Budget['period'], string>>;
  capPerPartner: (limit: string, used: string) => string;
  budget: (limit: string) => string;
  share: (percent: string, whole: string) => string;
  convert: (rate: string, from: string, to: string) => string;
  source: (amount: string, source: string, day: string) => string;
  rounded: (amount: string, exact: string) => string;
  amount: (amount: Money) => string;
  percent: (basisPoints: number) => string;
  /** What the share of the reconciliation is of. */
  explained: string;
};

export const MONEY_WORDS: Readonly<Record<Language, MoneyWords>> = {
  en: {
    you: {
      closed_deal: 'You closed this deal.',
      confirmed_win: 'You confirmed this win.',
      qualified_lead: 'You qualified this referral.',
      drafted_plan: 'You drafted this version of the plan.',
      edited_payee: 'You entered the account that this is paid to.',
      verified_payee: 'You verified the account that this is paid to.',
      proposed_adjustment: 'You proposed this adjustment.',
      recorded_payment: 'You recorded what the customer was invoiced or has paid.',
      recorded_correction: 'You recorded the correction of the deal.',
      recorded_refund: 'You recorded what the customer got back.',
      decided_case: 'You decided the case that asked for this.',
      proposed_split: 'You proposed the split of this commission.',
      prepared_run: 'You prepared this run.',
      not_preparer_of_run: 'Only who prepares this run puts a payee back into it.',
      owns_difference: 'It is yours to see to; somebody else of finance may accept it.',
      not_finance_approver: 'Only a finance approver decides about money.',
      not_finance_preparer: 'Only people of finance handle payout runs.',
      not_finance: 'Only people of finance stop a payment.',
      not_proposer: 'Only who prepares payments proposes an adjustment.',
      approved_already: 'You have approved this line; another person is needed.',
      state: 'This line is decided.',
      content: 'The line has changed since you looked at it.',
      threshold: 'The program has no approval threshold for this currency.',
    },
    who: {
      closed_deal: (name) => `${name} closed the deal.`,
      confirmed_win: (name) => `${name} confirmed the win.`,
      qualified_lead: (name) => `${name} qualified the referral.`,
      drafted_plan: (name) => `${name} drafted the version of the plan.`,
      edited_payee: (name) => `${name} entered the account that this is paid to.`,
      verified_payee: (name) => `${name} verified the account that this is paid to.`,
      proposed_adjustment: (name) => `${name} proposed the adjustment.`,
      recorded_payment: (name) => `${name} recorded what the customer was invoiced or has paid.`,
      recorded_correction: (name) => `${name} recorded the correction of the deal.`,
      recorded_refund: (name) => `${name} recorded what the customer got back.`,
      decided_case: (name) => `${name} decided the case that asked for it.`,
      proposed_split: (name) => `${name} proposed the split of the commission.`,
      prepared_run: (name) => `${name} prepared the run.`,
      not_preparer_of_run: (name) => `${name} does not prepare this run.`,
      owns_difference: (name) => `It is for ${name} to see to.`,
      not_finance_approver: (name) => `${name} is no finance approver.`,
      not_finance_preparer: (name) => `${name} does not work in finance.`,
      not_finance: (name) => `${name} does not work in finance.`,
      not_proposer: (name) => `${name} does not prepare payments.`,
      approved_already: (name) => `${name} has approved already.`,
      state: () => 'The line is decided.',
      content: () => 'The line has changed.',
      threshold: () => 'The program has no approval threshold for this currency.',
    },
    base: {
      first_year_net: "First year's net amount",
      total_contract_net: "Contract's net amount",
      payments_received_net: 'Received from the customer, net',
    },
    instalment: (place, of) =>
      place === null
        ? 'Still to come from the customer, net, about'
        : `${ordinal(place)} payment${of === null ? '' : ` of ${String(of)}`} of the customer, net`,
    received: (before, paid) => `With the ${before} received before${paid ? ` (what counts of ${paid})` : ''}`,
    less: {
      payments: (earned) => `Less the ${earned} that those have earned`,
      owed: (owed) => `Less the ${owed} that is owed already`,
      refunds: (taken) => `Less the ${taken} that refunds took back`,
    },
    refunded: (refunded, deal) => `Less the share of ${refunded} that the customer got back of ${deal}`,
    noRule: 'No rule of the plan applies to the deal as it was corrected',
    flat: { deal: 'Fixed amount for a won deal', lead: 'Fixed amount for a qualified introduction' },
    adjustment: { adds: 'Added by an adjustment', reduces: 'Taken off by an adjustment' },
    above: (limit) => `Of that above ${limit}`,
    volume: (limit, before) => `Of that above ${limit} in the year, after ${before} before it`,
    capPerDeal: (limit) => `At most ${limit} per deal`,
    per: { month: ' per month', quarter: ' per quarter', year: ' per year', plan: '' },
    capPerPartner: (limit, used) => `At most ${limit} for one partner, of which ${used} were used`,
    budget: (limit) => `As far as the budget of ${limit} reached`,
    share: (percent, whole) => `${percent} of ${whole}, as agreed for this referral`,
    convert: (rate, from, to) => `At ${rate} ${to} for 1 ${from}`,
    source: (amount, source, day) => `${amount}, rate of ${day} (${source})`,
    rounded: (amount, exact) => `${amount} (rounded half up from ${exact} in the smallest unit)`,
    amount: formatMoney,
    percent: formatBasisPoints,
    explained:
      'Of everything that was compared (referrals of which the CRM has a deal, payments and lines of bank statements, balances of the ledger), the share on which the sources agree or whose difference finance has accepted with a reason.',
  },
  de: {
    you: {
      closed_deal: 'Sie haben diesen Abschluss gemeldet.',
      confirmed_win: 'Sie haben diesen Abschluss bestätigt.',
      qualified_lead: 'Sie haben diese Empfehlung qualifiziert.',
      drafted_plan: 'Sie haben diese Fassung des Plans entworfen.',
      edited_payee: 'Sie haben das Konto eingetragen, auf das gezahlt wird.',
      verified_payee: 'Sie haben das Konto geprüft, auf das gezahlt wird.',
      proposed_adjustment: 'Sie haben diese Anpassung vorgeschlagen.',
      recorded_payment: 'Sie haben erfasst, was dem Kunden berechnet wurde oder er gezahlt hat.',
      recorded_correction: 'Sie haben die Korrektur des Geschäfts erfasst.',
      recorded_refund: 'Sie haben erfasst, was der Kunde zurückbekommen hat.',
      decided_case: 'Sie haben den Fall entschieden, aus dem dies folgt.',
      proposed_split: 'Sie haben die Teilung dieser Provision vorgeschlagen.',
      prepared_run: 'Sie haben diese Auszahlung vorbereitet.',
      not_preparer_of_run: 'Einen Empfänger nimmt nur wieder auf, wer diese Auszahlung vorbereitet.',
      owns_difference: 'Sie sind dafür zuständig; hinnehmen kann es nur jemand anderes aus der Buchhaltung.',
      not_finance_approver: 'Über Geld entscheidet nur, wer in der Buchhaltung freigeben darf.',
      not_finance_preparer: 'Auszahlungen bearbeitet nur die Buchhaltung.',
      not_finance: 'Zahlungen hält nur die Buchhaltung an.',
      not_proposer: 'Anpassungen schlägt nur vor, wer Zahlungen vorbereitet.',
      approved_already: 'Sie haben diese Position bereits freigegeben; eine weitere Person ist nötig.',
      state: 'Über diese Position ist entschieden.',
      content: 'Die Position hat sich geändert, seit Sie sie gesehen haben.',
      threshold: 'Das Programm hat für diese Währung keine Freigabegrenze.',
    },
    who: {
      closed_deal: (name) => `${name} hat den Abschluss gemeldet.`,
      confirmed_win: (name) => `${name} hat den Abschluss bestätigt.`,
      qualified_lead: (name) => `${name} hat die Empfehlung qualifiziert.`,
      drafted_plan: (name) => `${name} hat die Fassung des Plans entworfen.`,
      edited_payee: (name) => `${name} hat das Konto eingetragen, auf das gezahlt wird.`,
      verified_payee: (name) => `${name} hat das Konto geprüft, auf das gezahlt wird.`,
      proposed_adjustment: (name) => `${name} hat die Anpassung vorgeschlagen.`,
      recorded_payment: (name) => `${name} hat erfasst, was dem Kunden berechnet wurde oder er gezahlt hat.`,
      recorded_correction: (name) => `${name} hat die Korrektur des Geschäfts erfasst.`,
      recorded_refund: (name) => `${name} hat erfasst, was der Kunde zurückbekommen hat.`,
      decided_case: (name) => `${name} hat den Fall entschieden, aus dem es folgt.`,
      proposed_split: (name) => `${name} hat die Teilung der Provision vorgeschlagen.`,
      prepared_run: (name) => `${name} hat die Auszahlung vorbereitet.`,
      not_preparer_of_run: (name) => `${name} bereitet diese Auszahlung nicht vor.`,
      owns_difference: (name) => `${name} ist dafür zuständig.`,
      not_finance_approver: (name) => `${name} darf in der Buchhaltung nicht freigeben.`,
      not_finance_preparer: (name) => `${name} arbeitet nicht in der Buchhaltung.`,
      not_finance: (name) => `${name} arbeitet nicht in der Buchhaltung.`,
      not_proposer: (name) => `${name} bereitet keine Zahlungen vor.`,
      approved_already: (name) => `${name} hat bereits freigegeben.`,
      state: () => 'Über die Position ist entschieden.',
      content: () => 'Die Position hat sich geändert.',
      threshold: () => 'Das Programm hat für diese Währung keine Freigabegrenze.',
    },
    base: {
      first_year_net: 'Nettobetrag des ersten Jahres',
      total_contract_net: 'Nettobetrag des Vertrags',
      payments_received_net: 'Vom Kunden eingegangen, netto',
    },
    instalment: (place, of) =>
      place === null
        ? 'Noch vom Kunden zu erwarten, netto, etwa'
        : `${String(place)}. Zahlung${of === null ? '' : ` von ${String(of)}`} des Kunden, netto`,
    received: (before, paid) => `Mit den davor eingegangenen ${before}${paid ? ` (was von ${paid} zählt)` : ''}`,
    less: {
      payments: (earned) => `Abzüglich der ${earned}, die diese verdient haben`,
      owed: (owed) => `Abzüglich der ${owed}, die schon geschuldet sind`,
      refunds: (taken) => `Abzüglich der ${taken}, die durch Erstattungen entfallen`,
    },
    refunded: (refunded, deal) => `Abzüglich des Anteils an ${refunded}, die der Kunde von ${deal} zurückbekam`,
    noRule: 'Auf das Geschäft, wie es korrigiert wurde, trifft keine Regel des Plans zu',
    flat: { deal: 'Fester Betrag für einen Abschluss', lead: 'Fester Betrag für eine qualifizierte Empfehlung' },
    adjustment: { adds: 'Durch eine Anpassung hinzugefügt', reduces: 'Durch eine Anpassung abgezogen' },
    above: (limit) => `Davon über ${limit}`,
    volume: (limit, before) => `Davon über ${limit} im Jahr, nach ${before} davor`,
    capPerDeal: (limit) => `Höchstens ${limit} je Abschluss`,
    per: { month: ' im Monat', quarter: ' im Quartal', year: ' im Jahr', plan: '' },
    capPerPartner: (limit, used) => `Höchstens ${limit} für einen Partner, davon waren ${used} verbraucht`,
    budget: (limit) => `Soweit das Budget von ${limit} reichte`,
    share: (percent, whole) => `${percent} von ${whole}, wie für diese Empfehlung vereinbart`,
    convert: (rate, from, to) => `Zum Kurs von ${rate.replace('.', ',')} ${to} für 1 ${from}`,
    source: (amount, source, day) => `${amount}, Kurs vom ${day} (${source})`,
    rounded: (amount, exact) => `${amount} (kaufmännisch gerundet aus ${exact} in der kleinsten Einheit)`,
    amount: ({ amountMinor, currency }) => amountText(amountMinor, currency, 'de'),
    percent: (basisPoints) => formatBasisPoints(basisPoints).replace('.', ','),
    explained:
      'Von allem, was verglichen wurde (Empfehlungen, zu denen das CRM ein Geschäft hat, Zahlungen und Zeilen von Kontoauszügen, Salden des Hauptbuchs), der Anteil, bei dem die Quellen übereinstimmen oder dessen Abweichung die Buchhaltung mit Begründung akzeptiert hat.',
  },
};

export const separationSentence = (why: SeparationWhy, language: Language = DEFAULT_LANGUAGE): string =>
  MONEY_WORDS[language].you[why];

export const barredSentence = (why: SeparationWhy, name: string, language: Language = DEFAULT_LANGUAGE): string =>
  MONEY_WORDS[language].who[why](name);

export const explainedInWords = (language: Language = DEFAULT_LANGUAGE): string => MONEY_WORDS[language].explained;
