import type { Catalogue } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import { inApproval } from './approvals.ts';
import { UNOWED } from './refusals.ts';

export const STAGES: Catalogue['stages'] = {
  submitted: 'Eingegangen',
  in_review: 'In Prüfung',
  waitlisted: 'Auf der Warteliste',
  accepted: 'Angenommen',
  contacted: 'Kontaktiert',
  qualified: 'Qualifiziert',
  opportunity: 'Verkaufschance',
  proposal: 'Angebot',
  negotiation: 'Verhandlung',
  won: 'Gewonnen',
  lost: 'Verloren',
  disqualified: 'Passt nicht',
  declined: 'Nicht registriert',
  expired: 'Abgelaufen',
  withdrawn: 'Zurückgezogen',
};

export const CLOCKS: Catalogue['clocks'] = {
  acknowledge: 'erhalten Sie eine Antwort',
  review: 'ist die Prüfung entschieden',
  first_contact: 'nehmen wir Kontakt auf',
  handover: 'beginnt der Vertrieb',
  status_update: 'hören Sie von uns',
  information: 'antworten Sie auf unsere Frage',
  expiry: 'endet die Registrierung',
  approve: 'entscheidet die Buchhaltung über die Provision',
};

export const EVENTS: Catalogue['events'] = {
  'referral.submitted': 'Eingegangen',
  'referral.in_review': 'Zur Prüfung an eine Person gegeben',
  'referral.waitlisted': 'Auf die Warteliste gesetzt',
  'referral.accepted': 'Angenommen und registriert',
  'referral.contacted': 'Interessent erreicht',
  'referral.qualified': 'Qualifiziert',
  'referral.opportunity': 'Zur Verkaufschance geworden',
  'referral.proposal': 'Angebot gemacht',
  'referral.negotiation': 'In Verhandlung',
  'referral.won': 'Gewonnen',
  'referral.lost': 'Ohne Abschluss beendet',
  'referral.disqualified': 'Passt derzeit nicht',
  'referral.declined': 'Nicht registriert',
  'referral.expired': 'Registrierung beendet',
  'referral.withdrawn': 'Zurückgezogen',
  'contact.added': 'Weitere Kontaktperson aufgenommen',
  'contact.attempted': 'Kontakt versucht',
  'question.asked': 'Frage an den Partner',
  'question.answered': 'Vom Partner beantwortet',
  'question.lapsed': 'Frage blieb ohne Antwort',
  'qualification.postponed': 'Gut, aber nicht jetzt',
  'owner.assigned': 'Zuständige Person bestimmt',
  'check.delayed': 'Die Prüfung dauert etwas länger',
  'clock.reminded': 'Zuständige Person erinnert',
  'clock.breached': 'Zusage nicht eingehalten',
  'clock.escalated': 'Eskaliert',
  'clock.paused': 'Uhr steht, bis der Partner antwortet',
  'clock.resumed': 'Uhr läuft wieder',
  'clock.moved': 'Registrierung um die von uns verlorene Zeit verlängert',
  'referral.reopened': 'Wieder aufgenommen',
  'promotion.asked': 'An der Reihe; der Partner wird gefragt, ob die Empfehlung noch gilt',
  'promotion.confirmed': 'Empfehlung bestätigt',
  'queue.moved': 'Auf der Warteliste verschoben',
  'extension.requested': 'Um mehr Zeit gebeten',
  'extension.decided': 'Über mehr Zeit entschieden',
  'crm.linked': 'Im CRM erfasst',
  'deal.linked': 'Ein Geschäft aus dem CRM damit verknüpft',
  'crm.restored': 'Zuordnung im CRM wiederhergestellt',
  'crm.contested': 'Zuordnung im CRM immer wieder geändert',
  'win.reported': 'Als gewonnen gemeldet, wartet auf eine zweite Person',
  'case.opened': 'Einspruch eingelegt',
  'case.found': 'Ein Geschäft neben der Registrierung gefunden',
  'case.assigned': 'Vorgang an eine unbeteiligte Person gegeben',
  'case.unassigned': 'Niemand Unbeteiligtes ist übrig',
  'case.reminded': 'An den Vorgang erinnert',
  'case.breached': 'Zusage zum Vorgang nicht eingehalten',
  'case.escalated': 'Vorgang eskaliert',
  'case.answered': 'Erste Antwort im Vorgang',
  'case.decided': 'Vorgang entschieden',
  'case.second_look': 'Zweite Prüfung verlangt',
  'case.withdrawn': 'Einspruch zurückgenommen',
  'case.closed': 'Vorgang abgeschlossen',
  'further_deal.recorded': 'Verlängerung oder weiteres Geschäft erfasst',
  'message.sent': 'Nachricht geschrieben',
  'command.refused': 'Anfrage abgelehnt',
  'commission.waiting_trigger': 'Provision steht noch aus',
  'commission.holding': 'Provision verdient, noch in der Haltefrist',
  'commission.awaiting_approval': 'Provision wartet auf Freigabe',
  'commission.payee_changed': 'Neues Konto: Die Provision muss erneut freigegeben werden',
  'commission.approval_given': 'Eine Freigabe der Provision erteilt',
  'commission.approved': 'Provision freigegeben',
  'commission.in_run': 'Provision in einer Auszahlung',
  'commission.paid': 'Provision ausgezahlt',
  'commission.returned': 'Zahlung von der Bank zurückgekommen',
  'commission.not_paid': 'Zahlung war nicht möglich',
  'commission.rejected': 'Provision abgelehnt',
  'commission.frozen': 'Provision angehalten, bis eine Frage geklärt ist',
  'commission.unfrozen': 'Provision läuft weiter',
  'commission.clawed_back': 'Provision nach einer Erstattung zurückgenommen',
  'commission.adjustment_proposed': 'Anpassung einer Provision vorgeschlagen',
  'commission.adjusted': 'Von einer Provision wurde durch eine Anpassung etwas abgezogen',
  'commission.corrected': 'Von einer Provision wurde durch eine Korrektur ihres Geschäfts etwas abgezogen',
  'deal.refunded': 'Der Kunde hat Geld zurückbekommen',
  'deal.corrected': 'Der Wert des Geschäfts wurde korrigiert',
  'deal.invoiced': 'Dem Kunden wurde eine Rechnung gestellt',
  'deal.paid': 'Der Kunde hat bezahlt',
};

