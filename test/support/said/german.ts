import type { Reader } from '../../../domain/texts/shape.ts';

/** What people read in each of `SITUATIONS`, word for word: a change here is a change of the product. */
export const SAID_IN_GERMAN: Readonly<Record<string, Record<Reader, string>>> = {
  received: {
    partner: 'Ihre Empfehlung ist bei uns (R-7K2M-94, 14:02:07 Uhr UTC). Sie erhalten bis 18:02 Uhr UTC eine Antwort.',
    internal: 'Prüfung läuft; Antwort fällig bis 18:02 Uhr UTC (noch 3 Stunden 59 Minuten).',
  },
  'received, with look-alikes': {
    partner: 'Ihre Empfehlung ist bei uns (R-7K2M-94, 14:02:07 Uhr UTC). Sie erhalten bis 18:02 Uhr UTC eine Antwort.',
    internal: 'Prüfung läuft, 1 Kandidat gefunden; Antwort fällig bis 18:02 Uhr UTC (noch 3 Stunden 59 Minuten).',
  },
  'received, the CRM does not answer the check': {
    partner:
      'Ihre Empfehlung ist bei uns (R-7K2M-94, 14:02:07 Uhr UTC). Sie erhalten bis 18:02 Uhr UTC eine Antwort. Unser CRM ist nicht erreichbar; für Sie ändert das nichts.',
    internal:
      'Prüfung läuft; Antwort fällig bis 18:02 Uhr UTC (noch 3 Stunden 59 Minuten). Das CRM antwortet nicht; es wird erneut gefragt.',
  },
  'in review for our own contact': {
    partner: 'Samir Haddad prüft sie persönlich; Sie erhalten bis 18:02 Uhr UTC eine Antwort.',
    internal: 'Samir Haddad entscheidet bis 18:02 Uhr UTC (noch 3 Stunden 59 Minuten): Treffen mit uns am 14. Oktober.',
  },
  'in review': {
    partner: 'Samir Haddad vergleicht sie mit einem ähnlichen Namen; Sie erhalten bis 18:02 Uhr UTC eine Antwort.',
    internal:
      'Samir Haddad entscheidet bis 18:02 Uhr UTC (noch 3 Stunden 59 Minuten): ähnlicher Name 0,81, gleiches Land, andere Domain; 55 Punkte; 1 weiteres ähnelt ihm.',
  },
  'wait-listed': {
    partner:
      'Eine andere Empfehlung war früher da. Sie sind als Nächstes an der Reihe; endet die andere, beginnt Ihre von selbst. Sie müssen nichts tun.',
    internal:
      'Auf der Warteliste, Platz 1, hinter R-5QX1-20 (läuft am 23. Januar 2027 ab). Beginnt von selbst, wenn der Anspruch davor weitergeht; das Warten endet am 23. Mai 2027.',
  },
  'promoted, asked': {
    partner: 'Sie sind an der Reihe. Gilt die Empfehlung noch? Bitte antworten Sie bis Freitag, 14:15 Uhr UTC.',
    internal: 'Nachgerückt; wartet bis Freitag, 14:15 Uhr UTC auf den Partner.',
  },
  'promoted, the answer is overdue': {
    partner:
      'Sie sind an der Reihe. Gilt die Empfehlung noch? Bitte antworten Sie jetzt (fällig war es bis Freitag, 14:15 Uhr UTC).',
    internal: 'Nachgerückt; wartet auf den Partner; die Antwort war fällig bis Freitag, 14:15 Uhr UTC.',
  },
  accepted: {
    partner:
      'Für Sie registriert bis 22. Februar 2027. Nora Lindqvist meldet sich bis Mittwoch, 14:03 Uhr UTC bei Jana Falk.',
    internal: 'Nora Lindqvist: erster Versuch bis Mittwoch, 14:03 Uhr UTC (noch 23 Stunden 1 Minute).',
  },
  unassigned: {
    partner:
      'Für Sie registriert bis 22. Februar 2027. Wir bestimmen gerade, wer sich bei Jana Falk meldet; das geschieht bis Mittwoch, 14:03 Uhr UTC.',
    internal:
      'Alle, die es übernehmen könnten, sind abwesend. Bitte zuweisen; erster Versuch bis Mittwoch, 14:03 Uhr UTC (noch 23 Stunden 1 Minute).',
  },
  'paused by outage': {
    partner:
      'Für Sie registriert bis 22. Februar 2027. Nora Lindqvist meldet sich bis Mittwoch, 14:03 Uhr UTC bei Jana Falk. Unser CRM ist nicht erreichbar; für Sie ändert das nichts.',
    internal:
      'Nora Lindqvist: erster Versuch bis Mittwoch, 14:03 Uhr UTC (noch 23 Stunden 1 Minute). Der Eintrag im CRM steht aus seit 14:03 Uhr UTC; er folgt von selbst.',
  },
  'late with the review': {
    partner:
      'Wir sind im Verzug. Unsere Antwort hätten Sie bis 18:02 Uhr UTC haben sollen. Die Leitung weiß davon; Sie hören bis 20:02 Uhr UTC von uns.',
    internal:
      'Im Verzug seit 1 Stunde: Antwort an den Partner war fällig bis 18:02 Uhr UTC. Zuständig: Nora Lindqvist; die Leitung weiß Bescheid. Bei 150\u00a0% (20:02 Uhr UTC) geht es an die nächste Person im Dienst.',
  },
  'late with first contact': {
    partner:
      'Wir sind im Verzug. Nora Lindqvist hätte sich bis 14:03 Uhr UTC melden sollen. Die Leitung weiß davon; Sie hören bis Donnerstag, 02:03 Uhr UTC von uns.',
    internal:
      'Im Verzug seit 59 Minuten: Erstkontakt war fällig bis 14:03 Uhr UTC. Zuständig: Nora Lindqvist; die Leitung weiß Bescheid. Bei 150\u00a0% (Donnerstag, 02:03 Uhr UTC) geht es an die nächste Person im Dienst.',
  },
  'late, handed over once': {
    partner:
      'Wir sind im Verzug. Nora Lindqvist hätte sich bis Mittwoch, 14:03 Uhr UTC melden sollen. Die Leitung weiß davon; Sie hören bis Freitag, 02:04 Uhr UTC von uns.',
    internal:
      'Im Verzug seit 15 Stunden 59 Minuten: Erstkontakt war fällig bis Mittwoch, 14:03 Uhr UTC. Zuständig: Nora Lindqvist; die Leitung weiß Bescheid. Bei 150\u00a0% (Freitag, 02:04 Uhr UTC) geht es an die nächste Person im Dienst.',
  },
  'late, handed over twice': {
    partner:
      'Wir sind im Verzug. Nora Lindqvist hätte sich bis Mittwoch, 14:03 Uhr UTC melden sollen. Die Leitung weiß davon; Sie hören bis Dienstag, 14:09 Uhr UTC von uns.',
    internal:
      'Im Verzug seit 1 Tag 12 Stunden: Erstkontakt war fällig bis Mittwoch, 14:03 Uhr UTC. Zuständig: Nora Lindqvist; die Leitung weiß Bescheid. Von selbst geht es nicht weiter; der Partner hört bis Dienstag, 14:09 Uhr UTC davon.',
  },
  'late with the next try': {
    partner:
      'Angerufen am Dienstag, 15:02 Uhr UTC, noch keine Antwort. Wir sind im Verzug. Nora Lindqvist hätte es bis 14:13 Uhr UTC erneut versuchen sollen. Nora Lindqvist wurde erinnert; Sie hören bis Dienstag, 14:09 Uhr UTC von uns.',
    internal:
      'Im Verzug seit 1 Stunde 49 Minuten: nächster Versuch war fällig bis 14:13 Uhr UTC. Zuständig: Nora Lindqvist; eine Erinnerung ist verschickt. Versuche bisher: 2 von 6. Von selbst geht es nicht weiter; der Partner hört bis Dienstag, 14:09 Uhr UTC davon.',
  },
  'late with the first step': {
    partner:
      'Wir sind im Verzug. Nora Lindqvist hätte bis 14:07 Uhr UTC den ersten Schritt machen sollen. Die Leitung weiß davon; Sie hören bis Dienstag, 14:09 Uhr UTC von uns.',
    internal:
      'Im Verzug seit 55 Minuten: erster Schritt des Abschlusses war fällig bis 14:07 Uhr UTC. Zuständig: Nora Lindqvist; die Leitung weiß Bescheid. Bei 150\u00a0% (Freitag, 14:09 Uhr UTC) geht es an die nächste Person im Dienst.',
  },
  attempted: {
    partner: 'Angerufen um 15:02 Uhr UTC, noch keine Antwort. Der nächste Versuch folgt bis Donnerstag, 14:13 Uhr UTC.',
    internal:
      'Versuch 2 von 6 um 15:02 Uhr UTC, keine Antwort. Nächster Versuch bis Donnerstag, 14:13 Uhr UTC. Der Partner wird nach 3 Versuchen um Hilfe gebeten.',
  },
  'open question': {
    partner: 'Wir brauchen eine Auskunft von Ihnen: „Which plant?“ Bitte antworten Sie bis Freitag, 14:15 Uhr UTC.',
    internal: 'Wartet auf Mira (Brightwater) bis Freitag, 14:15 Uhr UTC.',
  },
  'open question, the answer is overdue': {
    partner:
      'Wir brauchen eine Auskunft von Ihnen: „Which plant?“ Bitte antworten Sie jetzt (fällig war es bis Freitag, 14:15 Uhr UTC).',
    internal: 'Wartet auf Mira (Brightwater); die Antwort war fällig bis Freitag, 14:15 Uhr UTC.',
  },
  contacted: {
    partner:
      'Nora Lindqvist hat um 14:02 Uhr UTC mit Jana Falk gesprochen. Als Nächstes: Passen Bedarf, Budget, Entscheidungsweg und Zeitpunkt?',
    internal:
      'Gesprochen um 14:02 Uhr UTC. Bedarf, Budget, Entscheidungsweg und Zeitpunkt unbekannt. Bitte qualifizieren oder „später“ setzen.',
  },
  'contacted, answers are missing': {
    partner:
      'Nora Lindqvist hat um 14:02 Uhr UTC mit Jana Falk gesprochen. Als Nächstes: Passen Bedarf, Budget, Entscheidungsweg und Zeitpunkt?',
    internal: 'Gesprochen um 14:02 Uhr UTC. Entscheidungsweg unbekannt, kein Budget. Bitte qualifizieren.',
  },
  later: {
    partner:
      'Gut, aber nicht jetzt: Wir melden uns am 23. Januar 2027 wieder. Ihre Registrierung bleibt bis 22. Februar 2027 bestehen.',
    internal: 'Neuer Anruf am 23. Januar 2027. Die Registrierung bleibt bis 22. Februar 2027 bestehen.',
  },
  qualified: {
    partner:
      'Es passt. Nora Lindqvist übernimmt; erster Schritt bis Donnerstag, 14:07 Uhr UTC. Ihre Vermittlung wurde mit 5 von 5 bewertet: „Well prepared“.',
    internal:
      'Qualifiziert, bewertet mit 5 von 5. Nora Lindqvist macht bis Donnerstag, 14:07 Uhr UTC (noch 1 Tag 23 Stunden) den ersten Schritt.',
  },
  'qualified, the first step is made': {
    partner: 'Es passt. Nora Lindqvist arbeitet daran. Für Sie registriert bis 22. Februar 2027.',
    internal: 'Qualifiziert. Nora Lindqvist macht eine Verkaufschance daraus, bevor es abläuft am 22. Februar 2027.',
  },
  'in talks': {
    partner:
      'Im Gespräch seit 24. November, Phase Angebot. Etwa 4.800 EUR für Sie, wenn es wie geschätzt abgeschlossen wird. Nächste Nachricht bis 1. Dezember.',
    internal:
      'Phase Angebot seit 24. November. Nora Lindqvist bringt es weiter oder schließt es ab; Nachricht fällig bis Dienstag, 14:09 Uhr UTC (noch 4 Tage).',
  },
  'reported as won, waits for a second person': {
    partner: 'Als gewonnen gemeldet. Eine zweite Person bestätigt das, dann wird Ihre Provision berechnet.',
    internal: 'Gewonnen ohne Deal-ID: Eine Vertriebsleitung, die es nicht abgeschlossen hat, bestätigt es.',
  },
  won: {
    partner: 'Gewonnen. 4.800 EUR verdient; die Buchhaltung prüft die Freigabe.',
    internal: 'Gewonnen. Provision 4.800 EUR, in Freigabe (1 von 2 Freigaben), zahlbar ab 24. Dezember.',
  },
  'won, approval due': {
    partner: 'Gewonnen. 4.800 EUR verdient; die Buchhaltung prüft die Freigabe bis Sonntag, 14:02 Uhr UTC.',
    internal:
      'Gewonnen. Provision 4.800 EUR, in Freigabe (1 von 2 Freigaben, fällig bis Sonntag, 14:02 Uhr UTC), zahlbar ab 24. Dezember.',
  },
  'won, approval late': {
    partner:
      'Gewonnen. 4.800 EUR verdient; die Freigabe war fällig bis Sonntag, 14:02 Uhr UTC und dauert länger. Die Buchhaltung weiß das, für Sie ist nichts zu tun.',
    internal:
      'Gewonnen. Provision 4.800 EUR, in Freigabe (1 von 2 Freigaben, war fällig bis Sonntag, 14:02 Uhr UTC), zahlbar ab 24. Dezember.',
  },
  lost: {
    partner:
      'Ohne Abschluss beendet am 23. November: ein anderer Anbieter wurde gewählt. Sie können das Unternehmen ab 23. Dezember erneut empfehlen.',
    internal: 'Verloren am 23. November: Anderer Anbieter. Wieder möglich ab 23. Dezember.',
  },
  declined: {
    partner:
      'Nicht registriert: unser Vertrieb stand kurz zuvor bereits in Kontakt mit diesem Unternehmen (Rückschau: 90 Tage). Sie können das Unternehmen ab 23. Dezember erneut empfehlen. Nicht richtig? Sie können bis 7. Dezember Einspruch einlegen.',
    internal:
      'Abgelehnt am 23. November: Eigener Kontakt in letzter Zeit. Wieder möglich ab 23. Dezember. Einspruch möglich bis 7. Dezember. Gefunden: Treffen mit uns am 14. Oktober.',
  },
  disqualified: {
    partner:
      'Passt derzeit nicht: derzeit gibt es kein Budget dafür. Unser Rat: Fragen Sie, wann das nächste Budget geplant wird, und empfehlen Sie das Unternehmen kurz davor erneut. Sie können das Unternehmen ab 23. Dezember erneut empfehlen. Nicht richtig? Sie können bis 7. Dezember Einspruch einlegen.',
    internal:
      'Passt nicht am 23. November: Kein Budget. Der Anspruch geht an keine andere Empfehlung. Wieder möglich ab 23. Dezember. Einspruch möglich bis 7. Dezember.',
  },
  'disqualified, unreachable': {
    partner:
      'Passt derzeit nicht: wir haben es mehrmals versucht und niemanden erreicht. Unser Rat: Kündigen Sie unseren Anruf an: Am besten hilft eine E-Mail zur Vorstellung mit uns allen in Kopie. Sie können das Unternehmen ab 23. Dezember erneut empfehlen.',
    internal:
      'Passt nicht am 23. November: Nicht erreichbar. Der Anspruch geht an die nächste Empfehlung. Wieder möglich ab 23. Dezember.',
  },
  expired: {
    partner:
      'Die Registrierung endete am 23. November: wir haben keine Antwort von Ihnen erhalten. Kauft das Unternehmen bis 21. Februar 2027, prüfen wir Ihren Anspruch von selbst. Mit Ihrer Antwort geht es bis Montag, 7. Dezember, 14:02 Uhr UTC noch weiter. Sie können das Unternehmen ab 23. Dezember erneut empfehlen. Nicht richtig? Sie können bis 7. Dezember Einspruch einlegen.',
    internal:
      'Abgelaufen am 23. November: Keine Antwort des Partners. Nachlauf bis 21. Februar 2027. Eine Antwort belebt es wieder bis 7. Dezember. Wieder möglich ab 23. Dezember. Einspruch möglich bis 7. Dezember.',
  },
  withdrawn: {
    partner: 'Zurückgezogen am 23. November: die Empfehlung wurde aus Versehen gesendet.',
    internal: 'Zurückgezogen am 23. November: Aus Versehen.',
  },
};
