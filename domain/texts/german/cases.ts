import type { CaseWriting, Catalogue } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';

const decider = ({ decider: name }: CaseWriting): string => name ?? 'Noch niemand';
const by = ({ dueAt }: CaseWriting): string => piece(' bis ', dueAt) || ' in Kürze';

/** „Gutschrift“ is the legal name of a self-billing invoice, so whom a deal is credited to is called otherwise. */
export const UNCHANGED = 'Ihre Registrierung und die Zuordnung zu Ihnen bleiben, wie sie sind.';
export const CORRECTED = 'Der Betrag wird berichtigt, sobald andere das freigegeben haben.';
export const LOWERED =
  'Wir haben noch einmal geprüft: Der Betrag war zu hoch. Er wird herabgesetzt, sobald andere das freigegeben haben.';

export const CASES: Catalogue['cases'] = {
  kinds: {
    declined: 'Nicht registriert',
    disqualified: 'Als nicht passend eingestuft',
    expired: 'Registrierung beendet',
    missing_credit: 'Abschluss nicht zugeordnet',
    commission: 'Höhe der Provision',
    late_payment: 'Verspätete Zahlung',
    parallel_deal: 'Ein Geschäft neben der Registrierung',
  },
  involvements: {
    reviewed_it: 'hat die Empfehlung geprüft',
    qualified_it: 'hat über die Qualifizierung entschieden',
    closed_it: 'hat sie abgeschlossen',
    decided_extension: 'hat über die Verlängerung entschieden',
    decided_line: 'hat über die Provision entschieden',
    decided_case: 'hat schon über einen Einspruch dazu entschieden',
    submitted_it: 'hat sie eingereicht',
    owns_deal: 'führt das Geschäft',
    answered_it: 'hat für das Geschäft geantwortet',
    owns_rival: 'führt eine Empfehlung, die dagegensteht',
    submitted_rival: 'hat eine Empfehlung eingereicht, die dagegensteht',
    manages_rival: 'betreut den Partner einer Empfehlung, die dagegensteht',
  },
  sentences: {
    partner: {
      open: (writing) =>
        `Ihr Einspruch ist bei uns. Sie erhalten${by(writing)} eine erste Antwort; es prüft jemand, der an der Entscheidung nicht beteiligt war.`,
      answered: (writing) => `Wir haben geantwortet. Die Entscheidung folgt${by(writing)}.`,
      late: () => 'Wir sind damit im Verzug. Die Leitung weiß davon und kümmert sich darum.',
      unassigned: (writing) =>
        `Ihr Einspruch ist bei uns. Sie erhalten${by(writing)} eine Antwort; wir suchen jemanden, der an der Entscheidung nicht beteiligt war.`,
      rejected: ({ reason, until }) =>
        sentences(
          `Die Entscheidung bleibt bestehen${saidBy(': „', reason, '“') || '.'}`,
          piece('Sie können bis ', until, ' einmal eine zweite Prüfung durch jemand anderen verlangen.'),
        ),
      second_look: (writing) =>
        `Jemand, der bisher nicht beteiligt war, prüft noch einmal. Die Entscheidung folgt${by(writing)}.`,
      final: ({ reason }) => `Die Entscheidung bleibt bestehen${saidBy(': „', reason, '“') || '.'} Sie ist endgültig.`,
      reinstated: ({ reason }) =>
        sentences(
          'Sie hatten recht.',
          'Ihre Empfehlung läuft mit ihrem alten Platz in der Reihe weiter.',
          saidBy('„', reason, '“'),
        ),
      credited: ({ reason }) =>
        sentences('Sie hatten recht.', 'Der Abschluss wird Ihnen zugeordnet.', saidBy('„', reason, '“')),
      adjusted: ({ reason }) => sentences('Sie hatten recht.', CORRECTED, saidBy('„', reason, '“')),
      lowered: ({ reason }) => sentences(LOWERED, saidBy('„', reason, '“')),
      right: ({ reason }) => sentences('Sie hatten recht.', saidBy('„', reason, '“')),
      withdrawn: () => 'Sie haben den Einspruch zurückgenommen. Es bleibt, wie es ist.',
      settled: () => 'Die Empfehlung wurde wieder aufgenommen; es ist nichts mehr zu entscheiden.',
      deal_found: (writing) =>
        `Neben Ihrer Registrierung haben wir ein eigenes Geschäft mit diesem Unternehmen gefunden. Sie erfahren${by(writing)}, was daraus wird; Ihre Registrierung und die Zuordnung zu Ihnen bleiben, wie sie sind.`,
      deal_answered: (writing) =>
        `Es soll ein anderes Geschäft sein. Jemand, der nicht daran beteiligt ist, entscheidet${by(writing)}; Ihre Registrierung und die Zuordnung zu Ihnen bleiben, wie sie sind.`,
      deal_linked: ({ reason }) =>
        sentences('Das gefundene Geschäft ist das Ihrer Empfehlung und damit verknüpft.', saidBy('„', reason, '“')),
      deal_other: ({ reason, until }) =>
        sentences(
          `Das gefundene Geschäft ist ein anderes mit diesem Unternehmen${saidBy(': „', reason, '“') || '.'}`,
          UNCHANGED,
          piece('Sie können bis ', until, ' einmal eine zweite Prüfung durch jemand anderen verlangen.'),
        ),
      deal_other_final: ({ reason }) =>
        `Das gefundene Geschäft ist ein anderes mit diesem Unternehmen${saidBy(': „', reason, '“') || '.'} ${UNCHANGED}`,
    },
    internal: {
      open: (writing) => `${decider(writing)}: erste Antwort${by(writing)}.`,
      answered: (writing) => `${decider(writing)}: Entscheidung${by(writing)}.`,
      late: (writing) => `Überfällig, war fällig${by(writing)}. Zuständig: ${decider(writing)}; die Leitung weiß es.`,
      unassigned: (writing) =>
        `Niemand Unbeteiligtes ist übrig${piece(' (', writing.barred, ')')}. Geben Sie jemandem die Rolle; Entscheidung${by(writing)}.`,
      rejected: ({ until }) => `Abgelehnt. Der Partner kann${piece(' bis ', until)} eine zweite Prüfung verlangen.`,
      second_look: (writing) => `Zweite Prüfung, ${decider(writing)}: Entscheidung${by(writing)}.`,
      final: () => 'Endgültig abgelehnt.',
      reinstated: () => 'Stattgegeben: Die Empfehlung wurde wiederhergestellt.',
      credited: () => 'Stattgegeben: Der Abschluss wurde zugeordnet.',
      adjusted: () => 'Stattgegeben: Eine Anpassung der Position wartet auf ihre Freigabe oder hat sie.',
      lowered: () => 'Der Betrag war zu hoch: Der Abzug von der Position wartet auf seine Freigabe oder hat sie.',
      right: () => 'Stattgegeben, ohne Folge für die Empfehlung.',
      withdrawn: () => 'Vom Partner zurückgenommen.',
      settled: () => 'Erledigt: Die Empfehlung wurde wieder aufgenommen, bevor entschieden war.',
      deal_found: (writing) =>
        `Wer das Geschäft führt, sagt${by(writing)}, ob es das dieser Empfehlung ist oder warum es ein anderes ist. Danach entscheidet: ${decider(writing)}.`,
      deal_answered: (writing) => `Es soll ein anderes Geschäft sein. ${decider(writing)}: Entscheidung${by(writing)}.`,
      deal_linked: () => 'Verknüpft: Es ist das Geschäft dieser Empfehlung.',
      deal_other: ({ until }) =>
        `Ein anderes Geschäft. Der Partner kann${piece(' bis ', until)} eine zweite Prüfung verlangen.`,
      deal_other_final: () => 'Ein anderes Geschäft, endgültig.',
    },
  },
};