/** Worauf eine Provision wartet, bevor sie verdient ist. */
export const AWAITED = {
  invoiced: 'verdient ist sie, wenn dem Kunden die Rechnung gestellt ist',
  paid: 'verdient ist sie, wenn der Kunde bezahlt hat',
} as const;

export const COMMISSIONS: Catalogue['commissions'] = {
  waiting_trigger: ({ amount, awaits }) =>
    awaits === undefined
      ? `${amount} verdient; es fehlt noch der Wechselkurs in die Währung, in der Sie ausgezahlt werden.`
      : `Etwa ${amount}, noch nicht verdient: ${AWAITED[awaits]}.`,
  holding: ({ amount, payableFrom, payDay }) =>
    `${amount} verdient; in der Haltefrist${piece(' bis ', payableFrom)}${piece(', Zahltag ', payDay)}.`,
  awaiting_approval: ({ amount, payableFrom, payDay, cutOffDay, ...facts }) =>
    sentences(
      `${amount} verdient; ${inApproval(facts)}${payDay === undefined && facts.lateSince === undefined ? piece(', zahlbar ab ', payableFrom) : ''}.`,
      payDay === undefined
        ? undefined
        : `Kommt die Freigabe bis zum Ende des ${cutOffDay ?? 'Zeitraums'}, ist am ${payDay} Zahltag.`,
    ),
  approved: ({ amount, payableFrom, payDay }) =>
    payDay === undefined
      ? `${amount} freigegeben; wird mit der nächsten Auszahlung${piece(' nach ', payableFrom)} gezahlt.`
      : `${amount} freigegeben; Zahltag ${payDay}.`,
  in_run: ({ amount, payDay, isLate }) =>
    isLate
      ? `${amount} sollten bis zum ${payDay ?? 'Zahltag'} gezahlt sein; die Zahlung verspätet sich. Die Buchhaltung weiß es, und Sie hören von uns, sobald gezahlt ist.`
      : `${amount} sind in ${payDay === undefined ? 'einer Auszahlung' : `der Auszahlung zum ${payDay}`}.`,
  paid: ({ amount, paidOn, transferred }) =>
    transferred === undefined
      ? `${amount}${piece(' ', paidOn)} mit dem verrechnet, was von einer früheren Zahlung zurückzuzahlen war; davon wurde nichts überwiesen.`
      : `${amount} ausgezahlt${piece(' ', paidOn)}.`,
  returned: ({ amount, transferred, payDay }) =>
    `Die Bank hat ${transferred ?? amount} zurückgeschickt; wird mit der nächsten Auszahlung${piece(' am ', payDay)} noch einmal gezahlt. Bitte prüfen Sie mit uns Ihre Kontodaten.`,
  rejected: ({ amount, unowed }) =>
    unowed === undefined
      ? `${amount} wurden nicht freigegeben.`
      : `Erwartet waren etwa ${amount}; geschuldet ist nichts, denn ${UNOWED[unowed]}.`,
  frozen: ({ amount, frozenSince, payableFrom }) =>
    `${amount} verdient; angehalten${piece(' seit ', frozenSince)}, solange eine Frage dazu geklärt wird${piece(', Zahlung nicht vor ', payableFrom)}.`,
  clawed_back: ({ amount, takenBack, takenBackOn, because, ...facts }) =>
    `${takenBack ?? amount}${piece(' ', takenBackOn)}${BECAUSE[because].before} zurückgenommen${BECAUSE[because].whole}${owedBack(facts)}.`,
};

