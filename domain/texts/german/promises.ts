import { isPaidInSameMonth } from '../../commission/payoutCalendar.ts';
import type { Catalogue } from '../shape.ts';

const reminded = (lengths: readonly string[]): string =>
  lengths.length === 0 ? '' : ` Wir erinnern Sie ${lengths.join(' und ')} vorher.`;

const decided = (rule: string): string =>
  rule === 'decline' ? 'wird es nicht registriert' : 'entscheidet eine Person bei uns';

/** What becomes of a company that buys from us already. */
function customers(rule: string): string {
  if (rule === 'decline') return 'Unsere Kunden können nicht empfohlen werden.';
  if (rule === 'review') return 'Ist das Unternehmen schon unser Kunde, entscheidet eine Person bei uns.';
  return 'Ein Kunde von uns kann für eine Produktlinie empfohlen werden, die er noch nicht hat.';
}

/** Worded so that a length stands in the accusative, as it is listed: "spätestens 7 Tage nach", not "innerhalb von". */
export const PROMISES: Catalogue['promises'] = {
  acknowledge: ({ acknowledge }) =>
    `Spätestens ${acknowledge} nach dem Eingang haben Sie eine Antwort: registriert, auf der Warteliste oder nicht registriert, mit Begründung.`,
  first_contact: ({ firstContact }) =>
    `Wir melden uns bei Ihrem Kontakt spätestens ${firstContact}, nachdem Ihre Empfehlung eingegangen oder von der Warteliste nachgerückt ist. Sie sehen jeden Versuch.`,
  status_update: ({ statusUpdate }) =>
    `Spätestens ${statusUpdate} nach der letzten Neuigkeit hören Sie wieder von uns, bis über das Geschäft entschieden ist.`,
  case: ({ caseAnswer, caseDecision }) =>
    `Ihren Einspruch prüft jemand, der an der Entscheidung nicht beteiligt war: Sie erhalten spätestens ${caseAnswer} danach eine erste Antwort und spätestens ${caseDecision} danach die Entscheidung.`,
  payout: ({ payoutCalendar }) => {
    const { cutOffDay, payDay, zone } = payoutCalendar;
    const by = cutOffDay === 'last' ? 'Ende eines Monats' : `Ende des ${String(cutOffDay)}. eines Monats`;
    const month = isPaidInSameMonth(payoutCalendar) ? 'desselben' : 'des folgenden';
    return `Was bis zum ${by} (${zone}) verdient, aus der Haltefrist und freigegeben ist, wird am ${String(payDay)}. ${month} Monats gezahlt.`;
  },
  information: ({ information, lateAnswer }) =>
    `Wenn wir Sie etwas fragen, haben Sie für die Antwort ${information} Zeit. Ohne Antwort endet eine Empfehlung, die noch nicht qualifiziert ist; eine späte Antwort nimmt sie noch ${lateAnswer} lang wieder auf.`,
  look_back: ({ lookBack, duplicates }) =>
    `War unser Vertrieb bis zu ${lookBack} vor Ihrer Empfehlung selbst mit dem Unternehmen in Kontakt, ${decided(duplicates.lookBack)}.`,
  open_deal: ({ duplicates }) =>
    `Sprechen wir mit dem Unternehmen schon über ein Geschäft, ${decided(duplicates.openDeal)}.`,
  customer: ({ duplicates }) => customers(duplicates.customer),
  open_cap: ({ openReferralCap }) =>
    `In diesem Programm können Sie ${openReferralCap === 1 ? 'eine offene Empfehlung' : `${String(openReferralCap)} offene Empfehlungen`} zugleich haben; eine weitere ist möglich, sobald eine davon gewonnen oder beendet ist.`,
  tiers: ({ tiers }) =>
    `Was Ihre Empfehlungen in diesem Programm in zwölf Monaten gewonnen haben, abzüglich Erstattungen, lässt Sie bei der monatlichen Prüfung aufsteigen: ${tiers.map(({ tier, from }) => `ab ${from} in die Stufe „${tier}“`).join(', ')}. Eine Empfehlung behält den Satz der Stufe des Tages, an dem Sie sie gesendet haben, und die Prüfung stuft niemanden herab.`,
  expiry: ({ expiry, expiryReminders }) =>
    `Ein Unternehmen ist ${expiry} lang für Sie registriert; sobald eine Verkaufschance besteht, läuft das nicht mehr ab.${reminded(expiryReminders)}`,
  wait_list: ({ waitList, confirmAfterWaiting, confirmation, duplicates }) =>
    duplicates.activeClaim === 'decline'
      ? 'Ist das Unternehmen schon für einen anderen Partner registriert, wird Ihre Empfehlung nicht registriert, und Sie lesen, ab wann ein neuer Versuch möglich ist. Wird eine frühere noch geprüft, wartet Ihre, bis darüber entschieden ist.'
      : `${duplicates.activeClaim === 'review' ? 'War eine andere Empfehlung früher da, entscheidet eine Person bei uns, ob Ihre wartet oder nicht registriert wird. Auf der Warteliste wartet sie bis' : 'War eine andere Empfehlung früher da, wartet Ihre bis'} zu ${waitList} und beginnt von selbst, sobald sie an der Reihe ist. Dauert das länger als ${confirmAfterWaiting}, fragen wir Sie zuerst, ob die Empfehlung noch gilt; für die Antwort haben Sie ${confirmation} Zeit.`,
  undo_withdraw: ({ undoWithdraw }) => `Was Sie zurückziehen, können Sie ${undoWithdraw} lang wieder aufnehmen.`,
  contest: ({ contest }) =>
    `Gegen eine Entscheidung können Sie ${contest} lang Einspruch einlegen. War sie falsch, erhält Ihre Empfehlung ihren alten Platz zurück.`,
  tail: ({ tail }) =>
    `Kauft das Unternehmen bis zu ${tail} nach dem Ende einer Registrierung, prüfen wir Ihren Anspruch von selbst.`,
};

export const ATTAINMENT: Catalogue['attainment'] = ({ kept, total, percent }) =>
  `${String(kept)} von ${String(total)} rechtzeitig (${percent === null ? 'zu wenige für eine Quote' : `${String(percent)} %`})`;
