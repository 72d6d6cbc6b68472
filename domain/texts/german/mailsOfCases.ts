import { piece, saidBy, sentences } from '../facts.ts';
import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import { CASES, CORRECTED, LOWERED, UNCHANGED } from './cases.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Eine Empfehlung';
const promisedBy = ({ facts, format }: MailWriting): string => piece(' bis ', format.moment(facts.text('dueAt')));
const said = (writing: MailWriting): string | undefined => saidBy('„', writing.message, '“') || undefined;

const about = (writing: MailWriting): string => {
  const kind = writing.facts.text('kind') ?? '';
  return Object.hasOwn(CASES.kinds, kind) ? CASES.kinds[kind as keyof typeof CASES.kinds] : 'Entscheidung';
};

const isDeal = ({ facts }: MailWriting): boolean => facts.text('kind') === 'parallel_deal';

const outcome = (writing: MailWriting): string => {
  if (isDeal(writing))
    return writing.facts.text('effect') === 'link'
      ? 'Das gefundene Geschäft ist das Ihrer Empfehlung und damit verknüpft.'
      : `Das gefundene Geschäft ist ein anderes mit diesem Unternehmen. ${UNCHANGED}`;
  if (writing.facts.text('outcome') !== 'upheld')
    return 'Wir haben noch einmal geprüft: Die Entscheidung bleibt bestehen.';
  switch (writing.facts.text('effect')) {
    case 'reinstate':
      return 'Sie hatten recht: Ihre Empfehlung läuft mit ihrem alten Platz in der Reihe weiter.';
    case 'credit':
      return 'Sie hatten recht: Der Abschluss wird Ihnen zugeordnet.';
    case 'adjust':
      if (writing.facts.number('lowers') === 1) return LOWERED;
      return `Sie hatten recht. ${CORRECTED}`;
    default:
      return 'Sie hatten recht.';
  }
};

const afterwards = ({ facts, format }: MailWriting): string => {
  const until = format.moment(facts.text('secondLookUntil'));
  if (until !== undefined) return `Sie können bis ${until} einmal eine zweite Prüfung durch jemand anderen verlangen.`;
  return facts.text('effect') === 'reinstate'
    ? 'Sie erhalten eine Nachricht, sobald sie wieder registriert ist.'
    : 'Sie müssen nichts tun.';
};

type CaseMails = Pick<Catalogue['mails'], Extract<keyof Catalogue['mails'], `case_${string}`>>;

export const MAILS_OF_CASES: CaseMails = {
  case_opened: (writing) =>
    isDeal(writing)
      ? {
          subject: `${theCompany(writing)}: ein Geschäft neben Ihrer Registrierung`,
          sentence: `Neben Ihrer Registrierung gibt es ein eigenes Geschäft von uns mit diesem Unternehmen. Wer es führt, sagt${promisedBy(writing) || ' in Kürze'}, ob es das Ihrer Empfehlung ist; wenn nicht, entscheidet jemand, der nicht daran beteiligt ist. ${UNCHANGED}`,
          next: 'Sie müssen nichts tun: Über jeden Schritt erhalten Sie eine Nachricht.',
        }
      : {
          subject: `${theCompany(writing)}: Wir prüfen es noch einmal`,
          sentence: `Ihr Einspruch ist bei uns (${about(writing)}). Es prüft jemand, der an der Entscheidung nicht beteiligt war; eine erste Antwort erhalten Sie${promisedBy(writing) || ' in Kürze'}.`,
          next: 'Sie müssen nichts tun: Über jeden Schritt erhalten Sie eine Nachricht.',
        },
  case_answered: (writing) => ({
    subject: `${theCompany(writing)}: unsere Antwort auf Ihren Einspruch`,
    sentence: said(writing) ?? 'Wir haben auf Ihren Einspruch geantwortet.',
    next: `Die Entscheidung folgt${promisedBy(writing) || ' in Kürze'}.`,
  }),
  case_decided: (writing) => ({
    subject: `${theCompany(writing)}: ${isDeal(writing) ? 'was das andere Geschäft ist' : 'Ihr Einspruch ist entschieden'}`,
    sentence: sentences(outcome(writing), said(writing)),
    next: afterwards(writing),
  }),
  case_second_look: (writing) => ({
    subject: `${theCompany(writing)}: zweite Prüfung`,
    sentence: `Jemand, der bisher nicht beteiligt war, prüft noch einmal. Die Entscheidung folgt${promisedBy(writing) || ' in Kürze'}.`,
    next: 'Sie müssen nichts tun.',
  }),
  case_withdrawn: (writing) => ({
    subject: `${theCompany(writing)}: Einspruch zurückgenommen`,
    sentence: `Der Einspruch (${about(writing)}) wurde zurückgenommen. Es bleibt, wie es ist.`,
    next: 'Es ist nichts zu tun.',
  }),
  case_settled: (writing) => ({
    subject: `${theCompany(writing)}: Einspruch erledigt`,
    sentence: `Die Empfehlung wurde wieder aufgenommen; über den Einspruch (${about(writing)}) ist nichts mehr zu entscheiden.`,
    next: 'Es ist nichts zu tun.',
  }),
  case_late: (writing) => ({
    subject: `${theCompany(writing)}: Wir sind${isDeal(writing) ? '' : ' mit Ihrem Einspruch'} im Verzug`,
    sentence: `Wir sind im Verzug: Unsere ${writing.facts.text('promise') === 'decision' ? 'Entscheidung' : 'erste Antwort'} war${promisedBy(writing)} fällig. Die Leitung weiß davon und kümmert sich darum.`,
    next: 'Das tut uns leid. Sie müssen nichts tun.',
  }),
  ...mailsToStaff(),
};

