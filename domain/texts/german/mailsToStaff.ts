import type { CaseMailKey, InternalMailKey, SplitMailKey } from '../mailKeys.ts';
import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import { days, whyNobody } from './words.ts';
import { APPROVAL_MAILS } from './approvals.ts';
import { CONTACT_MAILS_TO_STAFF } from './contact.ts';
import { QUESTION_MAILS_TO_STAFF } from './questions.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Eine Empfehlung';
const by = (writing: MailWriting, ...names: string[]): string => {
  const due = names.map((name) => writing.facts.text(name)).find((text) => text !== undefined);
  return piece(' bis ', writing.format.moment(due));
};

/** What was promised (in the nominative and in the accusative), and what keeps it. */
type Promised = { promised: string; promise: string; toDo(by: string): string };
const ANSWER: Promised = {
  promised: 'Die Antwort an den Partner',
  promise: 'die Antwort an den Partner',
  toDo: (due) => `Entscheiden Sie die Prüfung${due}.`,
};
const PROMISES: Readonly<Record<string, Promised>> = {
  acknowledge: ANSWER,
  review: ANSWER,
  first_contact: {
    promised: 'Der erste Kontakt',
    promise: 'den ersten Kontakt',
    toDo: (due) => `Tragen Sie den ersten Kontakt${due} ein.`,
  },
  handover: {
    promised: 'Der erste Schritt des Vertriebs',
    promise: 'den ersten Schritt des Vertriebs',
    toDo: (due) => `Tragen Sie${due} einen Kontakt ein, oder bringen Sie es weiter.`,
  },
  extension: {
    promised: 'Die Entscheidung über mehr Zeit',
    promise: 'die Entscheidung über mehr Zeit',
    toDo: (due) => `Stimmen Sie${due} zu, oder lehnen Sie ab.`,
  },
  next_try: {
    promised: 'Der nächste Versuch',
    promise: 'den nächsten Versuch',
    toDo: (due) => `Tragen Sie den nächsten Versuch${due} ein.`,
  },
  status_update: {
    promised: 'Eine Nachricht an den Partner',
    promise: 'eine Nachricht an den Partner',
    toDo: (due) => `Tragen Sie${due} ein, was geschehen ist.`,
  },
};
const NEXT_STEP: Promised = {
  promised: 'Der nächste Schritt',
  promise: 'den nächsten Schritt',
  toDo: (due) => `Machen Sie${due} den nächsten Schritt.`,
};
const ofKind = ({ facts }: MailWriting): Promised => PROMISES[facts.text('kind') ?? ''] ?? NEXT_STEP;
/** How far a payout is that its pay day has passed. */
const LATE_BECAUSE: Readonly<Record<string, string>> = {
  draft: 'Den Entwurf hat noch niemand übernommen.',
  prepared: 'Sie wartet auf ihre Freigabe.',
  released: 'Sie ist freigegeben, aber noch nicht vollständig übergeben.',
  submitted: 'Sie ist übergeben, aber noch hat niemand gemeldet, dass das Geld abgegangen ist.',
};
const lateBecause = (state: string | undefined): string => LATE_BECAUSE[state ?? ''] ?? 'Sie ist nicht abgeschlossen.';
const times = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : count === 1 ? 'einmal' : `${String(count)}-mal`;
const share = ({ facts }: MailWriting): string =>
  `${String(facts.number('known') ?? 'viele')} von ${String(facts.number('decided') ?? 'seinen')} Empfehlungen` +
  piece(' der letzten ', days(facts.number('days')));
const kindIs = ({ facts }: MailWriting, kind: string): boolean => facts.text('kind') === kind;

const AFTER_MISS_USUAL =
  'Kümmern Sie sich darum, oder weisen Sie es einer anderen Person zu. Geschieht nichts, wird es von selbst übergeben.';
const AFTER_MISS: Readonly<Record<string, string>> = {
  status_update:
    'Der Partner hat von selbst eine datierte Zeile erhalten. Tragen Sie ein, was geschehen ist; die nächste Nachricht ist ab jetzt zugesagt.',
  extension:
    'Stimmen Sie zu, oder lehnen Sie ab; jede Vertriebsleitung darf das. Die Registrierung endet nicht vorher.',
};

const missed = (writing: MailWriting): MailText => ({
  subject: `${theCompany(writing)}: Zusage nicht eingehalten`,
  sentence: sentences(
    `${ofKind(writing).promised} war fällig${by(writing, 'dueAt')} und ist nicht erfolgt.`,
    `Zuständig: ${writing.names.owner ?? 'niemand'}.`,
    kindIs(writing, 'handover') ? undefined : 'Der Partner weiß es.',
  ),
  next: AFTER_MISS[writing.facts.text('kind') ?? ''] ?? AFTER_MISS_USUAL,
});

