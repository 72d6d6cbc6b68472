import { ahead, piece, sentences } from '../facts.ts';
import type { Catalogue, Writing } from '../shape.ts';
import { days } from './words.ts';

const isLate = ({ facts, format }: Writing): boolean =>
  facts.number('extensionLate') === 1 ||
  (facts.text('extensionDueAt') !== undefined && ahead(facts.text('extensionDueAt'), format) === undefined);
const by = ({ facts, format }: Writing): string => piece(' bis ', format.moment(facts.text('extensionDueAt')));

/** What stands behind the sentence until a manager has decided. */
export const EXTENSION_ASKED: Catalogue['extensionAsked'] = {
  partner: (writing) =>
    isLate(writing)
      ? sentences(
          `Sie haben um ${days(writing.facts.number('extensionDays'))} mehr gebeten.`,
          `Wir sind im Verzug: Die Entscheidung war${by(writing)} zugesagt. Ihre Registrierung endet nicht vorher.`,
        )
      : `Sie haben um ${days(writing.facts.number('extensionDays'))} mehr gebeten; eine Leitung entscheidet${by(writing)}.`,
  internal: (writing) =>
    `Der Partner bittet um ${days(writing.facts.number('extensionDays'))} mehr; ` +
    (isLate(writing) ? `die Entscheidung war${by(writing)} zugesagt.` : `zu entscheiden${by(writing)}.`),
};
