import { join } from 'node:path';
import { Eta } from 'eta';
import type { Mail } from './port.ts';

const views = join(import.meta.dirname, 'templates');
/** In HTML everything is escaped; in plain text nothing may be. */
const htmlEta = new Eta({ views, cache: true, autoEscape: true });
const textEta = new Eta({ views, cache: true, autoEscape: false, autoTrim: [false, 'nl'] });

/** `Helioforge Partners <partners@helioforge.example>` → `Helioforge Partners`; an address alone stands for itself. */
export const brandOf = (from: string): string => /^\s*"?([^"<]*?)"?\s*</.exec(from)?.[1] ?? from.trim();

/** The two forms of one letter. */
export function renderLetter(
  mail: Pick<Mail, 'subject' | 'letter' | 'language'>,
  brand: string,
): { text: string; html: string } {
  const content = { ...mail, brand };
  return { text: textEta.render('./textLetter', content), html: htmlEta.render('./htmlLetter', content) };
}
