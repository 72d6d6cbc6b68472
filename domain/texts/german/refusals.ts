import type { Unowed } from '../../commission/unowed.ts';
import type { Catalogue } from '../shape.ts';

export const REFUSALS: Catalogue['refusals'] = {
  payee_missing: {
    why: 'Es gab kein Konto, auf das gezahlt werden konnte',
    next: 'Tragen Sie eines ein, falls noch keines da ist. Die Buchhaltung gibt den Betrag dafür frei, dann zahlt ihn die nächste Auszahlung.',
  },
  account_not_usable: {
    why: 'Ihr Konto ist auf dem vorgesehenen Zahlungsweg nicht erreichbar',
    next: 'Es geht nichts verloren. Die Buchhaltung zahlt auf anderem Weg oder bittet Sie um ein anderes Konto.',
  },
  account_closed: {
    why: 'Ihr Konto hat keine Zahlung angenommen',
    next: 'Tragen Sie ein anderes ein. Die Buchhaltung gibt den Betrag dafür frei, dann zahlt ihn die nächste Auszahlung.',
  },
  currency_not_supported: {
    why: 'Der Zahlungsweg führt diese Währung nicht',
    next: 'Sie müssen nichts tun: Die Buchhaltung zahlt auf anderem Weg.',
  },
  amount_not_supported: {
    why: 'Der Zahlungsweg führt keinen Betrag in dieser Höhe',
    next: 'Sie müssen nichts tun: Die Buchhaltung zahlt auf anderem Weg.',
  },
};

export const NOT_PAID: Catalogue['notPaid'] = ({ amount, why }) =>
  `${amount} konnten nicht gezahlt werden: ${why}. Der Betrag steht Ihnen weiter zu.`;

/** Why nothing is owed, where nobody refused it: completes a sentence. */
export const UNOWED: Readonly<Record<Unowed, string>> = {
  nothing_left: 'was der Plan zahlen kann, war bis dahin aufgebraucht',
  credited_elsewhere: 'das Geschäft ist inzwischen einer anderen Empfehlung zugeordnet',
  earns_nothing: 'so wie das Geschäft korrigiert wurde, gibt es dafür nach dem Plan keine Provision',
  payments_over:
    'die Zeit, in der es für Zahlungen eine Provision gibt, ist vorbei; was für frühere Zahlungen verdient ist, bleibt davon unberührt',
};
