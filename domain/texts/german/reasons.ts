import type { Catalogue, ReasonText } from '../shape.ts';

const CHECK_AGAIN =
  'Wenn Sie das für falsch halten, schreiben Sie Ihrer Ansprechperson im Partnerprogramm, was Sie wissen.';
const CRITERIA = 'In den Kriterien des Programms steht, wem wir am besten helfen können.';
const NO_MORE = 'Bitte empfehlen Sie das Unternehmen nur erneut, wenn es selbst darum bittet.';

export const REASONS: Catalogue['reasons'] = {
  declined: {
    duplicate_account: {
      label: 'Gleiches Unternehmen wie ein anderer Eintrag',
      clause: 'dieses Unternehmen führen wir bereits unter einem anderen Namen',
      advice: CHECK_AGAIN,
    },
    already_yours: {
      label: 'Von diesem Partner bereits empfohlen',
      clause: 'Sie haben dieses Unternehmen bereits empfohlen',
      advice: 'Öffnen Sie Ihre erste Empfehlung dazu: Dort steht der aktuelle Stand.',
    },
    recent_vendor_contact: {
      label: 'Eigener Kontakt in letzter Zeit',
      clause: 'unser Vertrieb stand kurz zuvor bereits in Kontakt mit diesem Unternehmen',
      advice: 'Empfehlen Sie es nach dem genannten Datum erneut, wenn daraus nichts geworden ist.',
    },
    open_deal: {
      label: 'Eigene offene Verkaufschance',
      clause: 'unser Vertrieb arbeitet bereits an einem Abschluss mit diesem Unternehmen',
      advice: 'Empfehlen Sie es erneut, wenn Sie von einem weiteren Bedarf hören.',
    },
    existing_customer: {
      label: 'Bereits Kunde',
      clause: 'das Unternehmen ist bereits unser Kunde',
      advice: 'Empfehlen Sie es für ein Produkt, das es noch nicht hat.',
    },
    bad_fit: {
      label: 'Passt nicht zum Programm',
      clause: 'das Unternehmen passt nicht zu dem, wofür dieses Programm gedacht ist',
      advice: CRITERIA,
    },
    incomplete: {
      label: 'Zu wenige Angaben',
      clause: 'die Angaben reichten nicht aus, um Kontakt aufzunehmen',
      advice: 'Empfehlen Sie es erneut mit einer Person, einem Weg, sie zu erreichen, und ihrem Bedarf.',
    },
    company_not_available: {
      label: 'Unternehmen nicht verfügbar',
      clause: 'das Unternehmen steht derzeit nicht für eine Empfehlung zur Verfügung',
      advice: 'Empfehlen Sie es ab dem genannten Datum erneut.',
    },
  },
  disqualified: {
    no_need: {
      label: 'Kein Bedarf',
      clause: 'derzeit besteht kein Bedarf',
      advice: 'Fragen Sie, was sich ändern müsste, und empfehlen Sie das Unternehmen dann erneut.',
    },
    no_budget: {
      label: 'Kein Budget',
      clause: 'derzeit gibt es kein Budget dafür',
      advice: 'Fragen Sie, wann das nächste Budget geplant wird, und empfehlen Sie das Unternehmen kurz davor erneut.',
    },
    no_authority: {
      label: 'Niemand, der entscheidet',
      clause: 'wir haben keinen Weg zu einer Person gefunden, die entscheidet',
      advice: 'Eine Vorstellung bei der Person, die entscheidet, macht den Unterschied.',
    },
    not_now: {
      label: 'Jetzt nicht',
      clause: 'der Zeitpunkt passt für das Unternehmen nicht',
      advice: 'Bleiben Sie in Kontakt, und empfehlen Sie das Unternehmen erneut, wenn der Zeitpunkt passt.',
    },
    bad_fit: {
      label: 'Passt nicht',
      clause: 'was gebraucht wird, bieten wir nicht an',
      advice: CRITERIA,
    },
    wrong_contact: {
      label: 'Falsche Kontaktdaten',
      clause: 'die Person war mit den angegebenen Daten nicht zu erreichen',
      advice: 'Prüfen Sie Name, E-Mail-Adresse und Telefonnummer, und empfehlen Sie das Unternehmen erneut.',
    },
    unreachable: {
      label: 'Nicht erreichbar',
      clause: 'wir haben es mehrmals versucht und niemanden erreicht',
      advice: 'Kündigen Sie unseren Anruf an: Am besten hilft eine E-Mail zur Vorstellung mit uns allen in Kopie.',
    },
    prospect_objected: {
      label: 'Interessent hat widersprochen',
      clause: 'das Unternehmen möchte nicht kontaktiert werden',
      advice: NO_MORE,
    },
  },
  lost: {
    competitor: {
      label: 'Anderer Anbieter',
      clause: 'ein anderer Anbieter wurde gewählt',
      advice: 'Verträge enden: Fragen Sie, wann dieser ausläuft.',
    },
    price: {
      label: 'Preis',
      clause: 'der Preis passte nicht',
      advice: 'Fragen Sie, was es dem Unternehmen wert sein müsste.',
    },
    no_decision: {
      label: 'Keine Entscheidung',
      clause: 'das Unternehmen ändert vorerst nichts',
      advice: 'Empfehlen Sie es erneut, wenn sich etwas bewegt.',
    },
    prospect_objected: {
      label: 'Interessent hat widersprochen',
      clause: 'das Unternehmen möchte nicht weiter kontaktiert werden',
      advice: NO_MORE,
    },
  },
  expired: {
    no_opportunity: {
      label: 'Keine Verkaufschance in der Zeit',
      clause: 'in der Zeit kam kein Abschluss in Sicht',
      advice: 'Empfehlen Sie das Unternehmen erneut, wenn es etwas Neues gibt.',
    },
    no_answer: {
      label: 'Keine Antwort des Partners',
      clause: 'wir haben keine Antwort von Ihnen erhalten',
      advice: 'Empfehlen Sie das Unternehmen erneut, wenn Sie haben, worum wir gebeten hatten.',
    },
    waiting_ended: {
      label: 'Wartezeit beendet',
      clause: 'die Zeit, für die ein Platz auf der Warteliste gehalten wird, ist vorbei',
      advice: 'Empfehlen Sie das Unternehmen erneut, wenn der Bedarf noch besteht.',
    },
  },
  withdrawn: {
    prospect_request: {
      label: 'Auf Wunsch des Interessenten',
      clause: 'das Unternehmen hat darum gebeten',
      advice: NO_MORE,
    },
    mistake: {
      label: 'Aus Versehen',
      clause: 'die Empfehlung wurde aus Versehen gesendet',
      advice: 'Empfehlen Sie das richtige Unternehmen, wann immer Sie möchten.',
    },
  },
};