const BECAUSE = {
  refunds: {
    before: '',
    whole: ', weil der Kunde sein Geld zurückbekommen hat',
    part: ', weil der Kunde Geld zurückbekommen hat',
  },
  adjustments: { before: ' durch eine Anpassung', whole: '', part: '' },
  both: { before: ' nach einer Erstattung und durch eine Anpassung', whole: '', part: '' },
  corrections: { before: ' nach dem, was das Geschäft inzwischen wert ist,', whole: '', part: '' },
  several: { before: ' nach dem, was das Geschäft inzwischen wert ist, und durch eine Anpassung', whole: '', part: '' },
} as const;

export const TAKEN_BACK: Catalogue['takenBack'] = ({ takenBack, takenBackOn, because, ...facts }) =>
  `${takenBack ?? 'Teile'} wurden${piece(' ', takenBackOn)}${BECAUSE[because].before} zurückgenommen${BECAUSE[because].part}${owedBack(facts)}.`;

export const DEDUCTIONS: Catalogue['deductions'] = {
  awaiting_approval: (amount) =>
    `Die Buchhaltung schlägt vor, ${amount} von dieser Provision abzuziehen; bis das freigegeben ist, ändert sich nichts.`,
  frozen: (amount) =>
    `Die Buchhaltung schlägt vor, ${amount} von dieser Provision abzuziehen; das ruht, solange eine Frage geklärt wird, und es ändert sich nichts.`,
  rejected: (amount) =>
    `${amount} sollten von dieser Provision abgezogen werden; das wurde nicht freigegeben, und es hat sich nichts geändert.`,
  clawed_back: (amount) => `${amount} durch eine Anpassung von dieser Provision abgezogen.`,
};

export const ADJUSTMENT_REASON: Catalogue['adjustmentReason'] = (reason) => saidBy('Grund: „', reason, '“');

type Owed = Pick<Parameters<Catalogue['takenBack']>[0], 'toReturn' | 'repaid' | 'remaining'>;

/** What was taken back after the payment is set off against later ones. */
function owedBack({ toReturn, repaid, remaining }: Owed): string {
  if (toReturn === undefined) return '';
  if (remaining === undefined)
    return `; davon waren ${toReturn} schon gezahlt und sind mit späteren Provisionen verrechnet`;
  const done = piece('; ', repaid, ' sind schon verrechnet');
  return `; davon waren ${toReturn} schon gezahlt${done}${repaid === undefined ? ' und werden' : `, ${remaining} werden noch`} mit Ihren nächsten Provisionen verrechnet`;
}

export const NETTED: Catalogue['netted'] = ({ netted }) =>
  `Davon wurden ${netted ?? 'Teile'} mit dem verrechnet, was von einer früheren Zahlung zurückzuzahlen war.`;
