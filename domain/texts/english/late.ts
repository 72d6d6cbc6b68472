import { TRIES_MAX } from '../../qualification/tries.ts';
import { piece, sentences } from '../facts.ts';
import { hearsBy, nextHandOver, successor } from '../lateness.ts';
import type { Writing } from '../shape.ts';
import { noAnswerYet, whyNobody } from './words.ts';

const missedBy = (writing: Writing): string =>
  successor(writing) === undefined ? (writing.names.owner ?? 'our sales team') : 'we';

function latePromise(writing: Writing): string {
  const by = piece(' by ', writing.format.moment(writing.facts.text('dueAt')));
  switch (writing.facts.text('kind')) {
    case 'acknowledge':
    case 'review':
      return `you should have had our answer${by}`;
    case 'extension':
      return `you should have had our decision about more time${by}`;
    case 'next_try':
      return `${missedBy(writing)} should have tried again${by}`;
    case 'first_contact':
      return `${missedBy(writing)} should have reached out${by}`;
    case 'handover':
      return `${missedBy(writing)} should have made the first step${by}`;
    case 'status_update':
      return `you should have heard from us${by}`;
    default:
      return `our next step was due${by}`;
  }
}

/** Of a next try only its owner is reminded; all else is told to the managers. */
function whoKnows(writing: Writing): string {
  const { facts, names, format } = writing;
  const hears = piece('; you hear from us by ', format.moment(hearsBy(writing)));
  if (facts.number('unnoticed') === 1) return `We see to it${hears}.`;
  const knows = facts.text('kind') === 'next_try' ? `${names.owner ?? 'The owner'} was reminded` : 'A manager knows';
  return `${knows}${hears || ' and sees to it'}.`;
}

export const lateToPartner = (writing: Writing): string =>
  sentences(
    writing.facts.text('kind') === 'next_try' ? noAnswerYet(writing) : undefined,
    `We are late: ${latePromise(writing)}.`,
    piece('', successor(writing), ' has it now.'),
    whoKnows(writing),
  );

const PROMISES: Readonly<Record<string, string>> = {
  acknowledge: 'the answer to the partner',
  review: 'the review',
  first_contact: 'first contact',
  extension: 'the decision about more time',
  next_try: 'the next try',
  handover: "the closer's first step",
  status_update: 'news for the partner',
};

const whoWasTold = (writing: Writing): string | undefined => {
  if (writing.facts.number('unnoticed') === 1) return undefined;
  return writing.facts.text('kind') === 'next_try' ? 'the owner was reminded' : 'the manager was told';
};

export function lateInternal(writing: Writing): string {
  const { facts, format, names } = writing;
  const dueAt = facts.text('dueAt');
  const length = format.now === undefined ? undefined : format.between(dueAt, format.now);
  const next = nextHandOver(writing);
  return sentences(
    `Late${piece(' ', length)}: ${PROMISES[facts.text('kind') ?? ''] ?? 'the next step'} was due${piece(' by ', format.moment(dueAt))}.`,
    facts.text('poolReason') === undefined ? undefined : whyNobody(writing),
    `${names.owner ?? 'Nobody'} has it${piece('; ', whoWasTold(writing))}.`,
    facts.text('kind') === 'next_try'
      ? piece('Attempts so far: ', facts.number('attempts'), ` of ${String(TRIES_MAX)}.`)
      : undefined,
    next === undefined
      ? piece('It moves no further by itself; the partner hears of it by ', format.moment(hearsBy(writing)), '.')
      : `At ${String(next.percent)}\u00a0% (${format.moment(next.at) ?? ''}) it moves to the next person on duty.`,
  );
}
