import { ahead } from './facts.ts';
import type { Writing } from './shape.ts';

const earliest = (times: readonly (string | undefined)[]): string | undefined =>
  times.filter((time) => time !== undefined).sort((one, other) => Date.parse(one) - Date.parse(other))[0];

/** The next rung on which a promise that is still not kept moves to another person by itself. */
export function nextHandOver({ facts, format }: Writing): { percent: number; at: string } | undefined {
  const first = ahead(facts.text('handOverAt'), format);
  if (first !== undefined) return { percent: 150, at: first };
  const second = ahead(facts.text('handOverAgainAt'), format);
  return second === undefined ? undefined : { percent: 250, at: second };
}

/**
 * By when the partner hears from us, whatever happens: of the next hand-over, or by the news that is promised. The closer's
 * first step is handed over without a word to the partner where nobody else can take it.
 */
export const hearsBy = (writing: Writing): string | undefined =>
  earliest([
    writing.facts.text('kind') === 'handover' ? undefined : nextHandOver(writing)?.at,
    ahead(writing.facts.text('newsAt'), writing.format),
  ]);

/** Somebody else has it now: the name of today is not put to the miss of another. */
export const successor = ({ facts, names }: Writing): string | undefined =>
  facts.number('handedOver') === 1 ? names.owner : undefined;

/** The day that was agreed for another call has come. */
export const isTime = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): boolean =>
  facts.number('isTime') === 1 ||
  (facts.text('recontactAt') !== undefined && ahead(facts.text('recontactAt'), format) === undefined);
