import type { Catalogue } from '../shape.ts';
import { piece } from '../facts.ts';

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
  'owner.assigned': 'Zuständige Person bestimmt',
  'clock.reminded': 'Zuständige Person erinnert',
  'clock.breached': 'Zusage nicht eingehalten',
  'clock.escalated': 'Eskaliert',
  'clock.paused': 'Uhr steht, bis der Partner antwortet',
  'clock.resumed': 'Uhr läuft wieder',
  'clock.moved': 'Registrierung um die von uns verlorene Zeit verlängert',
  'extension.requested': 'Um mehr Zeit gebeten',
  'extension.decided': 'Über mehr Zeit entschieden',
  'crm.linked': 'Im CRM erfasst',
  'win.reported': 'Als gewonnen gemeldet, wartet auf eine zweite Person',
  'command.refused': 'Anfrage abgelehnt',
  'commission.holding': 'Provision verdient, noch in der Haltefrist',
  'commission.awaiting_approval': 'Provision wartet auf Freigabe',
  'commission.approval_given': 'Eine Freigabe der Provision erteilt',
  'commission.approved': 'Provision freigegeben',
  'commission.in_run': 'Provision in einer Auszahlung',
  'commission.paid': 'Provision ausgezahlt',
  'commission.rejected': 'Provision abgelehnt',
};

export const COMMISSIONS: Catalogue['commissions'] = {
  holding: ({ amount, payableFrom }) => `${amount} verdient; in der Haltefrist${piece(' bis ', payableFrom)}.`,
  awaiting_approval: ({ amount, payableFrom }) =>
    `${amount} verdient; die Buchhaltung prüft die Freigabe${piece(', zahlbar ab ', payableFrom)}.`,
  approved: ({ amount, payableFrom }) =>
    `${amount} freigegeben; wird mit der nächsten Auszahlung${piece(' nach ', payableFrom)} gezahlt.`,
  in_run: ({ amount }) => `${amount} sind in einer Auszahlung unterwegs.`,
  paid: ({ amount, paidOn }) => `${amount} ausgezahlt${piece(' ', paidOn)}.`,
  rejected: ({ amount }) => `${amount} wurden nicht freigegeben.`,
};
