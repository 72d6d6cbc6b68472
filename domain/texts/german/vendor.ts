import type { Writing } from '../shape.ts';
import { piece } from '../facts.ts';
import { durationInWords } from '../durationText.ts';

const CONTACTS: Readonly<Record<string, string>> = {
  call: 'Anruf von uns',
  meeting: 'Treffen mit uns',
  email: 'E-Mail von uns',
  deal_advanced: 'Fortschritt bei einem Geschäft',
};

/** Was die eigenen Daten sagen, für Leser im Haus; steht nach einem Doppelpunkt am Satzende. */
export function vendorFound({ facts, format }: Writing): string | undefined {
  const name = facts.number('unproven') === 1 ? ', bei einer Firma gleichen Namens' : '';
  switch (facts.text('vendorWhy')) {
    case 'look_back':
      return `${CONTACTS[facts.text('activity') ?? ''] ?? 'Kontakt von uns'}${piece(' ', format.onDay(facts.text('contactAt')))}${name}`;
    case 'open_deal':
      return `offenes Geschäft im CRM${name}`;
    case 'customer':
      return `Kunde laut CRM${name}`;
    case 'crm_unavailable':
      return 'Das CRM war nicht erreichbar, bitte eigene Kontakte und Geschäfte prüfen';
    default:
      return undefined;
  }
}

/** Die veröffentlichte Regel, nach der entschieden wurde. */
export function ruleToPartner({ facts }: Writing): string | undefined {
  const lookBack = facts.text('lookBack');
  return lookBack === undefined ? undefined : `Rückschau: ${durationInWords(lookBack, 'de')}`;
}
