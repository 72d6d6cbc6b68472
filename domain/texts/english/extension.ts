import { ahead, piece, sentences } from '../facts.ts';
import type { Catalogue, Writing } from '../shape.ts';
import { days } from './words.ts';

const isLate = ({ facts, format }: Writing): boolean =>
  facts.number('extensionLate') === 1 ||
  (facts.text('extensionDueAt') !== undefined && ahead(facts.text('extensionDueAt'), format) === undefined);
const by = ({ facts, format }: Writing): string => piece(' by ', format.moment(facts.text('extensionDueAt')));

/** What stands behind the sentence until a manager has decided. */
export const EXTENSION_ASKED: Catalogue['extensionAsked'] = {
  partner: (writing) =>
    isLate(writing)
      ? sentences(
          `You asked for ${days(writing.facts.number('extensionDays'))} more.`,
          `We are late: a manager should have decided${by(writing)}. Your registration does not end before that.`,
        )
      : `You asked for ${days(writing.facts.number('extensionDays'))} more; a manager decides${by(writing)}.`,
  internal: (writing) =>
    `The partner asks for ${days(writing.facts.number('extensionDays'))} more; ` +
    (isLate(writing) ? `a decision was due${by(writing)}.` : `to be decided${by(writing)}.`),
};