/** For a code that a program added itself and has given no text. */
export const OTHER_REASON: ReasonText = {
  label: 'Anderer Grund',
  clause: 'aus einem Grund dieses Programms',
  advice: 'Ihre Ansprechperson im Partnerprogramm kann Ihnen mehr sagen.',
};

const STAYS = 'Sie müssen nichts tun: Was vereinbart wurde, bleibt.';

export const ASSIGN_REASONS: Catalogue['assignReasons'] = {
  territory: { label: 'Gebiet', clause: 'das Gebiet gehört dazu', advice: STAYS },
  absence: { label: 'Abwesenheit', clause: 'die bisherige Person ist abwesend', advice: STAYS },
  capacity: { label: 'Auslastung', clause: 'so geht es schneller', advice: STAYS },
  expertise: { label: 'Fachwissen', clause: 'so ist das passende Fachwissen dabei', advice: STAYS },
  ladder: {
    label: 'Übergeben, weil eine Zusage nicht eingehalten wurde',
    clause: 'die bisherige Person kam nicht rechtzeitig dazu',
    advice: STAYS,
  },
  crm: {
    label: 'Im CRM als zuständig eingetragen',
    clause: 'so ist das Unternehmen bei uns jetzt zugeteilt',
    advice: STAYS,
  },
  left: {
    label: 'Ausgeschieden oder lange abwesend',
    clause: 'die bisherige Person betreut es nicht mehr',
    advice: STAYS,
  },
  hand_back: { label: 'Zurückgegeben', clause: 'die bisherige Person hat es weitergegeben', advice: STAYS },
};

const MAIL_SAYS = 'In der E-Mail dazu steht, wo es weitergeht.';

export const REOPEN_REASONS: Catalogue['reopenReasons'] = {
  new_information: { label: 'Neue Informationen', clause: 'es gibt neue Informationen', advice: MAIL_SAYS },
  closed_by_mistake: {
    label: 'Versehentlich abgeschlossen',
    clause: 'der Abschluss war ein Versehen',
    advice: MAIL_SAYS,
  },
  prospect_came_back: {
    label: 'Wieder gemeldet',
    clause: 'das Unternehmen hat sich wieder bei uns gemeldet',
    advice: MAIL_SAYS,
  },
  other: { label: 'Ein anderer Grund', clause: 'aus einem anderen Grund', advice: MAIL_SAYS },
};

const MANAGER_DECIDES = 'Die Leitung entscheidet, und Sie bekommen eine E-Mail.';

export const EXTENSION_REASONS: Catalogue['extensionReasons'] = {
  decision_pending: {
    label: 'Die Entscheidung dort dauert länger',
    clause: 'die Entscheidung dort dauert länger',
    advice: MANAGER_DECIDES,
  },
  budget_cycle: {
    label: 'Das Budget kommt später',
    clause: 'das Budget kommt später',
    advice: MANAGER_DECIDES,
  },
  prospect_busy: {
    label: 'Die Kontaktperson hat derzeit keine Zeit',
    clause: 'die Kontaktperson hat derzeit keine Zeit',
    advice: MANAGER_DECIDES,
  },
  other: { label: 'Ein anderer Grund', clause: 'aus einem anderen Grund', advice: MANAGER_DECIDES },
};