/** No clock decides against a partner because we were late. */
const prolonged = (writing: MailWriting): MailText => ({
  subject: `${theCompany(writing)}: Registrierung verlängert`,
  sentence: `Eine Zusage von uns ist überfällig, deshalb wurde die Registrierung um die verlorene Zeit verlängert${piece(', bis ', writing.format.moment(writing.facts.text('dueAt')))}.`,
  next: `Halten Sie die Zusage ein; zuständig: ${writing.names.owner ?? 'niemand'}.`,
});

export const MAILS_TO_STAFF: Pick<Catalogue['mails'], Exclude<InternalMailKey, CaseMailKey | SplitMailKey>> = {
  assigned: (writing) => ({
    subject: `${theCompany(writing)}: jetzt bei Ihnen`,
    sentence: sentences(
      `${theCompany(writing)} liegt jetzt bei Ihnen${piece(': ', writing.assignReason?.label)}.`,
      piece('Interessent: ', writing.names.prospect, '.'),
    ),
    next: `Machen Sie den nächsten Schritt${by(writing, 'firstContactDueAt', 'dueAt')}, und tragen Sie ihn ein.`,
  }),
  ...CONTACT_MAILS_TO_STAFF,
  ...QUESTION_MAILS_TO_STAFF,
  ...APPROVAL_MAILS,
  reminder_50: (writing) => ({
    subject: `${theCompany(writing)}: Die halbe Zeit ist um`,
    sentence: `Die halbe Zeit für ${ofKind(writing).promise} ist um${piece('; fällig', by(writing, 'dueAt') || undefined)}.`,
    next: ofKind(writing).toDo(by(writing, 'dueAt')),
  }),
  message_from_partner: (writing) => ({
    subject: `${theCompany(writing)}: Nachricht vom Partner`,
    sentence: `${writing.author ?? 'Der Partner'} hat geschrieben${saidBy(': „', writing.message, '“') || '.'}`,
    next: 'Antworten Sie bei der Empfehlung; der Partner liest es dort.',
  }),
  breach_100: (writing) => (writing.facts.text('kind') === 'expiry' ? prolonged(writing) : missed(writing)),
  handover_150: (writing) => ({
    subject: `${theCompany(writing)}: übergeben`,
    sentence:
      `${ofKind(writing).promised} war fällig${by(writing, 'dueAt')} und fehlt noch: Es ging` +
      `${piece(' von ', writing.previousOwner)} an ${writing.names.owner ?? 'die nicht zugewiesenen Empfehlungen'}.`,
    next: `${writing.names.owner ?? 'Eine Person im Dienst'} erledigt es sofort. Die Zusage gilt weiter als nicht eingehalten.`,
  }),
  unassigned: (writing) => ({
    subject: `${theCompany(writing)}: Niemand konnte es übernehmen`,
    sentence: `${whyNobody(writing)} Es liegt bei der Vertriebsleitung, bis es zugewiesen ist.`,
    next: `Weisen Sie es zu${piece('; der erste Kontakt ist fällig', by(writing, 'firstContactDueAt', 'dueAt') || undefined)}.`,
  }),
  review_due: (writing) => ({
    subject: `${theCompany(writing)}: bitte prüfen`,
    sentence: `Es ähnelt einem Unternehmen, das wir schon kennen; eine Person muss${by(writing, 'dueAt')} entscheiden.`,
    next: `Vergleichen und entscheiden Sie${by(writing, 'dueAt')}. Keine Uhr lehnt etwas ab.`,
  }),
  extension_requested: (writing) => ({
    subject: `${theCompany(writing)}: Bitte um mehr Zeit`,
    sentence: sentences(
      `Der Partner bittet um ${days(writing.facts.number('days'))} mehr${piece('; die Registrierung endet ', writing.format.onMoment(writing.facts.text('expiresAt')))}.`,
      writing.facts.number('late') === 1
        ? `Eine Entscheidung war${by(writing, 'dueAt')} zugesagt, und niemand hat entschieden.`
        : undefined,
    ),
    next:
      `Stimmen Sie${writing.facts.number('late') === 1 ? '' : by(writing, 'dueAt')} zu, oder lehnen Sie ab. ` +
      'Die Registrierung endet nicht, solange die Bitte auf Sie wartet.',
  }),
  payee_to_verify: (writing) => ({
    subject: `${writing.names.partner ?? 'Ein Partner'}: ein Konto ist zu prüfen`,
    sentence: `${writing.author ?? 'Jemand'} hat für ${writing.names.partner ?? 'einen Partner'} ein anderes Konto eingetragen${piece(' (', writing.facts.text('account'), ')')}.`,
    next: 'Rufen Sie den Partner unter einer Nummer an, die Sie kennen, und bestätigen Sie das Konto, oder lehnen Sie es ab. Wer es bestätigt, gibt nicht frei, was darauf gezahlt wird.',
  }),
  tax_to_verify: (writing) => ({
    subject: `${writing.names.partner ?? 'Ein Partner'}: ein Steuerformular ist zu prüfen`,
    sentence: `${writing.author ?? 'Jemand'} hat für ${writing.names.partner ?? 'einen Partner'} ein Steuerformular gesendet.`,
    next: 'Sehen Sie Formular und Angaben an, und bestätigen Sie es, oder lehnen Sie es ab. Bis dahin gilt das bisherige weiter.',
  }),
  invoice_to_check: (writing) => ({
    subject: `${writing.names.partner ?? 'Ein Partner'}: Rechnung${piece(' ', writing.facts.text('number'))} ist zu prüfen`,
    sentence: `${writing.author ?? 'Jemand'} hat sie hochgeladen${piece(': ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency')), ' netto, genau so viel, wie ihre Positionen ergeben')}.`,
    next: 'Vergleichen Sie die Datei mit den Angaben, und nehmen Sie sie an, oder lehnen Sie sie ab. Wer sie hochgeladen hat, nimmt sie nicht an.',
  }),
  invoice_contested: (writing) => ({
    subject: `${writing.names.partner ?? 'Ein Partner'} widerspricht der Gutschrift${piece(' ', writing.facts.text('number'))}`,
    sentence: sentences(
      `${writing.author ?? 'Jemand'} widerspricht der Gutschrift, die wir${piece(' über ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency')), ' netto')} geschrieben haben.`,
      saidBy('Der Grund: „', writing.message, '“') || undefined,
    ),
    next: 'Sehen Sie unter „Belege“ nach: Korrigieren Sie Beteiligte oder Steuer, oder antworten Sie, warum sie bleibt.',
  }),
  payout_drafted: ({ facts, format }) => {
    const partners = facts.number('partners');
    const whom =
      partners === undefined ? '' : ` an ${partners === 1 ? 'einen Partner' : `${String(partners)} Partner`}`;
    const amount = format.amount(facts.number('amountMinor'), facts.text('currency'));
    return {
      subject: `Auszahlung${piece(' zum ', format.day(facts.text('cutOffDay')))}: Entwurf liegt vor`,
      sentence: `${amount ?? 'Was zahlbar ist'}${whom}${piece(', Zahltag ', format.day(facts.text('payDay')))}. Der Entwurf wurde zum Stichtag automatisch angelegt; gezahlt ist noch nichts.`,
      next: 'Sehen Sie ihn durch, nehmen Sie heraus, was warten soll, und bereiten Sie ihn vor. Freigeben muss ihn eine andere Person.',
    };
  },
  payout_late: ({ facts, format }) => {
    const amount = format.amount(facts.number('amountMinor'), facts.text('currency'));
    const payDay = format.day(facts.text('payDay'));
    return {
      subject: `Verspätet: Auszahlung${piece(' zum ', payDay)}`,
      sentence: `${amount ?? 'Die Beträge'} hätten bis zum Ende des ${payDay ?? 'Zahltags'} gezahlt sein sollen. ${lateBecause(facts.text('runState'))}`,
      next: 'Bitte kümmern Sie sich heute darum. Die Partner lesen bei ihren Provisionen, dass sich die Zahlung verspätet.',
    };
  },
  crm_contested: (writing) => ({
    subject: `${theCompany(writing)}: Zuordnung wird immer wieder geändert`,
    sentence:
      `Im CRM wird immer wieder geändert, wem dieses Geschäft zugeordnet ist` +
      `${piece('; wir haben es innerhalb eines Tages ', times(writing.facts.number('times')), ' wiederhergestellt')}. Die Zuordnung hier ist unverändert.`,
    next: 'Klären Sie, wer oder was den Eintrag im CRM ändert, und stellen Sie das ab; der Verlauf nennt die Felder. Morgen versuchen wir es wieder.',
  }),
  probing_suspected: (writing) => ({
    subject: `${writing.names.partner ?? 'Ein Partner'}: viele bekannte Unternehmen`,
    sentence: `${writing.names.partner ?? 'Ein Partner'} könnte ausforschen, was wir wissen: ${share(writing)} nannten Unternehmen, die wir schon kennen.`,
    next: 'Sehen Sie sich die Empfehlungen an und sprechen Sie mit dem Partner. Der Partner erfährt hiervon nichts.',
  }),
  second_person_needed: (writing) => ({
    subject: `${theCompany(writing)}: gewonnen, bitte bestätigen`,
    sentence:
      `Ohne Deal-ID als gewonnen gemeldet` +
      piece(', ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency'))) +
      `${piece(', abgeschlossen ', writing.format.onDay(writing.facts.text('closedOn')))}.`,
    next: 'Eine Vertriebsleitung, die es nicht abgeschlossen hat, bestätigt es.',
  }),
};