function mailsToStaff(): Pick<
  CaseMails,
  | 'case_assigned'
  | 'case_reminder'
  | 'case_breached'
  | 'case_unassigned'
  | 'case_for_finance'
  | 'case_parallel_deal'
  | 'case_deal_answered'
> {
  const objection = (writing: MailWriting): string =>
    isDeal(writing) ? 'Ein Geschäft neben einer Registrierung' : `Ein Einspruch (${about(writing)})`;
  const mail = (subject: string, sentence: string, next: string): MailText => ({ subject, sentence, next });
  return {
    case_assigned: (writing) =>
      mail(
        `${theCompany(writing)}: ${isDeal(writing) ? 'ein Vorgang' : 'ein Einspruch'} zu entscheiden`,
        `${objection(writing)} liegt bei Ihnen: Sie ${isDeal(writing) ? 'sind nicht daran beteiligt' : 'haben an keiner der Entscheidungen mitgewirkt'}.`,
        isDeal(writing)
          ? `Wer das Geschäft führt, antwortet${promisedBy(writing) || ' zuerst'}; entscheiden Sie dann.`
          : `Geben Sie dem Partner${promisedBy(writing)} eine erste Antwort, und entscheiden Sie dann.`,
      ),
    case_reminder: (writing) =>
      mail(
        `${theCompany(writing)}: Die halbe Zeit ist um`,
        `${objection(writing)} wartet auf ${writing.facts.text('promise') === 'decision' ? 'Ihre Entscheidung' : 'eine erste Antwort'}, fällig${promisedBy(writing) || ' in Kürze'}.`,
        'Öffnen Sie den Vorgang, und kümmern Sie sich darum.',
      ),
    case_breached: (writing) =>
      mail(
        `${theCompany(writing)}: Zusage an einen Partner nicht eingehalten`,
        `${objection(writing)} war${promisedBy(writing)} fällig, und nichts ist geschehen. Der Partner weiß es.`,
        'Kümmern Sie sich darum. Geschieht nichts, geht es an eine andere unbeteiligte Person.',
      ),
    case_unassigned: (writing) =>
      mail(
        `${theCompany(writing)}: Niemand darf diesen Vorgang entscheiden`,
        `${objection(writing)} braucht jemanden, der an keiner der Entscheidungen mitgewirkt hat, und niemand ist übrig. Im Vorgang steht, wer warum ausgeschlossen ist.`,
        `Geben Sie einer anderen Person die Rolle; fällig${promisedBy(writing) || ' in Kürze'}.`,
      ),
    case_for_finance: (writing) =>
      mail(
        `${theCompany(writing)}: Ein Einspruch zum Geld hatte Erfolg`,
        sentences(`${objection(writing)} hatte Erfolg.`, said(writing)),
        'Kümmern Sie sich um die Provision oder Zahlung, um die es geht.',
      ),
    case_parallel_deal: (writing) =>
      mail(
        `${theCompany(writing)}: ein Geschäft neben einer Registrierung`,
        'Im CRM ist ein Geschäft mit diesem Unternehmen offen, das ein Partner registriert hat.',
        writing.facts.number('asked') === 1
          ? `Sagen Sie${promisedBy(writing) || ' bald'} im Vorgang, ob es das Geschäft der Empfehlung ist oder warum es ein anderes ist.`
          : 'Sie müssen nichts tun: Wer das Geschäft führt, antwortet; die Partnerbetreuung entscheidet.',
      ),
    case_deal_answered: (writing) =>
      mail(
        `${theCompany(writing)}: ein anderes Geschäft oder das des Partners?`,
        'Wer das Geschäft führt, sagt, dass es ein anderes ist. Der Grund steht im Vorgang.',
        `Entscheiden Sie${promisedBy(writing) || ' bald'}: verknüpft, oder ein anderes.`,
      ),
  };
}
